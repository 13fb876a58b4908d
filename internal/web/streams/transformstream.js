// TransformStream and its controller (https://streams.spec.whatwg.org/#ts-class).
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors')
const { Transform } = require('internal/webstreams/transform')
const { highWaterMarkOf, sizeOf } = require('internal/webstreams/queue')
const { objectOf: readableObject } = require('internal/webstreams/readablestream')
const { objectOf: writableObject } = require('internal/webstreams/writablestream')
const { kMake, expose, printed, illegal, wrongThis, dictionary, callback } = require('internal/webstreams/classes')
let transformOf, controlOf

class TransformStream {
  #transform
  constructor (transformer = {}, writableStrategy = {}, readableStrategy = {}) {
    if (transformer === kMake) {
      this.#transform = writableStrategy
    } else {
      dictionary(transformer, 'transformer', false)
      this.#transform = build(transformer, dictionary(writableStrategy, 'writableStrategy'), dictionary(readableStrategy, 'readableStrategy'))
    }
    this.#transform.object = this
    if (transformer !== kMake) this.#transform.begin()
  }

  static {
    transformOf = (value) => {
      if (value === null || typeof value !== 'object' || !(#transform in value)) throw wrongThis('TransformStream')
      return value.#transform
    }
  }

  get readable () { return readableObject(transformOf(this).readable) }
  get writable () { return writableObject(transformOf(this).writable) }
}

function build (transformer, writableStrategy, readableStrategy) {
  const wrapped = transformerOf(transformer)
  const readableHighWaterMark = highWaterMarkOf(readableStrategy, 0)
  const readableSize = sizeOf(readableStrategy)
  const writableHighWaterMark = highWaterMarkOf(writableStrategy, 1)
  return new Transform(wrapped, { readableHighWaterMark, readableSize, writableHighWaterMark, writableSize: sizeOf(writableStrategy) })
}

// The callbacks of a transformer of the guest's, called with its controller.
function transformerOf (transformer) {
  const { apply } = Reflect
  const cancel = callback(transformer, 'cancel', 'transformer')
  const flush = callback(transformer, 'flush', 'transformer')
  if (transformer.readableType !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.readableType', transformer.readableType)
  const start = callback(transformer, 'start', 'transformer')
  const transform = callback(transformer, 'transform', 'transformer')
  if (transformer.writableType !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.writableType', transformer.writableType)
  return {
    start: start && ((control) => apply(start, transformer, [controllerOf(control)])),
    transform: transform && ((chunk, control) => apply(transform, transformer, [chunk, controllerOf(control)])),
    flush: flush && ((control) => apply(flush, transformer, [controllerOf(control)])),
    cancel: cancel && ((reason) => apply(cancel, transformer, [reason]))
  }
}

class TransformStreamDefaultController {
  #control
  constructor () {
    if (arguments[0] !== kMake) throw illegal()
    this.#control = arguments[1]
  }

  static {
    controlOf = (value) => {
      if (value === null || typeof value !== 'object' || !(#control in value)) throw wrongThis('TransformStreamDefaultController')
      return value.#control
    }
  }

  get desiredSize () { return controlOf(this).desiredSize }
  enqueue (chunk = undefined) { controlOf(this).enqueue(chunk) }
  error (reason = undefined) { controlOf(this).fail(reason) }
  terminate () { controlOf(this).terminate() }
}

function controllerOf (transform) {
  transform.controllerObject ??= new TransformStreamDefaultController(kMake, transform)
  return transform.controllerObject
}

// The TransformStream that stands for a transform.
function objectOf (transform) { return transform.object ?? new TransformStream(kMake, transform) }

expose(TransformStream, ['readable', 'writable'])
expose(TransformStreamDefaultController, ['desiredSize', 'enqueue', 'error', 'terminate'])
printed(TransformStream, (object) => ({ readable: object.readable, writable: object.writable, backpressure: transformOf(object).backpressure }))
printed(TransformStreamDefaultController, (object) => ({ stream: objectOf(controlOf(object)) }))

require('internal/cloneable').register(TransformStream.prototype, {
  module: 'internal/webstreams/transfer',
  revive: 'reviveTransform',
  transfer: (object) => require('internal/webstreams/transfer').sendTransform(transformOf(object))
})

module.exports = {
  TransformStream,
  TransformStreamDefaultController,
  transformOf,
  objectOf,
  // A TransformStream that is no more than two streams which belong together.
  revive: (readable, writable) => new TransformStream(kMake, { readable, writable, backpressure: undefined, object: undefined })
}
