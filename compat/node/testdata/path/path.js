const check = require('../check'); const path = require('path')
const inputs = ['', '.', '..', '/', '//', '/a', 'a', 'a/', '/a/b/../c', './a//b/.', '../../x', '/..', 'a/b.txt', '.bashrc', 'x.tar.gz', 'a.', '..a', 'C:\\a\\..\\b', 'C:', 'C:\\', 'c:x', '\\\\srv\\share\\f', '\\a', 'a\\b/c', '/a/b/', '//a//b']
for (const flavour of ['posix', 'win32']) {
  for (const fn of ['normalize', 'dirname', 'basename', 'extname', 'isAbsolute', 'parse']) {
    for (const i of inputs) check(`${flavour}.${fn}(${i})`, () => path[flavour][fn](i))
  }
  check(`${flavour}.join`, () => [path[flavour].join('a', '..', 'b', '', '/c'), path[flavour].join(), path[flavour].join('//', 'x'), path[flavour].join('', '')])
  check(`${flavour}.resolve`, () => [path[flavour].resolve('/a', 'b', '../c'), path[flavour].resolve('C:\\x', '\\y'), path[flavour].resolve('/a', '/b/')].map((s) => s.replace(process.cwd(), 'CWD')))
  check(`${flavour}.relative`, () => [path[flavour].relative('/a/b/c', '/a/d'), path[flavour].relative('/a', '/a'), path[flavour].relative('/', '/x'), path[flavour].relative('C:\\a\\b', 'C:\\A\\c')])
  check(`${flavour}.format`, () => [path[flavour].format({ dir: 'a', base: 'b' }), path[flavour].format({ root: '/', name: 'n', ext: 'e' }), path[flavour].format({ dir: '/', root: '/', base: 'x' })])
  check(`${flavour}.basename ext`, () => [path[flavour].basename('/a/b.html', '.html'), path[flavour].basename('.html', '.html'), path[flavour].basename('a/b/', 'b')])
  check(`${flavour}.toNamespacedPath`, () => path.win32.toNamespacedPath('C:\\a\\b'))
}
for (const fn of ['join', 'resolve', 'dirname', 'parse', 'format', 'relative', 'isAbsolute', 'basename']) {
  for (const bad of [undefined, null, 5, {}, [], true]) check(`${fn}(${String(bad)})`, () => fn === 'relative' ? path.relative('a', bad) : path[fn](bad))
}
