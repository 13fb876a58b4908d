const os = require('os').constants
module.exports = Object.assign(Object.create(null), os.dlopen, os.errno, os.priority, os.signals, require('fs').constants, require('crypto').constants)
