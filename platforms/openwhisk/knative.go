package openwhisk

import (
	"context"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"

	"github.com/wasmglue/wasmglue/platforms/internal/jsonedge"
)

// knative is the interface of a Knative service: one endpoint whose request can carry the init, the activation, or both. An action can also be
// built into the container by __OW_ACTION_CODE and its kin; then requests must not bring one.
type knative struct {
	*container
	methods   []string
	dedicated initMessage // the action of the environment; no code: there is none
}

func newKnative(c *container) *knative {
	k := &knative{container: c, methods: knativeMethods(c)}
	get := func(name, otherwise string) string {
		if value, ok := c.cfg.getenv("__OW_ACTION_" + name); ok {
			return value
		}
		return otherwise
	}
	k.dedicated = initMessage{main: get("MAIN", "main"), code: get("CODE", ""), binary: strings.EqualFold(get("BINARY", ""), "true")}
	return k
}

// knativeMethods reads __OW_HTTP_METHODS, a list such as "[get, post]".
func knativeMethods(c *container) []string {
	text, _ := c.cfg.getenv("__OW_HTTP_METHODS")
	list, opened := strings.CutPrefix(text, "[")
	list, closed := strings.CutSuffix(list, "]")
	if !opened || !closed {
		c.complain("__OW_HTTP_METHODS is undefined; defaulting to '[post]' ...")
		return []string{http.MethodPost}
	}
	var methods []string
	for name := range strings.SplitSeq(list, ",") {
		method := strings.ToUpper(strings.TrimSpace(name))
		switch method {
		case http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions:
			methods = append(methods, method)
		default:
			c.complain("Environment variable '__OW_HTTP_METHODS' has an unrecognized value (" + name + ").")
		}
	}
	return methods
}

func (k *knative) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	keepAliveHeaders(w, r)
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	body, err := readBody(r)
	if err != nil || route(r) != "/" || !slices.Contains(k.methods, method) {
		failure(500, textBadRequest).write(w)
		return
	}
	k.serve(w, r, body)
}

func (k *knative) serve(w http.ResponseWriter, r *http.Request, body []byte) {
	call, err := parseKnativeCall(body)
	if err != nil {
		failure(500, textBadRequest).write(w)
		return
	}
	if !k.takeInit(call) {
		failure(500, "internal error during request processing.").write(w)
		return
	}
	ctx := context.WithoutCancel(r.Context())
	if call.init != nil {
		answer := k.initialize(ctx, *call.init)
		if call.activation == nil || answer.status != 200 {
			answer.write(w)
			return
		}
	}
	answer := k.activate(ctx, call.runMessage(r, k.container))
	if answer.status != 200 && answer.status != 502 {
		answer.write(w)
		return
	}
	writeWebAnswer(w, answer)
}

// takeInit gives a dedicated container its own action with the first request, and refuses one that a request brings, as it refuses flags that are no
// booleans.
func (k *knative) takeInit(call *knativeCall) bool {
	if k.dedicated.code == "" {
		return call.valid
	}
	if call.init != nil {
		return false
	}
	if !k.initialised() {
		raw, _ := k.cfg.getenv("__OW_ACTION_RAW")
		call.raw = strings.EqualFold(raw, "true")
		call.init = &message{init: &k.dedicated}
	}
	return true
}

// knativeCall is a request, taken apart.
type knativeCall struct {
	init       *message
	activation []variable // nil when the request has none
	value      jsonedge.Raw
	raw        bool // the action wants the body as it came
	valid      bool
}

func parseKnativeCall(body []byte) (*knativeCall, error) {
	call := &knativeCall{valid: true}
	if len(body) == 0 {
		return call, nil
	}
	members, err := jsonedge.Members(body)
	if err != nil {
		return nil, err
	}
	var activation jsonedge.Raw
	for _, m := range members {
		switch m.Name {
		case "value":
			call.value = m.Value
		case "init":
			if call.init, err = call.parseInit(m.Value); err != nil {
				return nil, err
			}
		case "activation":
			activation = m.Value
		}
	}
	if activation != nil && call.value != nil {
		call.parseActivation(activation)
	}
	return call, nil
}

// parseInit reads the init member. What it lacks can stand in value, as in the reference.
func (call *knativeCall) parseInit(init jsonedge.Raw) (*message, error) {
	m := &message{init: &initMessage{}}
	if init.Kind() != jsonedge.Object {
		return m, nil
	}
	members, err := jsonedge.Members(init)
	if err != nil {
		return nil, err
	}
	for _, member := range members {
		switch member.Name {
		case "main":
			m.init.main = member.Value.Text()
		case "code":
			m.init.code = member.Value.Text()
		case "binary":
			m.init.binary = call.flag(member.Value)
		case "raw":
			call.raw = call.flag(member.Value)
		}
	}
	return m, nil
}

