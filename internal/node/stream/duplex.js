// Duplex: a Readable that is a Writable too, with one end.
const { Readable, Writable } = parts

function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options)
  this._events ??= {
    close: undefined, error: undefined, prefinish: undefined, finish: undefined, drain: undefined, data: undefined, end: undefined, readable: undefined,
  }
  parts.initReadable(this, options, true)
  parts.initWritable(this, options, true)
  if (options) {
    this.allowHalfOpen = options.allowHalfOpen !== false
    if (options.readable === false) Object.assign(this._readableState, { readable: false, ended: true, endEmitted: true })
    if (options.writable === false) Object.assign(this._writableState, { writable: false, ending: true, ended: true, finished: true })
  } else this.allowHalfOpen = true
  parts.Stream.call(this, options)
  parts.construct(this, () => {
    if (this._readableState.needReadable) this.read(0)
    parts.afterWritableConstruct(this)
  })
}
Object.setPrototypeOf(Duplex.prototype, Readable.prototype)
Object.setPrototypeOf(Duplex, Readable)
parts.Duplex = Duplex

for (const name of Object.keys(Writable.prototype)) Duplex.prototype[name] ||= Writable.prototype[name]
Duplex.prototype._writev ??= null
Object.defineProperties(Duplex.prototype, parts.writableViews)

Duplex.from = (body) => parts.duplexify(body, 'body')
