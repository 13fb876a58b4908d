package builtins

import (
	"os"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/wasmglue/wasmglue/internal/realm"
)

// intlDateScript returns Intl.DateTimeFormat for the locale en-US and the Gregorian calendar, with what Date's methods for locales need of it.
// zone.offset(name, milliseconds) gives minutes and an abbreviation, zone.name(name) the name as it is written, undefined if there is none.
var intlDateScript = realm.NewScript("node:internal/builtins/intl_date", "canonical, zone", `
	const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
	const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
	const zones = { E: 'Eastern', C: 'Central', M: 'Mountain', P: 'Pacific' }
	const allowed = {
		weekday: ['narrow', 'short', 'long'], era: ['narrow', 'short', 'long'], year: ['2-digit', 'numeric'],
		month: ['2-digit', 'numeric', 'narrow', 'short', 'long'], day: ['2-digit', 'numeric'], dayPeriod: ['narrow', 'short', 'long'],
		hour: ['2-digit', 'numeric'], minute: ['2-digit', 'numeric'], second: ['2-digit', 'numeric'],
		timeZoneName: ['short', 'long', 'shortOffset', 'longOffset', 'shortGeneric', 'longGeneric'],
		hourCycle: ['h11', 'h12', 'h23', 'h24'], dateStyle: ['full', 'long', 'medium', 'short'], timeStyle: ['full', 'long', 'medium', 'short'],
	}
	const dateFields = ['weekday', 'year', 'month', 'day'], timeFields = ['dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits']
	const dateStyles = {
		full: { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }, long: { month: 'long', day: 'numeric', year: 'numeric' },
		medium: { month: 'short', day: 'numeric', year: 'numeric' }, short: { month: 'numeric', day: 'numeric', year: '2-digit' },
	}
	const timeStyles = {
		full: { hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'long' },
		long: { hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
		medium: { hour: 'numeric', minute: '2-digit', second: '2-digit' }, short: { hour: 'numeric', minute: '2-digit' },
	}
	const two = (n) => String(n).padStart(2, '0')
	const width = (n, how) => how === '2-digit' ? two(n % 100) : String(n)
	const named = (list, n, how) => how === 'long' ? list[n] : list[n].slice(0, how === 'short' ? 3 : 1)
	const read = (options, required, defaults) => {
		const o = {}
		for (const name of ['weekday', 'era', 'year', 'month', 'day', 'dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits', 'timeZoneName',
			'hourCycle', 'hour12', 'dateStyle', 'timeStyle', 'timeZone']) {
			let value = options[name]
			if (value === undefined) continue
			if (name === 'hour12') value = Boolean(value)
			else if (name === 'fractionalSecondDigits') {
				value = Number(value)
				if (!(value >= 1 && value <= 3)) throw new RangeError('fractionalSecondDigits value is out of range.')
				value = Math.floor(value)
			} else {
				value = String(value)
				if (allowed[name] && !allowed[name].includes(value)) {
					throw new RangeError('Value ' + value + ' out of range for Intl.DateTimeFormat options property ' + name)
				}
			}
			o[name] = value
		}
		const style = o.dateStyle === undefined ? 'timeStyle' : 'dateStyle'
		if (o[style] !== undefined) {
			const other = [...dateFields, ...timeFields, 'era', 'timeZoneName'].find((name) => o[name] !== undefined)
			if (other !== undefined) throw new TypeError("Can't set option " + other + ' when ' + style + ' is used')
			if (required === 'date' && o.timeStyle !== undefined) throw new TypeError('Invalid option : timeStyle')
			if (required === 'time' && o.dateStyle !== undefined) throw new TypeError('Invalid option : dateStyle')
			return o
		}
		const wanted = [...(required === 'time' ? [] : dateFields), ...(required === 'date' ? [] : timeFields)]
		if (!wanted.some((name) => o[name] !== undefined)) {
			if (defaults !== 'time') o.year = o.month = o.day = 'numeric'
			if (defaults !== 'date') o.hour = o.minute = o.second = 'numeric'
		}
		return o
	}
	const zoneName = (abbreviation, minutes, how) => {
		if (minutes === 0 && (abbreviation === 'UTC' || abbreviation === '')) return how === 'long' ? 'Coordinated Universal Time' : 'UTC'
		const american = /^([ECMP])([SD])T$/.exec(abbreviation)
		if (american && how === 'short') return abbreviation
		if (american && how === 'long') return zones[american[1]] + (american[2] === 'D' ? ' Daylight' : ' Standard') + ' Time'
		if (minutes === 0) return 'GMT'
		const size = Math.abs(minutes), hours = Math.floor(size / 60), rest = size % 60
		const long = how === 'long' || how === 'longOffset'
		return 'GMT' + (minutes < 0 ? '-' : '+') + (long ? two(hours) + ':' + two(rest) : hours + (rest ? ':' + two(rest) : ''))
	}
	class DateTimeFormat {
		#o; #f; #zone; #format
		constructor(locales, options, required = 'any', defaults = 'date') {
			canonical(locales)
			if (options === null) throw new TypeError('Cannot convert undefined or null to object')
			const o = this.#o = read(options === undefined ? {} : Object(options), required, defaults)
			this.#zone = zone.name(o.timeZone)
			if (this.#zone === undefined) throw new RangeError('Invalid time zone specified: ' + o.timeZone)
			this.#f = { ...o, ...dateStyles[o.dateStyle], ...timeStyles[o.timeStyle] }
		}
		#cycle() {
			const { hour12, hourCycle } = this.#o
			return hour12 === undefined ? hourCycle ?? 'h12' : hour12 ? 'h12' : 'h24'
		}
		#date(d, add) {
			const { weekday, year, month, day } = this.#f
			const y = d.getUTCFullYear(), written = () => year === '2-digit' ? two(((y % 100) + 100) % 100) : String(y > 0 ? y : 1 - y)
			if (weekday && !month && !day && year) { add('year', written()); add('literal', ' '); add('weekday', named(days, d.getUTCDay(), weekday)); return }
			let first = true
			const next = (type, value, between) => { if (!first) add('literal', between); first = false; add(type, value) }
			if (weekday) next('weekday', named(days, d.getUTCDay(), weekday))
			if (month && month !== 'numeric' && month !== '2-digit') {
				next('month', named(months, d.getUTCMonth(), month), ', ')
				if (day) next('day', width(d.getUTCDate(), day), ' ')
				if (year) next('year', written(), day ? ', ' : ' ')
				return
			}
			let between = ', '
			for (const [type, value] of [['month', month && width(d.getUTCMonth() + 1, month)], ['day', day && width(d.getUTCDate(), day)], ['year', year && written()]]) {
				if (!value) continue
				next(type, value, between)
				between = '/'
			}
		}
		#time(d, add) {
			const { hour, minute, second, fractionalSecondDigits: digits } = this.#f, full = d.getUTCHours(), cycle = this.#cycle()
			const parts = []
			if (hour) {
				const h = cycle === 'h12' ? full % 12 || 12 : cycle === 'h11' ? full % 12 : cycle === 'h24' ? full || 24 : full
				parts.push(['hour', hour === '2-digit' || cycle === 'h23' || cycle === 'h24' ? two(h) : String(h)])
			}
			if (minute) parts.push(['minute', hour || second ? two(d.getUTCMinutes()) : String(d.getUTCMinutes())])
			if (second) parts.push(['second', hour || minute ? two(d.getUTCSeconds()) : String(d.getUTCSeconds())])
			parts.forEach(([type, value], n) => { if (n > 0) add('literal', ':'); add(type, value) })
			if (digits) { if (second) add('literal', '.'); add('fractionalSecond', String(d.getUTCMilliseconds()).padStart(3, '0').slice(0, digits)) }
			if (hour && (cycle === 'h12' || cycle === 'h11')) { add('literal', ' '); add('dayPeriod', full < 12 ? 'AM' : 'PM') }
		}
		#parts(value) {
			const time = value === undefined ? Date.now() : Number(value)
			if (!(Math.abs(time) <= 8.64e15)) throw new RangeError('Invalid time value')
			const [minutes, abbreviation] = zone.offset(this.#zone, time), d = new Date(time + minutes * 60000), f = this.#f, parts = []
			const add = (type, value) => parts.push({ type, value })
			const hasDate = dateFields.some((name) => f[name]), hasTime = f.hour || f.minute || f.second || f.fractionalSecondDigits
			if (hasDate) this.#date(d, add)
			if (f.era) { add('literal', ' '); add('era', d.getUTCFullYear() > 0 ? 'AD' : 'BC') }
			if (hasDate && hasTime) {
				add('literal', f.month === 'long' && (f.year || f.day) && !(this.#o.timeStyle && !this.#o.dateStyle) ? ' at ' : f.weekday && !f.month && !f.day && !f.year ? ' ' : ', ')
			}
			if (hasTime) this.#time(d, add)
			if (f.timeZoneName) { add('literal', hasTime ? ' ' : ', '); add('timeZoneName', zoneName(abbreviation, minutes, f.timeZoneName)) }
			return parts
		}
		get format() { return this.#format ??= (date) => this.#parts(date).map((p) => p.value).join('') }
		formatToParts(date) {
			return this.#parts(date).map((p, n, all) => all[n + 1]?.type === 'dayPeriod' ? { ...p, value: '\u202f' } : p) // as V8 leaves it here, and only here
		}
		formatRange(a, b) {
			const [x, y] = [a, b].map((d) => this.#parts(d).map((p) => p.value).join(''))
			return x === y ? x : x + '\u2009–\u2009' + y
		}
		formatRangeToParts(a, b) {
			const from = (source) => (p) => ({ ...p, source })
			return [...this.#parts(a).map(from('startRange')), { type: 'literal', value: '\u2009–\u2009', source: 'shared' }, ...this.#parts(b).map(from('endRange'))]
		}
		resolvedOptions() {
			const { dateStyle, timeStyle } = this.#o, f = this.#f
			const out = { locale: 'en-US', calendar: 'gregory', numberingSystem: 'latn', timeZone: this.#zone }
			if (f.hour) { const cycle = this.#cycle(); out.hourCycle = cycle; out.hour12 = cycle === 'h12' || cycle === 'h11' }
			if (dateStyle || timeStyle) return Object.assign(out, dateStyle && { dateStyle }, timeStyle && { timeStyle })
			for (const name of ['weekday', 'era', 'year', 'month', 'day', 'dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits', 'timeZoneName']) {
				if (f[name] !== undefined) out[name] = (name === 'minute' || name === 'second') && f.hour ? '2-digit' : f[name]
			}
			return out
		}
	}
	return DateTimeFormat`)

