package builtins

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/enginestate"
	"github.com/wasmglue/wasmglue/internal/realm"
)

// intl defines Intl at its first use, and lets Date's methods for locales use it.
func (i *installer) intl() {
	run := func(script *realm.Script, args ...goja.Value) goja.Value {
		v, err := script.Run(i.realm, args...)
		if err != nil {
			panic(realm.Rethrow(err))
		}
		return v
	}
	var dates goja.Value // Intl.DateTimeFormat, whatever becomes of the global
	make := func() goja.Value {
		dateTimeFormat := i.realm.Function("", 1, func(c goja.FunctionCall) goja.Value {
			dates = run(intlDateScript, c.Argument(0), timeZones(i.realm))
			return dates
		})
		more := i.realm.Function("", 2, func(c goja.FunctionCall) goja.Value { return run(intlMoreScript, c.Argument(0), c.Argument(1)) })
		return run(intlScript, dateTimeFormat, more)
	}
	if missing(i.rt.GlobalObject(), "Intl") {
		i.realm.LazyGlobal("Intl", make)
	}
	prototype := i.prototype("Date")
	for _, m := range []struct{ name, required, defaults string }{
		{"toLocaleString", "any", "all"}, {"toLocaleDateString", "date", "date"}, {"toLocaleTimeString", "time", "time"},
	} {
		i.method(prototype, m.name, 0, func(c goja.FunctionCall) goja.Value {
			value := i.dateValue(c.This)
			if dates == nil {
				make()
			}
			if value != value {
				return i.rt.ToValue("Invalid Date")
			}
			formatter, err := i.rt.New(dates, c.Argument(0), c.Argument(1), i.rt.ToValue(m.required), i.rt.ToValue(m.defaults))
			if err != nil {
				panic(realm.Rethrow(err))
			}
			format, _ := goja.AssertFunction(formatter.Get("format"))
			return i.realm.Call(format, formatter, i.rt.ToValue(value))
		})
	}
}

// zoneNames gives the texts of dates V8's name of the zone, which the engine abbreviates.
func (i *installer) zoneNames() {
	prototype := i.prototype("Date")
	for _, name := range []string{"toString", "toTimeString"} {
		native := enginestate.Native(prototype.Get(name))
		if native == nil {
			continue
		}
		original := *native
		*native = func(c goja.FunctionCall) goja.Value {
			v := original(c)
			if text, ok := strings.CutSuffix(v.String(), " (UTC)"); ok {
				return i.rt.ToValue(text + " (Coordinated Universal Time)")
			}
			return v
		}
	}
}

// dateValue is the time of a Date, in milliseconds.
func (i *installer) dateValue(v goja.Value) float64 {
	object, ok := v.(*goja.Object)
	if !ok || object.ClassName() != "Date" {
		panic(i.rt.NewTypeError("this is not a Date object."))
	}
	return object.ToFloat()
}

