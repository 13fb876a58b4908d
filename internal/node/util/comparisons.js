const types = require('util/types')
const LOOSE = 0; const STRICT = 1
const hasOwn = Object.hasOwn
const enumerable = Object.prototype.propertyIsEnumerable

function isDeepStrictEqual (a, b) { return equal(a, b, STRICT) }
function isDeepEqual (a, b) { return equal(a, b, LOOSE) }

function equal (a, b, mode, memo) {
  if (a === b) return a !== 0 || mode === LOOSE || Object.is(a, b)
  if (mode === STRICT) {
    if (typeof a !== 'object') return typeof a === 'number' && Number.isNaN(a) && Number.isNaN(b)
    if (typeof b !== 'object' || a === null || b === null) return false
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false
  } else {
    if (a === null || typeof a !== 'object') {
      // eslint-disable-next-line eqeqeq
      return (b === null || typeof b !== 'object') && (a == b || (Number.isNaN(a) && Number.isNaN(b)))
    }
    if (b === null || typeof b !== 'object') return false
  }
  if (Object.prototype.toString.call(a) !== Object.prototype.toString.call(b)) return false
  return equalObjects(a, b, mode, memo)
}

function keysOf (value) { return Object.keys(value) }
function otherKeys (value) { return Object.keys(value).filter((k) => !/^(0|[1-9]\d*)$/.test(k) || +k >= 2 ** 32 - 1) }

function equalObjects (a, b, mode, memo) {
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false
    const keysA = otherKeys(a); const keysB = otherKeys(b)
    if (keysA.length !== keysB.length) return false
    return equalKeys(a, b, mode, memo, 'array', keysA)
  }
  if (types.isDate(a)) {
    if (!types.isDate(b) || Date.prototype.getTime.call(a) !== Date.prototype.getTime.call(b)) {
      if (!(types.isDate(b) && Number.isNaN(+a) && Number.isNaN(+b))) return false
    }
  } else if (types.isRegExp(a)) {
    if (!types.isRegExp(b) || a.source !== b.source || a.flags !== b.flags || a.lastIndex !== b.lastIndex) return false
  } else if (types.isNativeError(a) || a instanceof Error) {
    if (!(types.isNativeError(b) || b instanceof Error)) return false
    if (!hiddenEqual(a, b, mode, memo)) return false
  } else if (ArrayBuffer.isView(a)) {
    if (!ArrayBuffer.isView(b) || !equalViews(a, b, mode)) return false
    const keysA = otherKeys(a); const keysB = otherKeys(b)
    return keysA.length === keysB.length && equalKeys(a, b, mode, memo, 'none', keysA)
  } else if (types.isSet(a)) {
    return types.isSet(b) && a.size === b.size && equalKeys(a, b, mode, memo, 'set')
  } else if (types.isMap(a)) {
    return types.isMap(b) && a.size === b.size && equalKeys(a, b, mode, memo, 'map')
  } else if (types.isAnyArrayBuffer(a)) {
    if (!types.isAnyArrayBuffer(b) || !native.sameBytes(a, b)) return false
  } else if (types.isBoxedPrimitive(a)) {
    if (!equalBoxed(a, b)) return false
  } else if (Array.isArray(b) || ArrayBuffer.isView(b) || types.isSet(b) || types.isMap(b) || types.isDate(b) || types.isRegExp(b) ||
      types.isAnyArrayBuffer(b) || types.isBoxedPrimitive(b) || types.isNativeError(b) || b instanceof Error) return false
  return equalKeys(a, b, mode, memo, 'none')
}

function hiddenEqual (a, b, mode, memo) {
  if (a.message !== b.message || a.name !== b.name) return false
  for (const name of ['cause', 'errors']) {
    if (hasOwn(a, name) !== hasOwn(b, name)) return false
  }
  return (!hasOwn(a, 'cause') || equal(a.cause, b.cause, mode, memo)) && (!hasOwn(a, 'errors') || equal(a.errors, b.errors, mode, memo))
}

function equalViews (a, b, mode) {
  if (a.byteLength !== b.byteLength || a[Symbol.toStringTag] !== b[Symbol.toStringTag]) return false
  if (types.isFloat32Array(a) || types.isFloat64Array(a)) {
    for (let i = 0; i < a.length; i++) {
      if (mode === STRICT ? !Object.is(a[i], b[i]) : a[i] !== b[i] && !(Number.isNaN(a[i]) && Number.isNaN(b[i]))) return false
    }
    return true
  }
  return native.sameBytes(a, b)
}

