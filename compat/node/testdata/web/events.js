'use strict'
// Event, EventTarget, AbortSignal, DOMException: arguments, order, what listeners see.
const check = require('../check')
const plain = (event) => [event.type, event.bubbles, event.cancelable, event.composed, event.defaultPrevented, event.eventPhase, event.target, event.isTrusted]

check('no type', () => new Event())
check('symbol type', () => new Event(Symbol('a')))
check('options 1', () => new Event('a', 1))
check('options', () => plain(new Event('a', { bubbles: 1, cancelable: true, composed: {} })))
check('custom', () => [new CustomEvent('x', null).detail, new CustomEvent('x', { detail: 0 }).detail])
check('this of type', () => Event.prototype.type)
check('this of preventDefault', () => Event.prototype.preventDefault())
check('this of detail', () => CustomEvent.prototype.detail)
check('cancelBubble', () => {
  const event = new Event('x')
  event.cancelBubble = 1
  return event.cancelBubble
})
check('initEvent', () => {
  const event = new Event('i')
  event.initEvent('j', true, true)
  return plain(event)
})
const target = new EventTarget()
for (const [name, ...args] of [
  ['nothing'], ['no listener', 'x'], ['number', 'x', 1], ['string', 'x', 's'], ['null', 'x', null], ['object', 'x', {}], ['signal 1', 'x', () => {}, { signal: 1 }],
  ['signal null', 'x', () => {}, { signal: null }], ['options 1', 'x', () => {}, 1], ['symbol', Symbol('a'), () => {}]
]) {
  check(`add ${name}`, () => target.addEventListener(...args))
  check(`remove ${name}`, () => target.removeEventListener(...args))
}
for (const event of [{}, null, 1]) check(`dispatch ${check.line(event)}`, () => target.dispatchEvent(event))
check('dispatch nothing', () => target.dispatchEvent())
check('this of dispatchEvent', () => EventTarget.prototype.dispatchEvent.call({}, new Event('x')))

function heard (name, listen, event = new Event(name)) {
  check(name, () => {
    const list = []
    const own = new EventTarget()
    listen(own, list)
    list.push(own.dispatchEvent(event))
    own.dispatchEvent(new Event(name))
    return list
  })
}
heard('order', (t, list) => {
  t.addEventListener('order', () => list.push(1))
  t.addEventListener('order', () => list.push(2), true)
  t.addEventListener('order', { handleEvent (e) { list.push(this.x, e.type) }, x: 3 })
})
heard('once', (t, list) => t.addEventListener('once', () => list.push('once'), { once: true }))
heard('twice the same', (t, list) => {
  const f = () => list.push('f')
  t.addEventListener('twice the same', f)
  t.addEventListener('twice the same', f)
  t.addEventListener('twice the same', f, true)
})
heard('stop', (t, list) => {
  t.addEventListener('stop', (e) => { list.push('first'); e.stopImmediatePropagation() })
  t.addEventListener('stop', () => list.push('second'))
})
heard('cancelled', (t, list) => t.addEventListener('cancelled', (e) => e.preventDefault()), new Event('cancelled', { cancelable: true }))
heard('seen', (t, list) => t.addEventListener('seen', (e) => list.push(e.eventPhase, e.target === t, e.currentTarget === t, e.srcElement === t, e.composedPath().length)))
heard('removed meanwhile', (t, list) => {
  const second = () => list.push('second')
  t.addEventListener('removed meanwhile', () => { list.push('first'); t.removeEventListener('removed meanwhile', second) })
  t.addEventListener('removed meanwhile', second)
})
heard('added meanwhile', (t, list) => {
  t.addEventListener('added meanwhile', () => t.addEventListener('added meanwhile', () => list.push('late')), { once: true })
})
heard('handleEvent set late', (t, list) => {
  const listener = {}
  t.addEventListener('handleEvent set late', listener)
  listener.handleEvent = () => list.push('late')
})
heard('by signal', (t, list) => {
  const controller = new AbortController()
  t.addEventListener('by signal', () => { list.push('heard'); controller.abort() }, { signal: controller.signal })
})
heard('recursion', (t, list) => t.addEventListener('recursion', (e) => {
  try {
    t.dispatchEvent(e)
  } catch (error) {
    list.push(error.code, error.message)
  }
}))

check('new AbortSignal', () => Reflect.construct(AbortSignal, []))
check('AbortSignal.abort', () => [AbortSignal.abort().reason.name, AbortSignal.abort(5).reason])
for (const delay of [-1, 'x', undefined, 2 ** 53]) check(`timeout ${delay}`, () => AbortSignal.timeout(delay))
for (const list of [undefined, 1, [1], {}]) check(`any ${check.line(list)}`, () => AbortSignal.any(list))
check('any of none', () => AbortSignal.any([]).aborted)
check('any', () => {
  const [a, b] = [new AbortController(), new AbortController()]
  const list = []
  const any = AbortSignal.any([a.signal, b.signal])
  const outer = AbortSignal.any([any])
  any.onabort = (e) => list.push('any', e.isTrusted, e.target === any)
  outer.addEventListener('abort', () => list.push('outer'))
  b.abort('why')
  a.abort('other')
  return [...list, any.reason, outer.reason]
})
check('this of aborted', () => AbortSignal.prototype.aborted)
check('this of abort', () => AbortController.prototype.abort.call({}))
check('throwIfAborted', () => AbortSignal.abort(new RangeError('mine')).throwIfAborted())
check('controller', () => {
  const controller = new AbortController()
  const before = check.line(controller)
  controller.abort()
  controller.abort('again')
  return [before, controller.signal.aborted, controller.signal.reason.message]
})

check('DOMException', () => {
  const e = new DOMException('m', 'AbortError')
  return [e.name, e.code, e.message, String(e), e instanceof Error, Object.keys(e), Object.prototype.toString.call(e), e.stack.split('\n')[0]]
})
check('cause', () => new DOMException('m', { name: 'N', cause: 1 }).cause)
check('without cause', () => 'cause' in new DOMException('m', {}))
check('constants', () => Object.entries(DOMException).map(([k, v]) => `${k}=${v}`).join(' '))
check('this of code', () => DOMException.prototype.code)
