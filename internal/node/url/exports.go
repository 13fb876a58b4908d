package url

import "strings"

// Exports lists the names of the module's exports, which are made when the first of them is used.
func Exports() []string { return strings.Fields(exports) }

const exports = `
	Url parse resolve resolveObject format URL URLSearchParams domainToASCII domainToUnicode pathToFileURL fileURLToPath urlToHttpOptions
`
