package builtins

import "github.com/wasmglue/wasmglue/internal/realm"

// newerScript returns the functions of newer editions, by the names of [installer.newer]. They are called with the receiver as this.
var newerScript = realm.NewScript("node:internal/builtins", "", `
	const group = (items, callback, add) => {
		if (items === undefined || items === null) throw new TypeError(String(items) + ' is not iterable')
		if (typeof callback !== 'function') throw new TypeError(String(callback) + ' is not a function')
		let k = 0
		for (const value of items) add(callback(value, k++), value)
	}
	const lookup = (object, key, kind) => {
		for (let o = Object(object); o !== null; o = Object.getPrototypeOf(o)) {
			const d = Object.getOwnPropertyDescriptor(o, key)
			if (d !== undefined) return d[kind]
		}
	}
	const { getFullYear, setFullYear, setTime } = Date.prototype
	return {
		dateGetYear() { return getFullYear.call(this) - 1900 },
		dateSetYear(year) {
			getFullYear.call(this)
			year = Math.trunc(Number(year))
			if (year !== year) return setTime.call(this, NaN)
			return setFullYear.call(this, year >= 0 && year <= 99 ? 1900 + year : year)
		},
		objectGroupBy(items, callback) {
			const out = Object.create(null)
			group(items, callback, (key, value) => {
				if (typeof key !== 'symbol') key = String(key)
				if (key in out) out[key].push(value)
				else out[key] = [value]
			})
			return out
		},
		mapGroupBy(items, callback) {
			const out = new Map()
			group(items, callback, (key, value) => {
				const list = out.get(key)
				if (list) list.push(value)
				else out.set(key, [value])
			})
			return out
		},
		withResolvers() {
			let resolve, reject
			const promise = new this((a, b) => { resolve = a; reject = b })
			return { promise, resolve, reject }
		},
		promiseTry(callback, ...args) {
			return new this((resolve) => resolve(callback(...args)))
		},
		async arrayFromAsync(items, map, receiver) {
			if (map !== undefined && typeof map !== 'function') throw new TypeError(String(map) + ' is not a function')
			const isClass = typeof this === 'function'
			const asyncMethod = items[Symbol.asyncIterator]
			const method = asyncMethod ?? items[Symbol.iterator]
			let k = 0
			if (method === undefined || method === null) {
				const n = Math.min(Math.max(Math.trunc(Number(items.length)) || 0, 0), Number.MAX_SAFE_INTEGER)
				const out = isClass ? new this(n) : new Array(n)
				for (; k < n; k++) {
					let value = await items[k]
					if (map) value = await map.call(receiver, value, k)
					Object.defineProperty(out, k, { value, writable: true, enumerable: true, configurable: true })
				}
				out.length = n
				return out
			}
			const out = isClass ? new this() : []
			const iterator = method.call(items)
			const next = iterator.next
			for (;;) {
				let step = next.call(iterator)
				if (asyncMethod) step = await step
				if (Object(step) !== step) throw new TypeError('Iterator result ' + String(step) + ' is not an object')
				if (step.done) break
				try {
					let value = asyncMethod ? step.value : await step.value
					if (map) value = await map.call(receiver, value, k)
					Object.defineProperty(out, k, { value, writable: true, enumerable: true, configurable: true })
				} catch (e) {
					try { await iterator.return?.() } catch {}
					throw e
				}
				k++
			}
			out.length = k
			return out
		},
		numberToLocaleString(locales, options) {
			return new Intl.NumberFormat(locales, options).format(typeof this === 'bigint' || this instanceof BigInt ? BigInt(this) : Number(this))
		},
		__defineGetter__(key, get) {
			if (typeof get !== 'function') throw new TypeError('Object.prototype.__defineGetter__: Expecting function')
			Object.defineProperty(Object(this), key, { get, enumerable: true, configurable: true })
		},
		__defineSetter__(key, set) {
			if (typeof set !== 'function') throw new TypeError('Object.prototype.__defineSetter__: Expecting function')
			Object.defineProperty(Object(this), key, { set, enumerable: true, configurable: true })
		},
		__lookupGetter__(key) { return lookup(this, key, 'get') },
		__lookupSetter__(key) { return lookup(this, key, 'set') },
	}`)

