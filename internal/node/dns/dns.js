const lookups = require('internal/dns/lookup')
const { Resolver, errorCodes, functions } = require('internal/dns/resolver')
const { getServers, setServers, ...resolves } = functions

module.exports = {
  lookup: lookups.lookup,
  lookupService: lookups.lookupService,
  Resolver,
  getDefaultResultOrder: lookups.getDefaultResultOrder,
  setDefaultResultOrder: lookups.setDefaultResultOrder,
  setServers,
  ADDRCONFIG: lookups.ADDRCONFIG,
  ALL: lookups.ALL,
  V4MAPPED: lookups.V4MAPPED,
  ...errorCodes,
  getServers,
  ...resolves
}
Object.defineProperty(module.exports, 'promises', { configurable: true, enumerable: true, get: () => require('dns/promises') })
