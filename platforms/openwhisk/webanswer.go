package openwhisk

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/wasmglue/wasmglue/platforms/internal/jsonedge"
)

// webAnswer is a result read as an HTTP answer: statusCode, headers and body, as the controller reads that of a web action.
type webAnswer struct {
	status  int
	headers []variable
	body    jsonedge.Raw // body, or what remains of the result without one
}

// writeWebAnswer sends an activation's result as the HTTP answer that it describes.
func writeWebAnswer(w http.ResponseWriter, result reply) {
	web, ok := parseWebAnswer(result)
	if !ok {
		result.write(w)
		return
	}
	h := w.Header()
	for _, header := range web.headers {
		h.Set(header.name, header.value)
	}
	body := web.encode(h)
	if web.status == http.StatusOK && len(web.body) == 2 && string(web.body) == `""` {
		web.status = http.StatusNoContent
	}
	setDefault(h, "Access-Control-Allow-Origin", "*")
	setDefault(h, "Access-Control-Allow-Methods", "OPTIONS, GET, DELETE, POST, PUT, HEAD, PATCH")
	setDefault(h, "Access-Control-Allow-Headers", "Authorization, Origin, X - Requested - With, Content - Type, Accept, User - Agent")
	if web.status == http.StatusNoContent || web.status == http.StatusNotModified {
		h.Del("Content-Type")
		w.WriteHeader(web.status)
		return
	}
	reply{status: web.status, body: body}.write(w)
}

func setDefault(h http.Header, name, value string) {
	if h.Get(name) == "" {
		h.Set(name, value)
	}
}

func parseWebAnswer(result reply) (web webAnswer, ok bool) {
	if jsonedge.Raw(result.body).Kind() != jsonedge.Object {
		return web, false
	}
	members, err := jsonedge.Members(result.body)
	if err != nil {
		return web, false
	}
	web.status = result.status
	rest := slices.DeleteFunc(members, func(m jsonedge.Member) bool {
		switch m.Name {
		case "statusCode":
			web.status = statusCode(m.Value, result.status)
		case "headers":
			web.headers = headersOf(m.Value)
		case "body":
			web.body = m.Value
			return false
		default:
			return false
		}
		return true
	})
	if web.body == nil {
		web.body = joinMembers(rest)
	}
	return web, true
}

// statusCode reads a status; what is none keeps the one there is, rather than to fail an answer that is otherwise good.
func statusCode(v jsonedge.Raw, otherwise int) int {
	text := jsonedge.Compact(v)
	if v.Kind() == jsonedge.String {
		text = v.Text()
	}
	if code, err := strconv.Atoi(text); err == nil && code >= 200 && code <= 599 {
		return code
	}
	return otherwise
}

func headersOf(v jsonedge.Raw) []variable {
	if v.Kind() != jsonedge.Object {
		return nil
	}
	members, _ := jsonedge.Members(v)
	headers := make([]variable, 0, len(members))
	for _, m := range members {
		value := m.Value.Text()
		if m.Value.Kind() != jsonedge.String {
			value = jsonedge.Compact(m.Value)
		}
		headers = append(headers, variable{m.Name, strings.NewReplacer("\r", " ", "\n", " ").Replace(value)})
	}
	return headers
}

// encode makes the bytes of the body and its type: text as it stands (HTML unless told otherwise), images from base64, everything else as JSON.
func (web webAnswer) encode(h http.Header) []byte {
	isText := web.body.Kind() == jsonedge.String
	kind := h.Get("Content-Type")
	if isText && strings.HasPrefix(kind, "image") {
		h.Set("Content-Transfer-Encoding", "binary")
		return decodeBase64(web.body.Text())
	}
	if kind == "" {
		if kind = "application/json"; isText {
			kind = "text/html"
		}
	}
	h.Set("Content-Type", withCharset(kind))
	switch {
	case isText:
		return []byte(web.body.Text())
	case web.body.Kind() == jsonedge.Null:
		return nil
	}
	return web.body
}

// withCharset names the charset of textual types that do not say.
func withCharset(kind string) string {
	base, _, _ := strings.Cut(kind, ";")
	base = strings.TrimSpace(strings.ToLower(base))
	textual := strings.HasPrefix(base, "text/") || base == "application/json" || base == "application/javascript"
	if textual && !strings.Contains(strings.ToLower(kind), "charset=") {
		return kind + "; charset=utf-8"
	}
	return kind
}
