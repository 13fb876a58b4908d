// LazyTransform and LazyWritable are the bases of classes that are streams and mostly used otherwise: node's stream is built, and the object made
// one, when it is first used as a stream.
const methods = ['setMaxListeners', 'getMaxListeners', 'emit', 'addListener', 'on', 'prependListener', 'once', 'prependOnceListener', 'removeListener', 'off',
  'removeAllListeners', 'listeners', 'rawListeners', 'listenerCount', 'eventNames', 'pipe', 'push', 'unshift', 'isPaused', 'setEncoding', 'read', 'unpipe',
  'resume', 'pause', 'wrap', 'iterator', 'compose', 'map', 'filter', 'forEach', 'toArray', 'some', 'find', 'every', 'flatMap', 'drop', 'take', 'asIndexedPairs',
  'reduce', 'write', 'end', 'cork', 'uncork', 'setDefaultEncoding', 'destroy', 'destroyed', 'closed', 'errored', 'readable', 'readableDidRead',
  'readableAborted', 'readableHighWaterMark', 'readableBuffer', 'readableFlowing', 'readableLength', 'readableObjectMode', 'readableEncoding',
  'readableEnded', 'writable', 'writableAborted', 'writableFinished', 'writableObjectMode', 'writableBuffer', 'writableEnded', 'writableNeedDrain',
  'writableHighWaterMark', 'writableCorked', 'writableLength', Symbol.asyncIterator]
const state = ['_readableState', '_writableState', '_events', '_eventsCount', '_maxListeners', 'allowHalfOpen']
const kMade = Symbol('kMade')

function lazyBase (kind) {
  const Base = function (options) { this._options = options }
  const prototype = Base.prototype

  // become puts the real class behind this one.
  function become () {
    if (!Object.hasOwn(prototype, 'on')) return
    for (const name of methods) delete prototype[name]
    const Real = require('stream')[kind]
    Object.setPrototypeOf(prototype, Real.prototype)
    Object.setPrototypeOf(Base, Real)
  }

  // make makes a stream of the object, once.
  function make (self) {
    Object.defineProperty(self, kMade, { value: true })
    become()
    Reflect.apply(require('stream')[kind], self, [{ ...self._options, decodeStrings: false, defaultEncoding: 'utf8' }])
  }

  const define = (name, get) => Object.defineProperty(prototype, name, {
    configurable: true,
    get () { return Object.hasOwn(this, '_options') ? get(this, name) : undefined },
    set (value) { Object.defineProperty(this, name, { value, configurable: true, enumerable: true, writable: true }) }
  })
  for (const name of methods) {
    define(name, (self) => {
      become()
      return self[name]
    })
  }
  for (const name of state) {
    define(name, (self) => {
      if (self[kMade]) return undefined
      make(self)
      return self[name]
    })
  }
  return Base
}

const bases = {}
module.exports = {
  get LazyTransform () { return (bases.Transform ??= lazyBase('Transform')) },
  get LazyWritable () { return (bases.Writable ??= lazyBase('Writable')) }
}
