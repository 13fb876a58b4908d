// A function of node's that is missing here throws and names itself; node has them, so only what both say is printed.
const check = require('../check')
const { text, json, buffer } = require('stream/consumers')
const { duplexPair, Readable } = require('stream')
const { parseEnv } = require('util')
check('parseEnv', () => parseEnv('A=1\nB="x\\ny" # c\n export D = z # c\nE=\n#F=1\nG=\'a b\' c\nH=a#b'))
check('parseEnv of no text', () => parseEnv(1))
async function main () {
  console.log(await text(Readable.from(['a', 'b'])), await json(Readable.from(['{"a":', '1}'])), await buffer(Readable.from([Buffer.from('x')])))
  const [a, b] = duplexPair({ encoding: 'utf8' })
  b.on('data', (chunk) => { console.log('b has', chunk); b.end('bye') })
  a.on('data', (chunk) => console.log('a has', chunk))
  a.end('hello')
}
main()
