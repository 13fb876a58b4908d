// The controllers of readable streams as their sources see them (https://streams.spec.whatwg.org/#rs-default-controller-class and below).
const { codes: { ERR_INVALID_STATE, ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const { kMake, expose, printed, illegal, wrongThis } = require('internal/webstreams/classes')
let defaultOf, byteOf, requestOf

class ReadableStreamDefaultController {
  #control
  constructor () {
    if (arguments[0] !== kMake) throw illegal()
    this.#control = arguments[1]
  }

  static {
    defaultOf = (value) => {
      if (value === null || typeof value !== 'object' || !(#control in value)) throw wrongThis('ReadableStreamDefaultController')
      return value.#control
    }
  }

  get desiredSize () { return defaultOf(this).desiredSize }

  close () {
    const control = defaultOf(this)
    if (!control.open) throw new ERR_INVALID_STATE.TypeError('Controller is already closed')
    control.close()
  }

  enqueue (chunk = undefined) {
    const control = defaultOf(this)
    if (!control.open) throw new ERR_INVALID_STATE.TypeError('Controller is already closed')
    control.enqueue(chunk)
  }

  error (error = undefined) { defaultOf(this).fail(error) }
}

class ReadableByteStreamController {
  #control
  constructor () {
    if (arguments[0] !== kMake) throw illegal()
    this.#control = arguments[1]
  }

  static {
    byteOf = (value) => {
      if (value === null || typeof value !== 'object' || !(#control in value)) throw wrongThis('ReadableByteStreamController')
      return value.#control
    }
  }

  get byobRequest () {
    const request = byteOf(this).fillable
    if (request === null) return null
    request.object ??= new ReadableStreamBYOBRequest(kMake, request)
    return request.object
  }

  get desiredSize () { return byteOf(this).desiredSize }

  close () {
    const control = byteOf(this)
    checkOpen(control)
    control.close()
  }

  enqueue (chunk) {
    const control = byteOf(this)
    if (!ArrayBuffer.isView(chunk)) throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], chunk)
    if (chunk.byteLength === 0 || chunk.buffer.byteLength === 0) throw new ERR_INVALID_STATE.TypeError('chunk ArrayBuffer is zero-length or detached')
    checkOpen(control)
    control.enqueue(chunk)
  }

  error (error = undefined) { byteOf(this).fail(error) }
}

function checkOpen (control) {
  if (control.closeRequested) throw new ERR_INVALID_STATE.TypeError('Controller is already closed')
  if (!control.open) throw new ERR_INVALID_STATE.TypeError('ReadableStream is already closed')
}

class ReadableStreamBYOBRequest {
  #request
  constructor () {
    if (arguments[0] !== kMake) throw illegal()
    this.#request = arguments[1]
  }

  static {
    requestOf = (value) => {
      if (value === null || typeof value !== 'object' || !(#request in value)) throw wrongThis('ReadableStreamBYOBRequest')
      return value.#request
    }
  }

  get view () { return requestOf(this).view }

  respond (bytesWritten) {
    const request = requestOf(this)
    if (request.control === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated')
    if (native.isDetached(request.view.buffer)) throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is detached')
    request.control.respond(count(bytesWritten))
  }

  respondWithNewView (view) {
    const request = requestOf(this)
    if (!ArrayBuffer.isView(view)) throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view)
    if (request.control === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated')
    if (native.isDetached(view.buffer)) throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is detached')
    request.control.respondWithNewView(view)
  }
}

// Web IDL's [EnforceRange] unsigned long long.
function count (value) {
  const n = Math.trunc(+value)
  if (!(n >= 0 && n <= Number.MAX_SAFE_INTEGER)) throw new ERR_INVALID_ARG_TYPE('bytesWritten', 'number', value)
  return n + 0
}

expose(ReadableStreamDefaultController, ['desiredSize', 'close', 'enqueue', 'error'])
expose(ReadableByteStreamController, ['byobRequest', 'desiredSize', 'close', 'enqueue', 'error'])
expose(ReadableStreamBYOBRequest, ['view', 'respond', 'respondWithNewView'])
Object.defineProperty(ReadableStreamDefaultController.prototype.enqueue, 'length', { value: 0 })
printed(ReadableStreamDefaultController, (controller) => { defaultOf(controller); return {} })
printed(ReadableByteStreamController, (controller) => { byteOf(controller); return {} })
printed(ReadableStreamBYOBRequest, (request) => {
  const { view, control } = requestOf(request)
  return { view, controller: control === undefined ? undefined : controllerOf(control) }
})

// The object that stands for a control.
function controllerOf (control) {
  control.object ??= control.byte ? new ReadableByteStreamController(kMake, control) : new ReadableStreamDefaultController(kMake, control)
  return control.object
}

module.exports = { ReadableStreamDefaultController, ReadableByteStreamController, ReadableStreamBYOBRequest, controllerOf }
