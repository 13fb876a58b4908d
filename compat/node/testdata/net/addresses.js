'use strict'
const check = require('../check')
const net = require('net')

for (const text of ['127.0.0.1', '::1', '256.1.1.1', '1.2.3', '::ffff:1.2.3.4', 'fe80::1%eth0', 'fe80::1%', '', 'localhost', '01.2.3.4', '1::2::3']) {
  check(text, () => [net.isIP(text), net.isIPv4(text), net.isIPv6(text)])
}
check('address', () => new net.SocketAddress({ address: '1.2.3.4', port: 80 }))
check('address 6', () => new net.SocketAddress({ family: 'ipv6', address: '::1', port: 80, flowlabel: 7 }).toJSON())
check('default', () => new net.SocketAddress())
check('bad address', () => new net.SocketAddress({ address: 'x' }))
check('bad family', () => new net.SocketAddress({ family: 'x' }))
check('bad port', () => new net.SocketAddress({ port: -1 }))
check('block list', () => {
  const list = new net.BlockList()
  list.addAddress('1.2.3.4')
  list.addRange('10.0.0.1', '10.0.0.9')
  list.addSubnet('8592:757c:efae:4e45::', 64, 'ipv6')
  return [list.rules, ['1.2.3.4', '1.2.3.5', '10.0.0.5', '10.0.0.10'].map((a) => list.check(a)), list.check('8592:757c:efae:4e45::1', 'ipv6'), list.check('::ffff:1.2.3.4', 'ipv6'), list]
})
check('bad range', () => new net.BlockList().addRange('10.0.0.9', '10.0.0.1'))
check('bad subnet', () => new net.BlockList().addSubnet('10.0.0.9', 33))
check('bad member', () => new net.BlockList().addAddress('x'))
check('exports', () => Object.keys(net).filter((name) => !name.startsWith('_')).sort())
check('families', () => {
  net.setDefaultAutoSelectFamily(false)
  net.setDefaultAutoSelectFamilyAttemptTimeout(5)
  return [net.getDefaultAutoSelectFamily(), net.getDefaultAutoSelectFamilyAttemptTimeout()]
})
