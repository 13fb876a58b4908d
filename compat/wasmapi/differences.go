package wasmapi

// differences lists, by script and label, the lines that are not node's, and why.
var differences = map[string]map[string]string{
	"surface": {
		"Exception": "the standard counts two required arguments, V8 one",
	},
	"module": {
		"data view": "the standard takes every BufferSource, V8 of node 20 no DataView",
	},
	"instance": {
		"memory without maximum": "V8 prints a wrong limit",
		"assignment":             "goja's text",
	},
	"function": {
		"no construct": "goja's text",
		"not iterable": "V8 names the expression of the caller",
		"number":       "V8 names the expression of the caller",
	},
	"global": {
		"externref": "the default is undefined by the standard, null in V8 of node 20",
	},
	"memory": {
		"shared": "goja has no SharedArrayBuffer; a host that has one gives it to wasmbridge",
	},
	"exception": {
		"tag from iterable": "the standard takes any sequence, V8 needs a length",
	},
}

// unordered are the scripts whose lines come from promises that are independent of each other.
var unordered = map[string]bool{"promise": true}
