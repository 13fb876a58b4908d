const lookups = require('internal/dns/lookup')
const { PromisesResolver, errorCodes, promisesFunctions } = require('internal/dns/resolver')
const { getServers, setServers, ...resolves } = promisesFunctions

module.exports = {
  lookup: lookups.lookupPromise,
  lookupService: lookups.lookupServicePromise,
  Resolver: PromisesResolver,
  getDefaultResultOrder: lookups.getDefaultResultOrder,
  setDefaultResultOrder: lookups.setDefaultResultOrder,
  setServers,
  ...errorCodes,
  getServers,
  ...resolves
}
