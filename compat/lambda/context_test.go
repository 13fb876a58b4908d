package lambda

import "testing"

// TestContext: the context object, key by key.
func TestContext(t *testing.T) {
	get := func(expression string) string { return "exports.handler = async (e, context) => (" + expression + ")" }
	runRows(t, []row{
		{name: "keys in order", code: get(`Object.keys(context)`), events: []event{{want: `["callbackWaitsForEmptyEventLoop","succeed","fail","done","functionVersion","functionName","memoryLimitInMB","logGroupName","logStreamName","clientContext","identity","invokedFunctionArn","awsRequestId","tenantId","getRemainingTimeInMillis"]`}}},
		{name: "keys of a streaming handler", code: `exports.handler = awslambda.streamifyResponse(async (e, s, context) => { s.write(Object.keys(context).join()); s.end() })`,
			events: []event{{check: streamed("callbackWaitsForEmptyEventLoop,functionVersion,functionName,memoryLimitInMB,logGroupName,logStreamName,clientContext,identity,invokedFunctionArn,awsRequestId,tenantId,getRemainingTimeInMillis")}}},
		{name: "plain object", code: get(`Object.getPrototypeOf(context) === Object.prototype`), events: []event{{want: `true`}}},
		{name: "new for every invocation", code: `let last; exports.handler = async (e, c) => { const same = c === last; last = c; return same }`, events: []event{{want: `false`}, {want: `false`}}},
		{name: "from the environment", code: get(`[context.functionName, context.functionVersion, context.memoryLimitInMB, context.logGroupName, context.logStreamName]`),
			events: []event{{want: `["test","$LATEST","256","/aws/lambda/test","2026/01/02/[$LATEST]0123"]`}}},
		{name: "unset variables are undefined", code: get(`[typeof context.functionName, 'functionName' in context]`), env: []string{"AWS_LAMBDA_FUNCTION_NAME="}, events: []event{{want: `["undefined",true]`}}},
		{name: "from the headers", code: get(`[context.awsRequestId, context.invokedFunctionArn]`), events: []event{{want: `["00000001-0000-4000-8000-000000000000","arn:aws:lambda:eu-west-1:012345678912:function:test"]`}}},
		{name: "absent client context, identity and tenant", code: get(`[typeof context.clientContext, typeof context.identity, typeof context.tenantId]`), events: []event{{want: `["undefined","undefined","undefined"]`}}},
		{name: "client context", code: get(`context.clientContext`), events: []event{{headers: []string{"Lambda-Runtime-Client-Context", `{"client":{"n":1},"custom":{"a":[true]},"own":"x"}`}, want: `{"client":{"n":1},"custom":{"a":[true]},"own":"x"}`}}},
		{name: "bad client context", code: get(`1`), events: []event{{headers: []string{"Lambda-Runtime-Client-Context", `{bad`}, fails: &failure{kind: "Error", message: "Cannot parse ClientContext as json: SyntaxError: ..."}}, {want: `1`}}},
		{name: "identity", code: get(`context.identity`), events: []event{{headers: []string{"Lambda-Runtime-Cognito-Identity", `{"cognitoIdentityId":"i","cognitoIdentityPoolId":"p"}`}, want: `{"cognitoIdentityId":"i","cognitoIdentityPoolId":"p"}`}}},
		{name: "bad identity", code: get(`1`), events: []event{{headers: []string{"Lambda-Runtime-Cognito-Identity", `x`}, fails: &failure{kind: "Error", message: "Cannot parse CognitoIdentity as json: SyntaxError: ..."}}}},
		{name: "tenant", code: get(`context.tenantId`), events: []event{{headers: []string{"Lambda-Runtime-Aws-Tenant-Id", "t1"}, want: `"t1"`}}},
		{name: "remaining time", code: get(`(n => n > 8000 && n <= 10000)(context.getRemainingTimeInMillis())`), events: []event{{want: `true`}}},
		{name: "remaining time may be negative", code: get(`context.getRemainingTimeInMillis() < 0`), events: []event{{headers: []string{"Lambda-Runtime-Deadline-Ms", "1000"}, want: `true`}}},
		{name: "the flag is an accessor", code: get(`[context.callbackWaitsForEmptyEventLoop, typeof Object.getOwnPropertyDescriptor(context, 'callbackWaitsForEmptyEventLoop').get]`), events: []event{{want: `[true,"function"]`}}},
		{name: "trace id", code: `exports.handler = async () => process.env._X_AMZN_TRACE_ID ?? 'absent'`, events: []event{
			{want: `"Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"`},
			{headers: []string{"Lambda-Runtime-Trace-Id", ""}, want: `"absent"`},
			{headers: []string{"Lambda-Runtime-Trace-Id", "Root=2"}, want: `"Root=2"`}}},
		{name: "trace id is absent while loading", code: `const has = '_X_AMZN_TRACE_ID' in process.env; exports.handler = async () => has`, events: []event{{want: `false`}}},
		{name: "environment", code: get(`[process.env._HANDLER, process.env.AWS_REGION, process.env.LAMBDA_TASK_ROOT === process.cwd()]`), events: []event{{want: `["index.handler","eu-west-1",true]`}}},
	})
}