// intlScript returns Intl with what programs use beside a user interface, for the locale en-US only.
var intlScript = realm.NewScript("node:internal/builtins/intl", "dateTimeFormat, more", `
	const locale = 'en-US'
	const define = (on, name, value) => Object.defineProperty(on, name, { value, writable: true, configurable: true })
	const base = (name, Class) => {
		Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: 'Intl.' + name, configurable: true })
		define(Class, 'supportedLocalesOf', function supportedLocalesOf(list) { return canonical(list).filter((l) => /^en\b/.test(l)) })
		return Class
	}
	const canonical = (list) => {
		if (list === undefined) return []
		return (typeof list === 'string' ? [list] : [...list]).map((tag) => {
			if (!/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(tag)) throw new RangeError('Incorrect locale information provided')
			return tag.split('-').map((part, n) => n === 0 ? part.toLowerCase() : part.length === 2 ? part.toUpperCase() :
				part.length === 4 ? part[0].toUpperCase() + part.slice(1).toLowerCase() : part).join('-')
		})
	}
	const grouped = (digits) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
	const symbols = { USD: '$', EUR: '€', GBP: '£', JPY: '¥' }
	const callable = (Class) => new Proxy(Class, { apply: (target, receiver, args) => new target(...args) })
	const NumberFormat = class NumberFormat {
		#o
		constructor(locales, options = {}) {
			canonical(locales)
			const style = options.style ?? 'decimal'
			if (style === 'currency' && options.currency === undefined) throw new TypeError('Currency code is required with currency style.')
			const cents = options.currency === 'JPY' ? 0 : 2
			const least = options.minimumFractionDigits ?? (style === 'currency' ? cents : 0)
			const most = options.maximumFractionDigits ?? Math.max(least, style === 'currency' ? cents : style === 'percent' ? 0 : 3)
			if (!(least >= 0 && most <= 100 && least <= most)) throw new RangeError('maximumFractionDigits value is out of range.')
			this.#o = { style, currency: options.currency, minimumIntegerDigits: options.minimumIntegerDigits ?? 1, minimumFractionDigits: least,
				maximumFractionDigits: most, useGrouping: options.useGrouping ?? 'auto', maximumSignificantDigits: options.maximumSignificantDigits }
			define(this, 'format', (n) => this.#format(n))
		}
		#format(n) {
			const o = this.#o
			if (typeof n !== 'bigint') n = Number(n)
			const negative = n < 0 || Object.is(n, -0)
			let text
			if (typeof n === 'bigint') text = String(negative ? -n : n)
			else if (Number.isNaN(n)) text = 'NaN'
			else if (!Number.isFinite(n)) text = '∞'
			else {
				let size = Math.abs(n) * (o.style === 'percent' ? 100 : 1)
				if (o.maximumSignificantDigits !== undefined && size !== 0) size = Number(size.toPrecision(o.maximumSignificantDigits))
				text = size < 1e21 ? size.toFixed(Math.min(o.maximumFractionDigits, 100)) : BigInt(size).toString()
			}
			let [whole, fraction = ''] = text.split('.')
			while (fraction.length > o.minimumFractionDigits && fraction.endsWith('0')) fraction = fraction.slice(0, -1)
			whole = whole.padStart(o.minimumIntegerDigits, '0')
			if (o.useGrouping !== false) whole = grouped(whole)
			text = fraction ? whole + '.' + fraction : whole
			if (o.style === 'currency') text = (symbols[o.currency] ?? o.currency + ' ') + text
			if (o.style === 'percent') text += '%'
			return negative ? '-' + text : text
		}
		resolvedOptions() { return { locale, numberingSystem: 'latn', ...this.#o } }
	}
	const DateTimeFormat = dateTimeFormat(canonical)
	const Collator = class Collator {
		#o
		constructor(locales, options = {}) {
			canonical(locales)
			this.#o = { usage: 'sort', sensitivity: 'variant', ignorePunctuation: false, collation: 'default', numeric: false, caseFirst: 'false', ...options }
			const fold = (s) => s.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
			const order = (a, b) => a < b ? -1 : a > b ? 1 : 0
			const numeric = (a, b) => {
				const split = (s) => s.split(/(\d+)/)
				const x = split(a), y = split(b)
				for (let n = 0; n < Math.min(x.length, y.length); n++) {
					const r = n % 2 ? Number(x[n]) - Number(y[n]) : order(x[n], y[n])
					if (r) return r < 0 ? -1 : 1
				}
				return x.length - y.length
			}
			define(this, 'compare', (a, b) => {
				a = String(a); b = String(b)
				const first = (this.#o.numeric ? numeric : order)(fold(a), fold(b))
				if (first || this.#o.sensitivity === 'base') return first
				return order(a.normalize('NFD').toLowerCase(), b.normalize('NFD').toLowerCase()) ||
					(this.#o.sensitivity === 'accent' ? 0 : -order(a, b))
			})
		}
		resolvedOptions() { return { locale, ...this.#o } }
	}
	const PluralRules = class PluralRules {
		#type
		constructor(locales, { type = 'cardinal' } = {}) { canonical(locales); this.#type = type }
		select(n) {
			n = Number(n)
			if (this.#type === 'cardinal') return n === 1 ? 'one' : 'other'
			const ten = n % 10, hundred = n % 100
			return ten === 1 && hundred !== 11 ? 'one' : ten === 2 && hundred !== 12 ? 'two' : ten === 3 && hundred !== 13 ? 'few' : 'other'
		}
		resolvedOptions() { return { locale, type: this.#type } }
	}
	const ListFormat = class ListFormat {
		#word
		constructor(locales, { type = 'conjunction' } = {}) { canonical(locales); this.#word = type === 'disjunction' ? 'or' : 'and' }
		format(list) {
			const items = [...list]
			if (items.length < 3) return items.join(' ' + this.#word + ' ')
			return items.slice(0, -1).join(', ') + ', ' + this.#word + ' ' + items.at(-1)
		}
	}
	const Intl = {}
	Object.defineProperty(Intl, Symbol.toStringTag, { value: 'Intl', configurable: true })
	for (const [name, Class] of Object.entries({ NumberFormat, DateTimeFormat, Collator })) define(Intl, name, callable(base(name, Class)))
	for (const [name, Class] of Object.entries({ PluralRules, ListFormat, ...more(canonical, locale) })) define(Intl, name, base(name, Class))
	define(Intl, 'getCanonicalLocales', function getCanonicalLocales(list) { return canonical(list) })
	return Intl`)
