// Prints V8's verdict on malformed and invalid modules: node errors.js > errors.json
'use strict'
const header = '0061736d01000000'
const cases = {
  'empty': '',
  'half a magic word': '0061',
  'another magic word': '6e6f74207761736d',
  'version 2': '0061736d02000000',
  'half a version': '0061736d0100',
  'header only': header,
  'section without length': header + '01',
  'section beyond the end': header + '010500',
  'unknown section': header + '6300',
  'unknown section beyond the end': header + '7fc700',
  'sections out of order': header + '030100' + '010100',
  'section twice': header + '010100' + '010100',
  'section longer than its contents': header + '01020000',
  'no type form': header + '01020142',
  'struct type': header + '0102015f',
  'no parameter count': header + '01020160',
  'no parameter': header + '0103016001',
  'no value type': header + '01050160010100',
  'endless number': header + '0106ffffffffffff',
  'number too large': header + '0105ffffffff7f',
  'too many types': header + '0104ffffff0f',
  'functions without code': header + '010401600000' + '03020100',
  'code without functions': header + '0a040102000b',
  'fewer bodies than functions': header + '010401600000' + '03020100' + '0a0100',
  'function of unknown type': header + '03020105' + '0a040102000b',
  'body without end': header + '010401600000' + '03020100' + '0a0401020001',
  'body beyond the section': header + '010401600000' + '03020100' + '0a0401090001',
  'code behind the end': header + '010401600000' + '03020100' + '0a050103000b0b',
  'export name twice': header + '010401600000' + '03020100' + '070902016100000161' + '0000' + '0a040102000b',
  'export of unknown function': header + '07050101610000',
  'export of unknown kind': header + '07050101610900',
  'export of unknown memory': header + '07050101610200',
  'export of unknown table': header + '07050101610100',
  'export of unknown global': header + '07050101610300',
  'export of unknown tag': header + '07050101610400',
  'import of unknown kind': header + '020701016101620900',
  'import name not UTF-8': header + '0207010' + '1ff01620000',
  'import of unknown type': header + '020701016101620000',
  'name beyond the section': header + '02070114610162' + '0000',
  'two memories': header + '05050200010001',
  'memory too large': header + '050501008180' + '04',
  'maximum too large': header + '05060101018180' + '04',
  'maximum below minimum': header + '050401010201',
  'unknown memory flags': header + '0503010901',
  'shared memory without maximum': header + '0503010201',
  'table of numbers': header + '0404017f0001',
  'table maximum below minimum': header + '04050170010201',
  'unknown table flags': header + '040401700301',
  'unknown mutability': header + '0605017f024100',
  'global without end': header + '0605017f004100',
  'start of unknown function': header + '080100',
  'start with parameters': header + '01050160017f00' + '03020100' + '080100' + '0a040102000b',
  'unknown element flags': header + '09020109',
  'elements without table': header + '090601004100' + '0b00',
  'element of unknown function': header + '040401700001' + '0907010041000b0100',
  'unknown data flags': header + '0503010001' + '0b020109',
  'data beyond the section': header + '0503010001' + '0b06010041000b09',
  'data count without data': header + '0c0102',
  'custom name not UTF-8': header + '000201ff',
  'custom name beyond the section': header + '00020561',
  'custom section without name': header + '0000',
  'tag of unknown type': header + '0d03010000',
  'tag with attribute': header + '010401600000' + '0d03010100',
  'tag with results': header + '0105016000017f' + '0d03010000',
  'tags behind globals': header + '010401600000' + '060100' + '0d03010000',
  'locals without number': header + '010401600000' + '03020100' + '0a0a0108' + '01ffffffff0f7f0b',
  'no operand': body('6a'),
  'one operand': body('41006a'),
  'operand of another type': body('410042006a1a'),
  'first operand of another type': body('420041006a1a'),
  'no vector operands': body('fd6e1a'),
  'branch too deep': body('0c05'),
  'unknown local': body('2003'),
  'unknown global': body('2303'),
  'unknown function': body('1009'),
  'unknown opcode': body('27'),
  'else without if': body('05'),
  'value left over': body('4100'),
  'value missing': body('024' + '07f0b'.replace('40', '')),
  'load without memory': body('4100280200' + '1a'),
  'select of references': body('d070d07041001b1a'),
  'in unreachable code': body('00420041006a1a'),
  'return of another type': header + '0105016000017f' + '03020100' + '0a0701050042000f0b',
  'block result of another type': header + '0105016000017f' + '03020100' + '0a0901070002' + '7f42000b0b',
  'short double': body('4400'),
}
function body(code) {
  const size = code.length / 2 + 2
  const hex = (n) => n.toString(16).padStart(2, '0')
  return header + '010401600000' + '03020100' + '0a' + hex(size + 2) + '01' + hex(size) + '00' + code + '0b'
}
const out = []
for (const [name, hex] of Object.entries(cases)) {
  let verdict = ''
  try {
    new WebAssembly.Module(Buffer.from(hex, 'hex'))
  } catch (e) {
    verdict = e.message.replace('WebAssembly.Module(): ', '')
  }
  out.push({ name, hex, verdict })
}
console.log('[\n' + out.map((x) => JSON.stringify(x)).join(',\n') + '\n]')