// iteratorScript returns Iterator, and gives iterators its helpers (https://tc39.es/ecma262/#sec-iterator-objects).
var iteratorScript = realm.NewScript("node:internal/builtins/iterator", "", `
	const prototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))
	function Iterator() {
		if (new.target === undefined || new.target === Iterator) throw new TypeError('Abstract class Iterator not directly constructable')
	}
	Object.defineProperty(Iterator, 'prototype', { value: prototype, writable: false })
	const define = (on, name, value) => Object.defineProperty(on, name, { value, writable: true, configurable: true })
	define(prototype, 'constructor', Iterator)
	Object.defineProperty(prototype, Symbol.toStringTag, { configurable: true, get: () => 'Iterator', set(v) {
		if (this === prototype) throw new TypeError('Cannot assign to this property')
		Object.defineProperty(this, Symbol.toStringTag, { value: v, writable: true, enumerable: true, configurable: true })
	} })
	const helper = Object.create(prototype, { [Symbol.toStringTag]: { value: 'Iterator Helper', configurable: true } })
	const bodies = new WeakMap()
	define(helper, 'next', { next() { return bodies.get(this).body.next() } }.next)
	define(helper, 'return', { return() {
		const h = bodies.get(this)
		if (!h.started) { h.started = true; h.source.return?.(); h.body.return() }
		return h.body.return()
	} }.return)
	const make = (source, body) => {
		const o = Object.create(helper)
		const h = { source, started: false, body: body() }
		const run = h.body
		h.body = { next: (v) => { h.started = true; return run.next(v) }, return: (v) => run.return(v) }
		bodies.set(o, h)
		return o
	}
	const check = (f) => { if (typeof f !== 'function') throw new TypeError(String(f) + ' is not a function') }
	const direct = (o) => {
		if (Object(o) !== o) throw new TypeError(String(o) + ' is not an object')
		const next = o.next
		return { [Symbol.iterator]() { return this }, next: () => next.call(o), return: () => o.return === undefined ? {} : o.return() }
	}
	const count = (n) => {
		const limit = Number(n)
		if (Number.isNaN(limit) || Math.trunc(limit) < 0) throw new RangeError(String(n) + ' must be positive')
		return Math.trunc(limit)
	}
	const flat = (v) => {
		if (Object(v) !== v) throw new TypeError(String(v) + ' is not an object')
		const method = v[Symbol.iterator]
		return method === undefined || method === null ? direct(v) : { [Symbol.iterator]: () => method.call(v) }
	}
	const methods = {
		map(f) { check(f); const it = direct(this); return make(it, function* () { let i = 0; for (const v of it) yield f(v, i++) }) },
		filter(f) { check(f); const it = direct(this); return make(it, function* () { let i = 0; for (const v of it) if (f(v, i++)) yield v }) },
		take(n) { n = count(n); const it = direct(this); return make(it, function* () {
			let left = n
			if (left === 0) { it.return(); return }
			for (const v of it) { yield v; if (--left === 0) break } }) },
		drop(n) { n = count(n); const it = direct(this); return make(it, function* () { let left = n; for (const v of it) if (left > 0) left--; else yield v }) },
		flatMap(f) { check(f); const it = direct(this); return make(it, function* () { let i = 0; for (const v of it) yield* flat(f(v, i++)) }) },
		reduce(f, ...initial) {
			check(f)
			let i = 0, value, have = initial.length > 0
			if (have) value = initial[0]
			for (const v of direct(this)) { if (have) value = f(value, v, i); else { value = v; have = true } i++ }
			if (!have) throw new TypeError('Reduce of a done iterator with no initial value')
			return value
		},
		toArray() { return [...direct(this)] },
		forEach(f) { check(f); let i = 0; for (const v of direct(this)) f(v, i++) },
		some(f) { check(f); let i = 0; for (const v of direct(this)) if (f(v, i++)) return true; return false },
		every(f) { check(f); let i = 0; for (const v of direct(this)) if (!f(v, i++)) return false; return true },
		find(f) { check(f); let i = 0; for (const v of direct(this)) if (f(v, i++)) return v },
	}
	for (const name of Object.keys(methods)) define(prototype, name, methods[name])
	const wrapped = Object.create(prototype)
	define(Iterator, 'from', { from(o) {
		if (Object(o) !== o && typeof o !== 'string') throw new TypeError(String(o) + ' is not an object')
		const method = o[Symbol.iterator]
		const it = method === undefined || method === null ? o : method.call(o)
		if (it instanceof Iterator) return it
		const next = it.next
		return Object.assign(Object.create(wrapped), { next: () => next.call(it), return: () => it.return === undefined ? { value: undefined, done: true } : it.return() })
	} }.from)
	return Iterator`)