// flag reads a boolean; anything else that is not falsy makes the call invalid.
func (call *knativeCall) flag(v jsonedge.Raw) bool {
	if v.Truthy() && v.Kind() != jsonedge.Boolean {
		call.valid = false
	}
	return v.Truthy()
}

func (call *knativeCall) parseActivation(activation jsonedge.Raw) {
	call.activation = []variable{}
	members, _ := jsonedge.Members(activation)
	for _, m := range members {
		if m.Value.Kind() == jsonedge.String {
			call.activation = append(call.activation, variable{contextName(m.Name), m.Value.Text()})
		}
	}
}

// initKeys are members of value that belong to the init and are kept from the action.
var initKeys = []string{"code", "main", "binary", "raw"}

// runMessage is the activation as /run would have brought it: the value, without what the init put there, with the request's HTTP context.
func (call *knativeCall) runMessage(r *http.Request, c *container) message {
	if call.value.Kind() != jsonedge.Object && call.value.Kind() != jsonedge.Absent {
		return message{value: call.value, context: call.activation}
	}
	members, _ := jsonedge.Members(jsonOr(call.value, "{}"))
	members = slices.DeleteFunc(members, func(m jsonedge.Member) bool {
		if m.Name == "raw" {
			call.raw = call.raw || m.Value.Truthy()
		}
		return call.init != nil && slices.Contains(initKeys, m.Name)
	})
	if call.activation != nil {
		members = append(members, call.httpContext(r, c, members)...)
	}
	return message{value: joinMembers(members), context: call.activation}
}

func jsonOr(v jsonedge.Raw, otherwise string) jsonedge.Raw {
	if v.Kind() == jsonedge.Absent {
		return jsonedge.Raw(otherwise)
	}
	return v
}

// httpContext is what a web action is told of its request (webactions.md, "HTTP context").
func (call *knativeCall) httpContext(r *http.Request, c *container, value []jsonedge.Member) []jsonedge.Member {
	namespace, _ := c.cfg.getenv("__OW_NAMESPACE")
	var context []jsonedge.Member
	if call.raw {
		value = slices.DeleteFunc(slices.Clone(value), func(m jsonedge.Member) bool { return slices.Contains(initKeys, m.Name) })
		text := base64.StdEncoding.EncodeToString(joinMembers(value))
		context = append(context, textMember("__ow_body", text), jsonedge.Member{Name: "__ow_query", Value: queryObject(r)})
	}
	return append(context, textMember("__ow_user", namespace), textMember("__ow_method", r.Method),
		jsonedge.Member{Name: "__ow_headers", Value: headerObject(r)}, textMember("__ow_path", ""))
}

func textMember(name, text string) jsonedge.Member {
	return jsonedge.Member{Name: name, Value: jsonedge.AppendString(nil, text)}
}

// headerObject is the request's headers, names in lower case as node has them.
func headerObject(r *http.Request) jsonedge.Raw {
	members := []jsonedge.Member{textMember("host", r.Host)}
	for name, values := range r.Header {
		members = append(members, textMember(strings.ToLower(name), strings.Join(values, ", ")))
	}
	slices.SortFunc(members, func(a, b jsonedge.Member) int { return strings.Compare(a.Name, b.Name) })
	return joinMembers(members)
}

// queryObject is the query as express parses it: one text for a name that occurs once, else an array.
func queryObject(r *http.Request) jsonedge.Raw {
	var members []jsonedge.Member
	for name, values := range r.URL.Query() {
		member := textMember(name, values[0])
		if len(values) > 1 {
			list := []byte{'['}
			for i, value := range values {
				if i > 0 {
					list = append(list, ',')
				}
				list = jsonedge.AppendString(list, value)
			}
			member.Value = append(list, ']')
		}
		members = append(members, member)
	}
	slices.SortFunc(members, func(a, b jsonedge.Member) int { return strings.Compare(a.Name, b.Name) })
	return joinMembers(members)
}

func joinMembers(members []jsonedge.Member) jsonedge.Raw {
	out := []byte{'{'}
	for i, m := range members {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(jsonedge.AppendString(out, m.Name), ':')
		out = append(out, m.Value...)
	}
	return append(out, '}')
}
