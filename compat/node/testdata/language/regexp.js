'use strict'
const show = (f) => { try { console.log(f()) } catch (e) { console.log(e.name + ': ' + e.message) } }
// Indices of matches and groups.
show(() => /a(?<Z>z)?(b+)/d.exec('xxabbaz').indices)
show(() => /a(?<Z>z)?(b+)/d.exec('xxabbaz').indices.groups.Z)
show(() => Object.keys(/a/d.exec('a')).sort())
show(() => /a/.exec('a').indices)
show(() => [...'é1é22'.matchAll(/(?<n>\d+)/dgu)].map((m) => [m.indices[0], m.indices.groups.n, m.groups.n]))
show(() => '😀x😀y'.match(/(?<l>[xy])$/du).indices)
show(() => '😀x😀y'.match(/(?<l>[xy])$/d).indices.groups)
show(() => { const r = /\d(?=(.))/dg; const out = []; for (let m; (m = r.exec('1a2b')) !== null;) out.push(m.indices, r.lastIndex); return out })
show(() => { const r = /b/dy; r.lastIndex = 1; return [r.exec('ab').indices, r.lastIndex, r.exec('ab'), r.lastIndex] })
show(() => 'a-b'.replace(/(?<x>[ab])/dg, '[$<x>]') + ' ' + 'a1b2'.split(/\d/d).length + ' ' + 'ab'.search(/b/d) + ' ' + /b/d.test('ab'))
// Flags and sources.
show(() => [/a/d.hasIndices, /a/.hasIndices, RegExp.prototype.hasIndices, /a/v.unicodeSets, new RegExp('a', 'yd').flags, String(new RegExp('/[/]\\/\n', 'gd')), new RegExp('', 'd').source])
show(() => [new RegExp(/x/d).flags, new RegExp(/x/dg, 'i').flags, new RegExp(/\p{L}/v, 'u').test('é')])
show(() => { const r = /a/d; return [RegExp(r) === r, RegExp(/b/) instanceof RegExp, new RegExp(r) === r] })
show(() => new RegExp('a', 'dd'))
show(() => new RegExp('a', 'uv'))
show(() => new RegExp('(', 'd'))
show(() => Reflect.get(RegExp.prototype, 'hasIndices', {}))
show(() => Object.getOwnPropertyNames(/a/d))
// Names of groups beside text beyond ASCII.
show(() => [/(?<x>b)/u.exec('éb').groups.x, new RegExp('(?<y>b)', 'u').exec('éb').groups.y])
show(() => [...'aba'.matchAll(/a/gv)].length)
show(() => require('util').inspect(/a(b)/dgu))
show(() => structuredClone(/a/d).flags)
