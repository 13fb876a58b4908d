// The lives of asynchronous operations as createHook tells of them, ids relative to one another.
const hooks = require('async_hooks')
const { AsyncResource, AsyncLocalStorage, createHook, executionAsyncId, triggerAsyncId } = hooks
const check = require('../check')
const lines = []
const seen = new Map()
const nameOf = (id) => seen.get(id) ?? (id === 1 ? 'main' : id === 0 ? 'none' : 'other')
const hook = createHook({
  init (id, type, trigger) {
    if (type === 'PROMISE' && nameOf(trigger) === 'other') return // of node's own
    const n = [...seen.values()].filter((name) => name.startsWith(type)).length
    seen.set(id, `${type}#${n}`)
    lines.push(`init ${nameOf(id)} by ${nameOf(trigger)}`)
  },
  before (id) { if (seen.has(id)) lines.push(`before ${nameOf(id)}`) },
  after (id) { if (seen.has(id)) lines.push(`after ${nameOf(id)}`) },
  destroy (id) { if (seen.has(id) && !/Tick/.test(nameOf(id))) lines.push(`destroy ${nameOf(id)}`) },
  promiseResolve (id) { if (seen.has(id)) lines.push(`resolve ${nameOf(id)}`) }
})
check('createHook of no function', () => createHook({ init: 1 }))
check('resource without a type', () => new AsyncResource())
check('resource with a wrong trigger', () => new AsyncResource('x', -4))
check('bind of no function', () => new AsyncResource('x').bind(1))
check('ids', () => [executionAsyncId(), triggerAsyncId()])
check('a hook', () => hook)
const where = (what) => lines.push(`${what}: ${nameOf(executionAsyncId())} by ${nameOf(triggerAsyncId())}`)
hook.enable()
Promise.resolve(1).then(() => {
  where('then')
  process.nextTick(() => where('tick'))
})
const resource = new AsyncResource('mine')
resource.runInAsyncScope((x) => {
  where(`scope ${x}`)
  queueMicrotask(() => where('microtask'))
}, null, 'argument')
setTimeout(() => {
  where('timeout')
  setImmediate(() => {
    where('immediate')
    resource.emitDestroy()
    clearImmediate(setImmediate(() => {}))
    setImmediate(() => {
      hook.disable()
      setImmediate(() => {})
      const microtasks = lines.filter((line) => !/Microtask/.test(line))
      console.log(microtasks.join('\n'))
      storage()
    })
  })
}, 1)

function storage () {
  const als = new AsyncLocalStorage()
  check('outside', () => als.getStore())
  check('run', () => als.run('a', (x) => [als.getStore(), x], 'x'))
  check('exit', () => als.run('a', () => als.exit(() => als.getStore())))
  const snapshot = als.run('s', () => AsyncLocalStorage.snapshot())
  check('snapshot', () => als.run('t', () => snapshot(() => als.getStore())))
  check('bind', () => { const f = als.run('b', () => AsyncLocalStorage.bind(() => als.getStore())); return [f(), f.length, Object.keys(f)] })
  als.run('async', async () => {
    await null
    console.log('await', als.getStore())
    setTimeout(() => {
      console.log('timeout', als.getStore())
      require('fs').stat(__filename, () => {
        console.log('fs', als.getStore())
        als.disable()
        console.log('disabled', als.getStore())
      })
    }, 1)
  })
  als.enterWith('entered')
  console.log('entered', als.getStore())
}
