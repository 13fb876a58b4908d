package cjs

import (
	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// sourceMapScript returns the class SourceMap of node:module, a reader of source maps (https://tc39.es/source-map/).
var sourceMapScript = realm.NewScript("node:internal/source_map", "invalid", `
	const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
	const segments = (text) => {
		const numbers = []
		let value = 0, shift = 0
		for (const c of text) {
			const digit = digits.indexOf(c)
			value += (digit & 31) << shift
			shift += 5
			if (digit & 32) continue
			numbers.push(value & 1 ? -(value >> 1) : value >> 1)
			value = shift = 0
		}
		return numbers
	}
	const read = (map, add, firstLine, firstColumn) => {
		let source = 0, line = 0, column = 0, name = 0
		String(map.mappings).split(';').forEach((row, n) => {
			let generated = 0
			for (const text of row.split(',')) {
				if (text === '') continue
				const [dColumn, dSource, dLine, dOriginal, dName] = segments(text)
				generated += dColumn
				const at = [n + firstLine, generated + (n === 0 ? firstColumn : 0)]
				if (dSource === undefined) { add([...at]); continue }
				source += dSource; line += dLine; column += dOriginal
				if (dName !== undefined) name += dName
				add([...at, map.sources[source], line, column, dName === undefined ? undefined : map.names?.[name]])
			}
		})
	}
	return class SourceMap {
		#payload; #mappings = []; #lineLengths
		constructor(payload, { lineLengths } = {}) {
			if (payload === null || typeof payload !== 'object') throw invalid(payload)
			this.#payload = { ...payload, sources: payload.sources && [...payload.sources] }
			if (payload.sourcesContent) this.#payload.sourcesContent = [...payload.sourcesContent]
			this.#lineLengths = lineLengths && [...lineLengths]
			const add = (mapping) => this.#mappings.push(mapping)
			if (payload.sections) for (const s of payload.sections) read(s.map, add, s.offset.line, s.offset.column)
			else read(payload, add, 0, 0)
			this.#mappings.sort((a, b) => a[0] - b[0] || a[1] - b[1])
		}
		get payload() { return { ...this.#payload } }
		get lineLengths() { return this.#lineLengths && [...this.#lineLengths] }
		findEntry(line, column) {
			let first = 0, count = this.#mappings.length
			while (count > 1) {
				const step = count >> 1, [l, c] = this.#mappings[first + step]
				if (line < l || line === l && column < c) count = step
				else { first += step; count -= step }
			}
			const entry = this.#mappings[first]
			if (entry === undefined || first === 0 && (line < entry[0] || line === entry[0] && column < entry[1])) return {}
			const [generatedLine, generatedColumn, originalSource, originalLine, originalColumn, name] = entry
			return { generatedLine, generatedColumn, originalSource, originalLine, originalColumn, name }
		}
		findOrigin(lineNumber, columnNumber) {
			const range = this.findEntry(lineNumber - 1, columnNumber - 1)
			if (range.originalSource === undefined || range.originalLine === undefined || range.originalColumn === undefined ||
				range.generatedLine === undefined || range.generatedColumn === undefined) return {}
			return {
				name: range.name, fileName: range.originalSource,
				lineNumber: range.originalLine + lineNumber - range.generatedLine,
				columnNumber: range.originalColumn + columnNumber - range.generatedColumn,
			}
		}
	}`)

// sourceMapClass is module.SourceMap, made at its first use.
func (l *Loader) sourceMapClass() goja.Value {
	invalid := l.realm.Function("", 1, func(c goja.FunctionCall) goja.Value {
		return l.realm.CodedError("TypeError", "ERR_INVALID_ARG_TYPE", `The "payload" argument must be of type object. Received `+describe(c.Argument(0)))
	})
	class, err := sourceMapScript.Run(l.realm, invalid)
	if err != nil {
		panic(realm.Rethrow(err))
	}
	return class
}
