// The readable web stream of a FileHandle, which it keeps open until it is read to the end or cancelled.
const { kRef, kUnref } = require('internal/fs/filehandle')
const { Buffer } = require('buffer')

const chunkSize = 64 * 1024

module.exports = function webStream (handle, options) {
  const release = () => handle[kUnref]()
  const source = {
    async pull (controller) {
      const view = controller.byobRequest?.view ?? new Uint8Array(Buffer.allocUnsafeSlow(chunkSize).buffer)
      let count
      try {
        ({ bytesRead: count } = await handle.read(view, 0, view.byteLength))
      } catch (error) {
        release()
        throw error
      }
      if (count === 0) {
        controller.close()
        controller.byobRequest?.respond(0)
        release()
      } else if (controller.byobRequest) controller.byobRequest.respond(count)
      else controller.enqueue(options.type === 'bytes' ? view.subarray(0, count) : view.slice(0, count).buffer)
    },
    cancel: release
  }
  if (options.type === 'bytes') Object.assign(source, { type: 'bytes', autoAllocateChunkSize: chunkSize })
  const stream = new ReadableStream(source, options.type === 'bytes' ? undefined : { highWaterMark: 0 })
  handle[kRef]()
  handle.once('close', () => { if (!stream.locked) stream.cancel().catch(() => {}) })
  return stream
}
