package util

import "strings"

// Exports lists the names of the module's exports, which are made when the first of them is used.
func Exports() []string { return strings.Fields(exports) }

const exports = `
	_errnoException _exceptionWithHostPort _extend aborted callbackify debug debuglog deprecate format formatWithOptions getSystemErrorMap
	getSystemErrorName inherits inspect isArray isBoolean isBuffer isDate isDeepStrictEqual isError isFunction isNull isNullOrUndefined
	isNumber isObject isPrimitive isRegExp isString isSymbol isUndefined log promisify stripVTControlCharacters styleText toUSVString types
	parseArgs parseEnv MIMEType MIMEParams TextDecoder TextEncoder transferableAbortController transferableAbortSignal
`
