'use strict'
const show = (f) => { try { console.log(f()) } catch (e) { console.log(e.name + ': ' + e.message) } }
const all = () => [RegExp.$1, RegExp.$2, RegExp.$9, RegExp.lastMatch, RegExp.lastParen, RegExp.leftContext, RegExp.rightContext, RegExp.input, RegExp['$&'], RegExp['$_'], RegExp['$`'], RegExp["$'"], RegExp['$+']]
show(() => all())
show(() => { /(b)(c)?/.test('abcd'); return all() })
show(() => { 'x1y2'.replace(/[a-z](\d)/g, '-'); return all() })
show(() => { const out = []; 'x1y2'.replace(/[a-z](\d)/g, () => out.push(RegExp.$1)); return out })
show(() => { /nothing/.test('abc'); return RegExp.$1 })
show(() => { 'k=v'.match(/(\w)=(\w)/); return RegExp.$1 + RegExp.$2 + RegExp.lastParen })
show(() => { 'a,b'.split(/(,)/); return RegExp.lastMatch })
show(() => { 'hello'.search(/l+/); return RegExp.leftContext })
show(() => { [...'a1b2'.matchAll(/(\d)/g)]; return RegExp.$1 })
show(() => { 'é1'.match(/(\d)/gu); return [RegExp.$1, RegExp.leftContext] })
show(() => { /(a)|(b)/.exec('b'); return [RegExp.$1, RegExp.$2, RegExp.lastParen] })
show(() => { RegExp.$1 = 'mine'; return RegExp.$1 })
show(() => { RegExp.input = 'mine'; return [RegExp.input, RegExp.$_] })
show(() => Object.keys(Object.getOwnPropertyDescriptor(RegExp, '$1')).join())
show(() => { const d = Object.getOwnPropertyDescriptor(RegExp, 'lastMatch'); return [d.enumerable, d.configurable, typeof d.get, typeof d.set, d.get.name] })
