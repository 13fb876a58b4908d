// What a worker knows of itself: its parent sent it along.
const { workerData, environmentData, parentPort, resourceLimits, name } = native.init()

module.exports = {
  threadId: native.threadId,
  workerData,
  environmentData,
  parentPort,
  resourceLimits,
  name,

  // Runs the text of a worker with the option eval, as a script that sees what a CommonJS module does.
  evaluate (text) {
    const Module = require('module')
    const { join } = require('path')
    const file = join(process.cwd(), '[worker eval]')
    const own = new Module('[worker eval]')
    own.filename = file
    own.paths = Module._nodeModulePaths(process.cwd())
    for (const [key, value] of Object.entries({ exports: own.exports, require: Module.createRequire(file), module: own, __filename: '[worker eval]', __dirname: '.' })) {
      Object.defineProperty(globalThis, key, { value, writable: true, configurable: true, enumerable: true })
    }
    return require('vm').runInThisContext(text, { filename: '[worker eval]' })
  }
}
