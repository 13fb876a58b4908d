// What happens between an event and its answer. Parameters: lambda (the natives), settings, logError.
// Returns { ready(handler), invoke(id, tenantId), emptied(), failed(value, isRejection), uncaught(error) }.

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');
const REQUEST_ID = Symbol.for('aws.lambda.runtime.requestId');
const TENANT_ID = Symbol.for('aws.lambda.runtime.tenantId');
const errors = () => lambda.errors();

// What the empty event loop completes. There is one for the function, not one for the invocation: the late callback of an earlier invocation
// takes the place of the current one's, as it does with AWS's own client.
let whenEmpty = null;
// The invocation that an uncaught exception fails; undefined until the first one.
let current;
// What handlers see as this.
const runtime = { handler: undefined, handlerMetadata: undefined };

function post(error) {
  lambda.fail(current, JSON.stringify(errors().body(error)), errors().cause(error));
}

function crash(title, error, code) {
  logError(title, error);
  if (current === undefined) {
    const body = errors().body(error);
    lambda.failInit(JSON.stringify(body), String(body.errorType));
  } else {
    post(error);
  }
  process.exit(code);
}

const uncaught = (error) => crash('Uncaught Exception', error, 129);
const rejected = (reason, promise = {}) =>
  crash('Unhandled Promise Rejection', new (errors().UnhandledPromiseRejection)(reason, promise), 128);

function complete() {
  const listener = whenEmpty;
  whenEmpty = null;
  if (listener) listener();
}

// The listeners of the runtime come before those of the function. Building process is not cheap: until the function takes it, nobody else can
// listen, and the host asks uncaught and rejected directly.
let listening = false;
lambda.onFirstUse('process', (process) => {
  listening = true;
  process.on('uncaughtException', uncaught);
  process.on('unhandledRejection', rejected);
  process.on('beforeExit', complete);
});

// emptied completes what waits for the empty event loop. With nothing to complete the process has ended, as it would in node.
function emptied() {
  if (!whenEmpty && !(listening && process.listenerCount('beforeExit') > 1)) process.exit(process.exitCode);
  if (listening) process.emit('beforeExit', process.exitCode ?? 0);
  else complete();
}

// failed deals with what nothing caught, unless listeners of process will.
function failed(value, isRejection) {
  if (listening) return false;
  if (isRejection) rejected(value);
  else uncaught(value);
  return true;
}

function describe(handler) {
  const streaming = handler[STREAMING];
  if (streaming !== undefined && streaming !== null && streaming !== false && streaming !== 'response') {
    throw new (errors().MalformedStreamingHandler)('Only response streaming is supported.');
  }
  return {
    streaming: streaming || false,
    highWaterMark: parseInt(handler[HIGH_WATER_MARK]) || undefined,
    isAsync: handler.constructor?.name === 'AsyncFunction',
    argsNum: handler.length,
  };
}

function warnOfCallbacks({ argsNum, isAsync, streaming }) {
  if (argsNum !== 3 || isAsync || streaming || !settings.warnOfCallbacks) return;
  console.warn(
    'AWS Lambda plans to remove support for callback-based function handlers starting with Node.js 24. You will need to update this function ' +
      'to use an async handler to use Node.js 24 or later. For more information and to provide feedback on this change, see ' +
      'https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/137. To disable this warning, set the ' +
      'AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING environment variable.',
  );
}

function serialize(result) {
  let text;
  try {
    text = JSON.stringify(result === undefined ? null : result);
  } catch {
    throw new Error('Unable to stringify response body');
  }
  if (text === undefined) throw new TypeError('Wrong arguments');
  return text;
}

const isThenable = (value) => value && value.then && typeof value.then === 'function';
const isError = (error) => error !== undefined && error !== null;

// waitFlag defines callbackWaitsForEmptyEventLoop and returns how to read it.
function waitFlag(context) {
  let waits = true;
  Object.defineProperty(context, 'callbackWaitsForEmptyEventLoop', {
    get: () => waits,
    set: (value) => { waits = value; },
    enumerable: true,
    configurable: true,
  });
  return () => waits;
}

// completion makes the callback and the context's verbs of one invocation: whichever is called first counts.
function completion(id) {
  let reported = false;
  let settled = false;

  const answer = (result) => {
    if (reported) {
      console.error('Invocation has already been reported as done. Cannot call complete more than once per invocation.');
      return;
    }
    reported = true;
    lambda.respond(id, serialize(result));
    lambda.finish(id);
  };
  const refuse = (error) => {
    logError('Invoke Error', error);
    lambda.fail(id, JSON.stringify(errors().body(error)), errors().cause(error));
    lambda.finish(id);
  };
  const first = (settle) => function () {
    if (settled) return;
    whenEmpty = null;
    settle.apply(null, arguments);
    settled = true; // only now: a result that cannot be written leaves the invocation open for the error
  };
  const done = (error, result) => (isError(error) ? refuse(error) : answer(result));

  const context = {};
  const waits = waitFlag(context);
  context.succeed = first((result) => answer(result));
  context.fail = first((error) => refuse(isError(error) ? error : 'handled'));
  context.done = first(done);
  const callback = first((error, result) => {
    if (isError(error) || !waits()) done(error, result);
    else whenEmpty = () => setImmediate(answer, result);
  });
  const nothingCame = () => {
    reported = true;
    if (runtime.handlerMetadata.isAsync) {
      refuse(new (errors().NodeJsExit)());
    } else {
      lambda.respond(id, 'null');
      lambda.finish(id);
    }
  };
  return { callback, context, nothingCame };
}

function invokeBuffered(id) {
  const { callback, context, nothingCame } = completion(id);
  whenEmpty = nothingCame;
  try {
    const result = lambda.call(runtime, lambda.event(), lambda.describe(context), callback);
    if (isThenable(result)) result.then(context.succeed, context.fail).catch(context.fail);
  } catch (error) {
    callback(error);
  }
}

function invokeStreaming(id) {
  const context = {};
  const waits = waitFlag(context);
  const finish = () => {
    if (waits()) whenEmpty = () => setImmediate(lambda.finish, id);
    else lambda.finish(id);
  };
  lambda.streaming().invoke({
    id,
    context,
    highWaterMark: runtime.handlerMetadata.highWaterMark,
    start: (responseStream) => lambda.call(runtime, lambda.event(), responseStream, lambda.describe(context)),
    logError: (error) => logError('Invoke Error', error),
    finish,
    onStuck: (listener) => { whenEmpty = listener; },
  });
}

function ready(handler) {
  runtime.handlerMetadata = describe(handler);
  runtime.handler = handler;
  warnOfCallbacks(runtime.handlerMetadata);
}

// invoke starts inside a promise job, as AWS's client does: promise jobs of the handler run before its process.nextTick callbacks.
function invoke(id, tenant) {
  current = id;
  globalThis[REQUEST_ID] = id;
  globalThis[TENANT_ID] = tenant;
  const run = runtime.handlerMetadata.streaming ? invokeStreaming : invokeBuffered;
  Promise.resolve(id).then(run);
}

if (settings.awslambda) {
  globalThis.awslambda = {
    streamifyResponse(handler, options) {
      handler[STREAMING] = 'response';
      if (typeof options?.highWaterMark === 'number') handler[HIGH_WATER_MARK] = parseInt(options.highWaterMark);
      return handler;
    },
    get HttpResponseStream() { return lambda.streaming().HttpResponseStream; },
  };
}

return { ready, invoke, emptied, failed, uncaught };