function equalBoxed (a, b) {
  if (types.isNumberObject(a)) return types.isNumberObject(b) && Object.is(Number.prototype.valueOf.call(a), Number.prototype.valueOf.call(b))
  if (types.isStringObject(a)) return types.isStringObject(b) && String.prototype.valueOf.call(a) === String.prototype.valueOf.call(b)
  if (types.isBooleanObject(a)) return types.isBooleanObject(b) && Boolean.prototype.valueOf.call(a) === Boolean.prototype.valueOf.call(b)
  if (types.isBigIntObject(a)) return types.isBigIntObject(b) && BigInt.prototype.valueOf.call(a) === BigInt.prototype.valueOf.call(b)
  return types.isSymbolObject(b) && Symbol.prototype.valueOf.call(a) === Symbol.prototype.valueOf.call(b)
}

function equalKeys (a, b, mode, memo, kind, keys) {
  let keysB
  if (keys === undefined) {
    keys = keysOf(a)
    keysB = keysOf(b)
    if (keys.length !== keysB.length) return false
  }
  for (const key of keys) if (!enumerable.call(b, key)) return false
  if (mode === STRICT) {
    const symbolsA = Object.getOwnPropertySymbols(a).filter((s) => enumerable.call(a, s))
    const symbolsB = Object.getOwnPropertySymbols(b).filter((s) => enumerable.call(b, s))
    if (symbolsA.length !== symbolsB.length || !symbolsA.every((s) => enumerable.call(b, s))) return false
    if (symbolsA.length > 0) keys = keys.concat(symbolsA)
  }
  if (keys.length === 0 && (kind === 'none' || (kind === 'array' && a.length === 0) || a.size === 0)) return true
  if (memo === undefined) memo = { a: new Map(), b: new Map(), position: 0 }
  else {
    const known = memo.a.get(a)
    if (known !== undefined) {
      const other = memo.b.get(b)
      if (other !== undefined) return known === other
    }
    memo.position++
  }
  memo.a.set(a, memo.position)
  memo.b.set(b, memo.position)
  const result = contents(a, b, mode, memo, kind, keys)
  memo.a.delete(a)
  memo.b.delete(b)
  return result
}

function contents (a, b, mode, memo, kind, keys) {
  if (kind === 'set' && !equalSets(a, b, mode, memo)) return false
  if (kind === 'map' && !equalMaps(a, b, mode, memo)) return false
  if (kind === 'array' && !equalElements(a, b, mode, memo)) return false
  return keys.every((key) => equal(a[key], b[key], mode, memo))
}

function equalElements (a, b, mode, memo) {
  for (let i = 0; i < a.length; i++) {
    const inA = hasOwn(a, i); const inB = hasOwn(b, i)
    if (inA !== inB) return false
    if (inA && !equal(a[i], b[i], mode, memo)) return false
  }
  return true
}

const isLoosePrimitive = (v) => v === null || typeof v !== 'object'

function find (candidates, value, mode, memo) {
  for (const candidate of candidates) {
    if (equal(value, candidate, mode, memo)) {
      candidates.delete(candidate)
      return true
    }
  }
  return false
}

function equalSets (a, b, mode, memo) {
  const left = []
  for (const v of a) {
    if (b.has(v) && (mode === STRICT || !isLoosePrimitive(v) || typeof v !== 'object')) continue
    if (isLoosePrimitive(v) && mode === STRICT) return false
    left.push(v)
  }
  if (left.length === 0) return true
  const rest = new Set()
  for (const v of b) if (!a.has(v)) rest.add(v)
  return left.every((v) => find(rest, v, mode, memo))
}

function equalMaps (a, b, mode, memo) {
  const left = []
  for (const [k, v] of a) {
    if (b.has(k) && !(k !== null && typeof k === 'object' && !equal(v, b.get(k), mode, memo))) {
      if (!equal(v, b.get(k), mode, memo)) {
        if (mode === STRICT) return false
        left.push([k, v])
      }
      continue
    }
    if (isLoosePrimitive(k) && mode === STRICT) return false
    left.push([k, v])
  }
  if (left.length === 0) return true
  const rest = new Set()
  for (const entry of b) if (!a.has(entry[0]) || left.some(([k]) => k === entry[0])) rest.add(entry)
  return left.every(([k, v]) => {
    for (const entry of rest) {
      if (equal(k, entry[0], mode, memo) && equal(v, entry[1], mode, memo)) {
        rest.delete(entry)
        return true
      }
    }
    return false
  })
}

module.exports = { isDeepEqual, isDeepStrictEqual }
