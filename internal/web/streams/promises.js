// Promises as the standard's algorithms use them: by the intrinsics, whatever the guest makes of Promise.prototype.
const { apply } = Reflect
const nothing = () => {}
const perform = Function.prototype.call.bind(Promise.prototype.then) // (promise, fulfilled, rejected)
const resolved = Promise.resolve.bind(Promise)
const rejected = Promise.reject.bind(Promise)

// Calls a method, if there is one, and gives a promise of what it returns or throws.
function invoke (object, name, args) {
  try {
    const method = object[name]
    return resolved(method === undefined ? undefined : apply(method, object, args))
  } catch (error) {
    return rejected(error)
  }
}

// A promise of what a start method gave. It takes longer than resolved(result) where that is a promise itself, as in node: what a guest does right
// after making a stream comes before the start has ended.
function begun (result) { return new Promise((resolve) => { resolve(result) }) }

// Marks a promise as handled: nobody need look at its rejection.
function handled (promise) {
  perform(promise, undefined, nothing)
  return promise
}

// Takes Object.prototype from a class of records: accessors that a guest defines there must not see them.
function isolate (Class) { Object.setPrototypeOf(Class.prototype, null) }

// Outcome is a promise of a stream's own ("closed", "ready"), made when somebody first asks for it: most are never looked at. A rejected one
// counts as handled.
class Outcome {
  constructor () {
    this.state = 'pending'
    this.value = undefined
    this.made = undefined
    this.settle = undefined // the functions of the promise, once it is made
  }

  static of (value) { return new Outcome().resolve(value) }
  static failed (error) { return new Outcome().reject(error) }

  get promise () {
    if (this.made !== undefined) return this.made
    if (this.state === 'pending') this.made = new Promise((resolve, reject) => { this.settle = { resolve, reject } })
    else this.made = this.state === 'resolved' ? resolved(this.value) : handled(rejected(this.value))
    return this.made
  }

  resolve (value) {
    if (this.state !== 'pending') return this
    this.state = 'resolved'
    this.value = value
    this.settle?.resolve(value)
    return this
  }

  reject (error) {
    if (this.state !== 'pending') return this
    this.state = 'rejected'
    this.value = error
    if (this.settle !== undefined) {
      handled(this.made)
      this.settle.reject(error)
    }
    return this
  }
}

isolate(Outcome)

module.exports = { isolate, perform, resolved, rejected, invoke, handled, nothing, begun, Outcome }
