package openwhisk

import (
	"strings"

	"github.com/wasmglue/wasmglue/platforms/internal/jsonedge"
)

// message is the body of a request, taken apart and checked but not yet made into values.
type message struct {
	value   jsonedge.Raw // what belongs to the action
	context []variable   // every other member that is a string
	init    *initMessage // what /init is about, where it is not in value
}

// variable is one variable of the environment.
type variable struct{ name, value string }

// parseMessage reads a body; an empty one is an empty object.
func parseMessage(body []byte) (message, error) {
	if len(body) == 0 {
		return message{}, nil
	}
	members, err := jsonedge.Members(body)
	if err != nil {
		return message{}, err
	}
	var m message
	for _, member := range members {
		if member.Name == "value" {
			m.value = member.Value
		} else if member.Value.Kind() == jsonedge.String {
			m.context = append(m.context, variable{contextName(member.Name), member.Value.Text()})
		}
	}
	return m, nil
}

// contextName is the variable that carries a member of a /run body.
func contextName(member string) string { return "__OW_" + strings.ToUpper(member) }

// deadline is the activation's deadline in milliseconds since 1970 as the platform sent it, "" if it did not.
func (m message) deadline() string {
	for _, v := range m.context {
		if v.name == "__OW_DEADLINE" {
			return v.value
		}
	}
	return ""
}

// initMessage is the value of an /init body.
type initMessage struct {
	main, code string
	binary     bool
	env        []variable
}

// initMessage reads what /init is about; ok is false when main or code are missing.
func (m message) initMessage() (init initMessage, ok bool) {
	if m.init != nil {
		return *m.init, m.init.main != "" && m.init.code != ""
	}
	return parseInit(m.value)
}

// parseInit reads the value of an /init body; ok is false when main or code are missing, empty or no strings.
func parseInit(value jsonedge.Raw) (m initMessage, ok bool) {
	if value.Kind() != jsonedge.Object {
		return m, false
	}
	members, err := jsonedge.Members(value)
	if err != nil {
		return m, false
	}
	for _, member := range members {
		switch member.Name {
		case "main":
			m.main = member.Value.Text()
		case "code":
			m.code = member.Value.Text()
		case "binary":
			m.binary = member.Value.Truthy()
		case "env":
			m.env = parseEnv(member.Value)
		}
	}
	return m, m.main != "" && m.code != ""
}

// parseEnv makes variables of an env object: strings as they are, structures as JSON, other values as text, and what is falsy as "".
func parseEnv(env jsonedge.Raw) []variable {
	if env.Kind() != jsonedge.Object {
		return nil
	}
	members, err := jsonedge.Members(env)
	if err != nil {
		return nil
	}
	variables := make([]variable, 0, len(members))
	for _, member := range members {
		variables = append(variables, variable{member.Name, envText(member.Value)})
	}
	return variables
}

func envText(v jsonedge.Raw) string {
	switch {
	case v.Kind() == jsonedge.String:
		return v.Text()
	case !v.Truthy():
		return ""
	}
	return jsonedge.Compact(v)
}
