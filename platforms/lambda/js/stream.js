// Response streaming: the stream that a streamifyResponse handler writes to. Loaded at its first use. Parameters: lambda (the natives).
// Returns { invoke(invocation), HttpResponseStream }.

const { EventEmitter } = lambda.require('events');
const errors = () => lambda.errors();

const DEFAULT_HIGH_WATER_MARK = 16384;
const METHODS = [
  'cork', 'destroy', 'end', 'uncork', 'write', 'setContentType',
  'addListener', 'emit', 'eventNames', 'getMaxListeners', 'listenerCount', 'listeners', 'off', 'on', 'once', 'prependListener',
  'prependOnceListener', 'rawListeners', 'removeAllListeners', 'removeListener', 'setMaxListeners',
];
const ASSIGNABLE = ['destroyed', 'writable', '_onBeforeFirstWrite'];
const READABLE = [
  'writableFinished', 'writableObjectMode', 'writableBuffer', 'writableEnded', 'writableNeedDrain', 'writableHighWaterMark',
  'writableCorked', 'writableLength',
];

function codedError(code, message, Class = Error) {
  return Object.assign(new Class(message), { code });
}

const isBytes = (chunk) => Buffer.isBuffer(chunk) || chunk?.constructor === Uint8Array;

// ResponseStream is the body of one streamed response: opened by its first write, closed by end, a failure or destroy.
class ResponseStream extends EventEmitter {
  constructor(id, highWaterMark) {
    super();
    this.writableHighWaterMark = highWaterMark ?? DEFAULT_HIGH_WATER_MARK;
    Object.assign(this, { writable: true, destroyed: false, writableObjectMode: false });
    Object.assign(this, { writableCorked: 0, writableEnded: false, writableFinished: false });
    this.contentType = 'application/octet-stream';
    this.opened = false; // the request has begun
    this.wrote = false; // write was called
    this.needDrain = false;
    this.held = []; // chunks while corked
    this.callbacks = []; // of writes that are on their way
    this.answered = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    this.answered.catch(() => {});
    this.wire = lambda.openStream(id, this.writableHighWaterMark, {
      drained: () => this.onDrained(),
      flushed: () => this.onFlushed(),
      answered: () => this.onAnswered(),
      failed: (message) => this.onFailed(codedError('ECONNRESET', message)),
    });
  }

  get writableNeedDrain() {
    return !this.destroyed && !this.writableEnded && this.needDrain;
  }

  get writableLength() {
    return this.wire.pending() + this.held.reduce((sum, chunk) => sum + Buffer.byteLength(chunk), 0);
  }

  setContentType(contentType) {
    if (this.wrote) throw new (errors().InvalidStreamingOperation)('Cannot set content-type, too late.');
    this.contentType = String(contentType);
  }

  write(chunk, encoding, callback) {
    if (chunk === null || chunk === undefined) {
      throw new TypeError(`Cannot read properties of ${chunk} (reading 'length')`);
    }
    if (typeof chunk !== 'string' && !isBytes(chunk)) chunk = JSON.stringify(chunk);
    if (!this.wrote && typeof this._onBeforeFirstWrite === 'function') {
      this._onBeforeFirstWrite((prelude) => this.send(prelude));
    }
    const more = this.send(chunk, encoding, callback);
    this.wrote = true;
    return more;
  }

  send(chunk, encoding, callback) {
    if (typeof encoding === 'function') [encoding, callback] = [undefined, encoding];
    if (this.writableEnded || this.destroyed) return this.refuse(callback);
    if (typeof chunk === 'string' && encoding && !/^utf-?8$/i.test(encoding)) chunk = Buffer.from(chunk, encoding);
    if (typeof callback === 'function') this.callbacks.push(callback);
    if (this.writableCorked > 0) {
      this.held.push(chunk);
      return this.writableLength < this.writableHighWaterMark;
    }
    return this.put(chunk);
  }

  put(chunk) {
    this.open();
    const more = this.wire.write(chunk);
    if (!more) this.needDrain = true;
    return more;
  }

  refuse(callback) {
    const error = this.destroyed
      ? codedError('ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed')
      : codedError('ERR_STREAM_WRITE_AFTER_END', 'write after end');
    process.nextTick(() => {
      if (typeof callback === 'function') callback(error);
      if (!this.destroyed) this.onFailed(error);
    });
    return false;
  }

  open() {
    if (this.opened) return;
    this.opened = true;
    this.wire.open(this.contentType);
  }

