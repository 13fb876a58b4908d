const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors')
const { validateFunction } = require('internal/validators')
const channels = new Map()

class Channel {
  constructor (name) {
    this._subscribers = undefined
    this._stores = undefined
    this.name = name
    channels.set(name, this)
  }

  subscribe (subscription) {
    validateFunction(subscription, 'subscription')
    this._subscribers = [...(this._subscribers ?? []), subscription]
  }

  unsubscribe (subscription) {
    const at = this._subscribers?.indexOf(subscription) ?? -1
    if (at < 0) return false
    this._subscribers = this._subscribers.filter((_, i) => i !== at)
    if (this._subscribers.length === 0) this._subscribers = undefined
    return true
  }

  bindStore (store, transform) { (this._stores ??= new Map()).set(store, transform) }
  unbindStore (store) { return this._stores?.delete(store) ?? false }
  get hasSubscribers () { return this._subscribers !== undefined || (this._stores?.size ?? 0) > 0 }
  publish (data) {
    for (const subscriber of this._subscribers ?? []) {
      try {
        subscriber(data, this.name)
      } catch (error) {
        process.nextTick(() => { throw error })
      }
    }
  }

  runStores (data, fn, thisArg, ...args) {
    let run = () => {
      this.publish(data)
      return Reflect.apply(fn, thisArg, args)
    }
    for (const [store, transform] of this._stores ?? []) {
      const next = run
      run = () => {
        let context = data
        try {
          if (transform) context = transform(data)
        } catch (error) {
          process.nextTick(() => { throw error })
          return next()
        }
        return store.run(context, next)
      }
    }
    return run()
  }
}

function channel (name) {
  const known = channels.get(name)
  if (known) return known
  if (typeof name !== 'string' && typeof name !== 'symbol') throw new ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name)
  return new Channel(name)
}

const events = ['start', 'end', 'asyncStart', 'asyncEnd', 'error']

class TracingChannel {
  constructor (nameOrChannels) {
    for (const event of events) {
      this[event] = typeof nameOrChannels === 'string' ? channel(`tracing:${nameOrChannels}:${event}`) : nameOrChannels[event]
      if (!(this[event] instanceof Channel)) throw new ERR_INVALID_ARG_TYPE(`nameOrChannels.${event}`, 'Channel', this[event])
    }
  }

  get hasSubscribers () { return events.some((event) => this[event].hasSubscribers) }
  subscribe (handlers) { for (const event of events) if (handlers[event]) this[event].subscribe(handlers[event]) }
  unsubscribe (handlers) {
    let done = true
    for (const event of events) if (handlers[event] && !this[event].unsubscribe(handlers[event])) done = false
    return done
  }

  traceSync (fn, context = {}, thisArg, ...args) {
    return this.start.runStores(context, () => {
      try {
        return (context.result = Reflect.apply(fn, thisArg, args))
      } catch (error) {
        context.error = error
        this.error.publish(context)
        throw error
      } finally {
        this.end.publish(context)
      }
    })
  }

  tracePromise (fn, context = {}, thisArg, ...args) {
    const settle = (key) => (value) => {
      context[key] = value
      if (key === 'error') this.error.publish(context)
      this.asyncStart.publish(context)
      this.asyncEnd.publish(context)
      if (key === 'error') return Promise.reject(value)
      return value
    }
    return this.start.runStores(context, () => {
      try {
        const promise = Reflect.apply(fn, thisArg, args)
        return Promise.resolve(promise).then(settle('result'), settle('error'))
      } catch (error) {
        context.error = error
        this.error.publish(context)
        throw error
      } finally {
        this.end.publish(context)
      }
    })
  }

  traceCallback (fn, position = -1, context = {}, thisArg, ...args) {
    const callback = args.at(position)
    validateFunction(callback, 'callback')
    const self = this
    args.splice(position, 1, function (...results) {
      const [error, result] = results
      if (error) {
        context.error = error
        self.error.publish(context)
      } else context.result = result
      self.asyncStart.runStores(context, () => {
        try {
          return Reflect.apply(callback, this, results)
        } finally {
          self.asyncEnd.publish(context)
        }
      })
    })
    return this.start.runStores(context, () => {
      try {
        return Reflect.apply(fn, thisArg, args)
      } catch (error) {
        context.error = error
        this.error.publish(context)
        throw error
      } finally {
        this.end.publish(context)
      }
    })
  }
}

module.exports = {
  channel,
  hasSubscribers: (name) => channels.get(name)?.hasSubscribers ?? false,
  subscribe: (name, subscription) => channel(name).subscribe(subscription),
  unsubscribe: (name, subscription) => channel(name).unsubscribe(subscription),
  tracingChannel: (nameOrChannels) => new TracingChannel(nameOrChannels),
  Channel
}
