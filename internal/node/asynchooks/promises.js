// Promises as hooks see them. The engine tells of reactions only, so the ways to make a promise are wrapped once a hook has been enabled; the promise
// that an async function returns is seen when somebody waits for it.
const hooks = require('internal/async_hooks')
const known = new WeakMap() // promises to their operations
const Original = Promise

function note (promise, trigger = hooks.current()) {
  if (!known.has(promise)) known.set(promise, hooks.begin(trigger, 'PROMISE', promise))
  return known.get(promise)
}

function wrapThen () {
  const { then } = Original.prototype
  native.keepThen(then)
  const wrapped = function (onFulfilled, onRejected) {
    if (!native.isActive() || native.isInternal() || !(this instanceof Original)) return Reflect.apply(then, this, [onFulfilled, onRejected])
    const parent = known.get(this) ?? note(this)
    const child = {}
    const operation = hooks.begin(hooks.idOf(parent), '', child)
    native.announce(operation)
    const promise = Reflect.apply(then, this, [onFulfilled, onRejected])
    known.set(promise, operation)
    hooks.tellInit(operation, promise)
    return promise
  }
  replace(Original.prototype, 'then', wrapped)
}

function replace (object, name, fn) {
  Object.defineProperty(fn, 'name', { value: name })
  Object.defineProperty(fn, 'length', { value: object[name].length })
  Object.defineProperty(object, name, { value: fn, writable: true, configurable: true, enumerable: false })
}

// wrapClass replaces the class that programs see. Its prototype goes on naming the original, by which the engine knows promises.
function wrapClass () {
  const seen = new Proxy(Original, {
    construct (target, args, newTarget) {
      const promise = Reflect.construct(target, args, newTarget === seen ? target : newTarget)
      if (native.isActive() && !native.isInternal()) note(promise)
      return promise
    }
  })
  for (const name of ['resolve', 'reject', 'all', 'allSettled', 'any', 'race']) {
    const original = Original[name]
    replace(Original, name, function (...args) {
      const promise = Reflect.apply(original, this === seen ? Original : this, args)
      if (native.isActive() && !native.isInternal() && !known.has(promise)) {
        const operation = note(promise)
        if (name === 'resolve' || name === 'reject') hooks.tellResolved(hooks.idOf(operation))
      }
      return promise
    })
  }
  Object.defineProperty(Original, Symbol.species, { configurable: true, get () { return this === seen ? Original : this } })
  Object.defineProperty(globalThis, 'Promise', { value: seen, writable: true, configurable: true, enumerable: false })
}

let installed = false
module.exports = {
  install () {
    if (installed) return
    installed = true
    wrapThen()
    wrapClass()
  }
}
