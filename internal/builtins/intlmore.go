package builtins

import "github.com/wasmglue/wasmglue/internal/realm"

// intlMoreScript returns the classes of Intl that few programs use.
var intlMoreScript = realm.NewScript("node:internal/builtins/intl_more", "canonical, locale", `
	const units = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year']
	const words = {
		day: { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }, second: { 0: 'now' },
		...Object.fromEntries(['minute', 'hour'].map((u) => [u, { 0: 'this ' + u }])),
		...Object.fromEntries(['week', 'month', 'quarter', 'year'].map((u) => [u, { '-1': 'last ' + u, 0: 'this ' + u, 1: 'next ' + u }])),
	}
	const short = { second: 'sec.', minute: 'min.', hour: 'hr.', day: 'day', week: 'wk.', month: 'mo.', quarter: 'qtr.', year: 'yr.' }
	class RelativeTimeFormat {
		#style; #numeric
		constructor(locales, { style = 'long', numeric = 'always' } = {}) { canonical(locales); this.#style = style; this.#numeric = numeric }
		format(value, unit) {
			const n = Number(value), name = String(unit).replace(/s$/, '')
			if (!units.includes(name)) throw new RangeError('Invalid unit argument for format() \'' + unit + '\'')
			if (!Number.isFinite(n)) throw new RangeError('The "value" argument must be a finite number')
			if (this.#numeric === 'auto' && words[name][n] !== undefined) return words[name][n]
			const size = Math.abs(n), plural = size === 1 ? '' : 's'
			const word = this.#style === 'long' ? name + plural : name === 'day' || name === 'quarter' ? short[name].replace(/\.?$/, (dot) => plural + dot) : short[name]
			const text = size.toLocaleString() + ' ' + word
			return n < 0 || Object.is(n, -0) ? text + ' ago' : 'in ' + text
		}
		resolvedOptions() { return { locale, style: this.#style, numeric: this.#numeric, numberingSystem: 'latn' } }
	}
	const patterns = {
		grapheme: '\\r\\n|\\p{RI}\\p{RI}|[^\\p{M}\\u200d](?:[\\p{M}\\ufe0f\\u{1f3fb}-\\u{1f3ff}]|\\u200d[^\\p{M}])*|[^]',
		word: "[\\p{L}\\p{M}\\p{N}_]+(?:['.\\u2019][\\p{L}\\p{M}\\p{N}_]+)*|\\s+|[^]", sentence: '[^.!?]*[.!?]+\\s*|[^.!?]+',
	}
	class Segmenter {
		#granularity
		constructor(locales, { granularity = 'grapheme' } = {}) {
			canonical(locales)
			if (!Object.hasOwn(patterns, granularity)) throw new RangeError('Value ' + granularity + ' out of range for Intl.Segmenter options property granularity')
			this.#granularity = granularity
		}
		segment(text) {
			const input = String(text), granularity = this.#granularity
			const pattern = new RegExp(patterns[granularity].replace('\\p{RI}\\p{RI}', '[\\u{1f1e6}-\\u{1f1ff}]{2}'), 'gu')
			const list = [...input.matchAll(pattern)].map(({ 0: segment, index }) => {
				const s = { segment, index, input }
				if (granularity === 'word') s.isWordLike = new RegExp('[\\p{L}\\p{N}]', 'u').test(segment)
				return s
			})
			return {
				[Symbol.iterator]: () => list[Symbol.iterator](),
				containing: (at = 0) => list.find((s) => at >= s.index && at < s.index + s.segment.length),
			}
		}
		resolvedOptions() { return { locale, granularity: this.#granularity } }
	}
	class Locale {
		#tag
		constructor(tag, options = {}) {
			if (typeof tag !== 'string' && !(tag instanceof Locale)) throw new TypeError('First argument to Intl.Locale constructor can\'t be empty or missing')
			const [language, ...rest] = canonical(String(tag))[0].split('-')
			const script = options.script ?? rest.find((p) => p.length === 4), region = options.region ?? rest.find((p) => p.length === 2)
			this.#tag = [options.language ?? language, script, region].filter(Boolean)
			Object.defineProperties(this, { script: { value: script }, region: { value: region } })
		}
		get language() { return this.#tag[0] }
		get baseName() { return this.#tag.join('-') }
		toString() { return this.#tag.join('-') }
	}
	return { RelativeTimeFormat, Segmenter, Locale }`)