// timeZones is what intlDateScript asks of time zones.
func timeZones(r *realm.Realm) *goja.Object {
	object := r.Runtime.NewObject()
	r.Method(object, "name", 1, func(c goja.FunctionCall) goja.Value {
		if goja.IsUndefined(c.Argument(0)) {
			return r.Runtime.ToValue(localZone())
		}
		name := c.Argument(0).String()
		switch strings.ToUpper(name) {
		case "UTC", "ETC/UTC", "ETC/GMT", "GMT":
			return r.Runtime.ToValue("UTC")
		}
		if _, err := time.LoadLocation(name); err != nil || name == "" || strings.EqualFold(name, "local") {
			return goja.Undefined()
		}
		return r.Runtime.ToValue(name)
	})
	r.Method(object, "offset", 2, func(c goja.FunctionCall) goja.Value {
		location, err := time.LoadLocation(c.Argument(0).String())
		if err != nil || c.Argument(0).String() == localZone() {
			location = time.Local
		}
		abbreviation, seconds := time.UnixMilli(int64(c.Argument(1).ToFloat())).In(location).Zone()
		return r.Runtime.NewArray(seconds/60, abbreviation)
	})
	return object
}

// localZone is the name of the process's time zone.
func localZone() string {
	if name := time.Local.String(); name != "Local" && name != "" {
		return name
	}
	if target, err := os.Readlink("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(target, "zoneinfo/"); ok && name != "Etc/UTC" {
			return name
		}
	}
	return "UTC"
}
