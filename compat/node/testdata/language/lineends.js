'use strict'
const show = (f) => { try { console.log(f()) } catch (e) { console.log(e.name + ': ' + e.message) } }
const codes = (s) => [...s].map((c) => c.charCodeAt(0)).join(' ')
// ^ and $ know all four ends of lines.
show(() => codes('a\r\nb\rc'.replace(/$/gm, '|')))
show(() => codes('a\r\nb\rc'.replace(/^/gm, '|')))
show(() => [.../^(.*)$/m.exec('a\r\nb')])
show(() => 'a\rb\u2028c\u2029d'.match(/^.$/gm))
show(() => /^host: (.*)$/im.exec('GET / HTTP/1.1\r\nHost: here\r\nAccept: *\r\n')[1])
show(() => 'a\r\nb'.split(new RegExp('$', 'm')).length)
show(() => [/^a$/.test('a\r'), /^a$/m.test('a\r'), /a$/.exec('b\na').index, new RegExp('^b', 'm').exec('a\rb').index])
// What was written is what is seen.
show(() => [/[$^]\$a$|^/m.source, String(/^\/a$/gm), new RegExp('^a$', 'm').source, /^a/m.multiline, /^a$/mu.flags])
show(() => [new RegExp(/^b$/m, 'g').test('a\nb'), new RegExp(/^b$/, 'm').test('a\rb'), new RegExp(/^b$/m).source, new RegExp(/^b$/m, '').source])
show(() => [structuredClone(/^a$/m), /^(?<x>b)$/mu.exec('é\rb').groups.x, /^b$/dm.exec('a\rb').indices[0], /^b$/dm.source])
show(() => new RegExp('^(', 'm'))
