const { codes: { ERR_WORKER_UNSUPPORTED_OPERATION } } = require('internal/errors')

const disabled = ['abort', 'chdir', 'send', 'disconnect', ...(native.windows ? [] : ['setuid', 'seteuid', 'setgid', 'setegid', 'setgroups', 'initgroups'])]

// Takes from a worker's process what would change the process that all threads share.
module.exports = (process) => {
  for (const name of disabled) {
    const unsupported = () => { throw new ERR_WORKER_UNSUPPORTED_OPERATION(`process.${name}()`) }
    unsupported.disabled = true
    process[name] = unsupported
  }
  for (const name of ['channel', 'connected']) {
    Object.defineProperty(process, name, { configurable: true, enumerable: false, get () { throw new ERR_WORKER_UNSUPPORTED_OPERATION(`process.${name}`) } })
  }
  for (const name of ['title', 'debugPort']) {
    const value = process[name]
    Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => value, set () {} })
  }
  const { umask } = process
  process.umask = (mask) => {
    if (mask !== undefined) throw new ERR_WORKER_UNSUPPORTED_OPERATION('Setting process.umask()')
    return umask()
  }
}