  cork() {
    this.writableCorked++;
  }

  uncork() {
    if (this.writableCorked > 0 && --this.writableCorked === 0) {
      for (const chunk of this.held.splice(0)) this.put(chunk);
    }
  }

  // end takes data or a callback, as AWS's stream does; data that comes here is not preceded by what _onBeforeFirstWrite would write.
  end(data) {
    if (typeof data === 'function') {
      if (this.writableFinished) process.nextTick(data, codedError('ERR_STREAM_ALREADY_FINISHED', 'Cannot call end after a stream was finished'));
      else this.once('finish', data);
    } else if (data) {
      if (typeof data !== 'string' && !(data instanceof Uint8Array)) {
        throw codedError('ERR_INVALID_ARG_TYPE', 'The "chunk" argument must be of type string or an instance of Buffer or Uint8Array.', TypeError);
      }
      this.send(data);
    }
    this.close();
    return this;
  }

  // close ends the body; error is the failure that its trailers tell of.
  close(error) {
    if (this.writableEnded || this.destroyed) return;
    this.writableCorked = Math.min(this.writableCorked, 1);
    this.uncork();
    this.open();
    this.writableEnded = true;
    if (error) this.wire.end(error.type, error.body);
    else this.wire.end();
  }

  // fail ends the response with an error. A stream that has ended already keeps what it said.
  fail(error) {
    const body = errors().body(error);
    this.close({ type: String(body.errorType), body: Buffer.from(JSON.stringify(body)).toString('base64') });
  }

  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.wire.destroy();
    process.nextTick(() => {
      this.settle.reject(error ?? codedError('ECONNRESET', 'socket hang up'));
      if (error && this.listenerCount('error') > 0) this.emit('error', error);
      this.emit('close');
    });
    return this;
  }

  onDrained() {
    for (const callback of this.callbacks.splice(0)) callback();
    if (this.needDrain && !this.writableEnded && !this.destroyed) {
      this.needDrain = false;
      this.emit('drain');
    }
  }

  onFlushed() {
    this.onDrained();
    this.writableFinished = true;
    this.emit('prefinish');
    this.emit('finish');
  }

  onAnswered() {
    this.settle.resolve();
    if (!this.destroyed) this.emit('close');
  }

  onFailed(error) {
    this.settle.reject(error);
    if (this.destroyed) return;
    this.destroyed = true;
    this.wire.destroy();
    if (this.listenerCount('error') > 0) this.emit('error', error);
    this.emit('close');
  }
}

// facade shows a handler of the stream what AWS shows of it: bound methods and accessors, no more.
function facade(stream) {
  const face = {};
  for (const name of METHODS) face[name] = stream[name].bind(stream);
  const get = (name) => () => stream[name];
  for (const name of READABLE) Object.defineProperty(face, name, { get: get(name) });
  for (const name of ASSIGNABLE) {
    Object.defineProperty(face, name, { get: get(name), set: (value) => { stream[name] = value; } });
  }
  return face;
}

class HttpResponseStream {
  // from makes underlyingStream an HTTP response: prelude (status code, headers, cookies) goes before its first write.
  static from(underlyingStream, prelude) {
    underlyingStream.setContentType('application/vnd.awslambda.http-integration-response');
    const metadata = JSON.stringify(prelude);
    underlyingStream._onBeforeFirstWrite = (write) => {
      write(metadata);
      write(new Uint8Array(8));
    };
    return underlyingStream;
  }
}

const isThenable = (value) => value && value.then && typeof value.then === 'function';

// invoke runs a streaming handler to the end of its response.
async function invoke({ id, highWaterMark, start, logError, finish, onStuck }) {
  const stream = new ResponseStream(id, highWaterMark);
  const fail = async (error) => {
    onStuck(null);
    logError(error);
    if (stream.destroyed && !stream.opened) stream.destroyed = false; // nothing was sent: there is still a response to fail
    stream.fail(error);
    await stream.answered.catch(() => {});
    finish();
  };
  onStuck(() => fail(new (errors().NodeJsExit)()));
  try {
    const running = start(facade(stream));
    if (!isThenable(running)) return fail('Streaming does not support non-async handlers.');
    const result = await running;
    if (result !== undefined) console.warn('Streaming handlers ignore return values.');
    onStuck(() => fail('Response stream is not finished.'));
    await stream.answered;
    onStuck(null);
    finish();
  } catch (error) {
    return fail(error);
  }
}

return { invoke, HttpResponseStream };
