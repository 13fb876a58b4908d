'use strict'
const check = require('../check')
const dns = require('dns')

check('exports', () => Object.keys(dns).sort())
check('exports of promises', () => Object.keys(dns.promises).sort())
for (const [name, fn] of Object.entries({
  'no name': () => dns.lookup(5, () => {}),
  'no callback': () => dns.lookup('a'),
  family: () => dns.lookup('a', 5, () => {}),
  'family of options': () => dns.lookup('a', { family: 'x' }, () => {}),
  hints: () => dns.lookup('a', { hints: 1 }, () => {}),
  all: () => dns.lookup('a', { all: 1 }, () => {}),
  service: () => dns.lookupService('a', 1, () => {}),
  'service without a callback': () => dns.lookupService('127.0.0.1', 1),
  type: () => dns.resolve('a', 'X', () => {}),
  'type of the wrong type': () => dns.resolve('a', 5, () => {}),
  reverse: () => dns.reverse('x', () => {}),
  servers: () => dns.setServers('x'),
  'bad server': () => dns.setServers(['x']),
  order: () => dns.setDefaultResultOrder('x'),
  timeout: () => new dns.Resolver({ timeout: 'x' }),
  tries: () => new dns.Resolver({ tries: 0 }),
  resolver: () => { const r = new dns.Resolver(); r.setServers(['1.2.3.4', '[::1]:5353', '5.6.7.8:53']); return r.getServers() }
})) check(name, fn)

async function main () {
  console.log(await dns.promises.lookup('127.0.0.1'), await dns.promises.lookup('::1', { all: true }))
  console.log(await dns.promises.lookup('localhost', 4))
  await new Promise((resolve) => dns.lookup('localhost', { family: 4, all: true }, (error, list) => { console.log(error, list); resolve() }))
  await dns.promises.lookup('does-not-exist.invalid').catch((error) => console.log(error.syscall, error.hostname, typeof error.errno))
}
main()
