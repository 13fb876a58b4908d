// Channels within a thread: what arrives when, what is moved, what ends.
const { MessageChannel, receiveMessageOnPort, BroadcastChannel } = require('worker_threads')
const { once } = require('events');

(async () => {
  {
    const { port1, port2 } = new MessageChannel()
    console.log(port1.hasRef(), port2.hasRef())
    port1.postMessage('before')
    port2.on('message', (m) => console.log('on', m))
    port2.addEventListener('message', (e) => console.log('event', e.data, e.ports.length, e.target === port2, e instanceof MessageEvent))
    console.log(port2.hasRef())
    port1.postMessage('after')
    process.nextTick(() => console.log('tick'))
    Promise.resolve().then(() => console.log('microtask'))
    await new Promise((resolve) => port2.on('message', (m) => { if (m === 'after') setImmediate(resolve) }))
    port1.close(() => console.log('closed 1'))
    await once(port2, 'close')
    console.log(port1.hasRef(), port2.hasRef(), port1.postMessage('lost'))
  }
  {
    const outer = new MessageChannel(), inner = new MessageChannel()
    const buffer = Uint8Array.of(1, 2, 3).buffer
    inner.port1.postMessage('waiting in the moved port')
    outer.port1.postMessage({ port: inner.port2, buffer }, [inner.port2, buffer])
    console.log(buffer.byteLength)
    outer.port2.onmessage = ({ data, ports }) => {
      console.log(data.buffer, ports.length, ports[0] === data.port)
      data.port.on('message', (m) => { console.log(m); data.port.close(); outer.port1.close() })
    }
    await once(outer.port2, 'close')
  }
  {
    const { port1, port2 } = new MessageChannel()
    for (let i = 0; i < 3; i++) port1.postMessage(i)
    console.log(receiveMessageOnPort(port2), receiveMessageOnPort(port2))
    port2.once('message', (m) => { console.log('once', m); port2.close() })
    await once(port2, 'close')
  }
  {
    const a = new BroadcastChannel('news'), b = new BroadcastChannel('news'), c = new BroadcastChannel('other')
    c.onmessage = () => console.log('never')
    const heard = new Promise((resolve) => { b.onmessage = (e) => resolve(e.data) })
    a.postMessage({ n: [1] })
    console.log(await heard, a.name, b)
    for (const channel of [a, b, c]) channel.close()
    try { a.postMessage(1) } catch (e) { console.log(e.name, e.message) }
    try { new BroadcastChannel() } catch (e) { console.log(e.code) }
  }
  const { port2 } = new MessageChannel()
  port2.on('message', () => {})
  port2.unref()
  console.log('end')
})()
