package openwhisk

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"strings"
	"testing"
)

const (
	badZip       = "There was an error uncompressing the action Zip archive."
	badTarGz     = "There was an error uncompressing the action Tar GZ archive."
	unknownType  = "There was an error uncompressing the action archive. The file type is unsupported"
	noEntry      = "Zipped actions must contain either package.json or index.js at the root."
	indexJS      = `exports.main = p => ({ from: 'index', dir: require('path').basename(__dirname) === require('path').basename(process.cwd()), p })`
	replyOfIndex = `{"from":"index","dir":true,"p":{"a":1}}`
)

type files = map[string]string

var archiveRows = []row{
	{name: "zip with index.js", steps: []step{archive(files{"index.js": indexJS}).quiet(), run(`{"a":1}`).gives(200, replyOfIndex)}},
	{name: "tar.gz with index.js", steps: []step{binary(tarGzOf(files{"index.js": indexJS}), "main"), run(`{"a":1}`).gives(200, replyOfIndex)}},
	{name: "binary by any truthy value", steps: []step{
		post("/init", initBody(map[string]string{"main": `"main"`, "binary": `"yes"`, "code": quote(base64.StdEncoding.EncodeToString(zipOf(files{"index.js": indexJS})))})).gives(200, `{"OK":true}`),
		run(`{"a":1}`).gives(200, replyOfIndex),
	}},
	{name: "cwd is the archive's root before the code loads", steps: []step{
		archive(files{"index.js": `const fs = require('fs'); const text = fs.readFileSync('data/a.txt', 'utf8'); const at = process.cwd(); exports.main = () => ({ text, same: at === __dirname && at === process.cwd() })`, "data/a.txt": "hello"}),
		run(`{}`).gives(200, `{"text":"hello","same":true}`),
	}},
	{name: "package.json main", steps: []step{archive(files{"package.json": `{"main":"lib/start.js"}`, "lib/start.js": `exports.main = () => ({ m: 1 })`}), run(`{}`).gives(200, `{"m":1}`)}},
	{name: "package.json main without extension", steps: []step{archive(files{"package.json": `{"main":"lib/start"}`, "lib/start.js": `exports.main = () => ({ m: 2 })`}), run(`{}`).gives(200, `{"m":2}`)}},
	{name: "package.json main a directory", steps: []step{archive(files{"package.json": `{"main":"lib"}`, "lib/index.js": `exports.main = () => ({ m: 3 })`}), run(`{}`).gives(200, `{"m":3}`)}},
	{name: "package.json without main", steps: []step{archive(files{"package.json": `{"name":"x"}`, "index.js": indexJS}), run(`{"a":1}`).gives(200, replyOfIndex)}},
	{name: "package.json main wrong falls back to index.js", steps: []step{
		archive(files{"package.json": `{"main":"nothing.js"}`, "index.js": indexJS}), run(`{"a":1}`).gives(200, replyOfIndex),
	}},
	{name: "unparsable package.json", steps: []step{archive(files{"package.json": `{`, "index.js": indexJS}).loadFails("")}},
	{name: "dependencies that are not there are no npm install", ours: true, steps: []step{
		archive(files{"package.json": `{"main":"index.js","dependencies":{"left-pad":"1.0.0"}}`, "index.js": indexJS}).quiet(), run(`{"a":1}`).gives(200, replyOfIndex),
	}},
	{name: "another main", steps: []step{archiveMain(files{"index.js": `exports.other = () => ({ o: 1 })`}, "other"), run(`{}`).gives(200, `{"o":1}`)}},
	{name: "dotted main is file and path", steps: []step{archiveMain(files{"other.js": `exports.niam = { xyz: () => ({ d: 1 }) }`}, "other.niam.xyz"), run(`{}`).gives(200, `{"d":1}`)}},
	{name: "dotted main, file in a directory", steps: []step{archiveMain(files{"lib/other.js": `exports.main = () => ({ d: 2 })`}, "lib/other.main"), run(`{}`).gives(200, `{"d":2}`)}},
	{name: "dotted main, no such file", steps: []step{archiveMain(files{"index.js": indexJS}, "absent.main").loadFails("Cannot find module")}},
	{name: "dotted main, no such property", steps: []step{archiveMain(files{"other.js": `exports.a = 1`}, "other.main").loadFails("Action entrypoint 'other.main' is not a function.")}},
	{name: "dotted main outside the archive", ours: true, steps: []step{archiveMain(files{"index.js": indexJS}, "../x.main").loadFails("Name of main function is not valid.")}},
	{name: "main with nothing before the dot", steps: []step{archiveMain(files{"index.js": indexJS}, ".main").loadFails("Name of main function is not valid.")}},
	{name: "neither file at the root", steps: []step{archive(files{"a/index.js": indexJS}).fails(502, "Initialization has failed due to: "+noEntry).err(noEntry).ended()}},
	{name: "module.exports = fn alone", steps: []step{archive(files{"index.js": `module.exports = () => ({})`}).loadFails("Action entrypoint 'main' is not a function.")}},
	{name: "throw at top level", steps: []step{archive(files{"index.js": `throw new Error('in the archive')`}).loadFails("Error: in the archive")}},
	{name: "syntax error", steps: []step{archive(files{"index.js": `function (`}).loadFails("SyntaxError")}},
	{name: "missing module", steps: []step{archive(files{"index.js": `require('./absent')`}).loadFails("Cannot find module './absent'")}},
	{name: "node_modules: nested, scoped, deep, JSON", steps: []step{
		archive(files{
			"index.js":                               `const a = require('a'), s = require('@s/b'), d = require('a/lib/deep'), j = require('./data.json'); exports.main = () => ({ a, s, d, j })`,
			"data.json":                              `{"json":true}`,
			"node_modules/a/package.json":            `{"main":"m.js"}`,
			"node_modules/a/m.js":                    `module.exports = 'a+' + require('c')`,
			"node_modules/a/node_modules/c/index.js": `module.exports = 'nested c'`,
			"node_modules/a/lib/deep.js":             `module.exports = 'deep'`,
			"node_modules/@s/b/index.js":             `module.exports = 'scoped'`,
			"node_modules/c/index.js":                `module.exports = 'outer c'`,
		}),
		run(`{}`).gives(200, `{"a":"a+nested c","s":"scoped","d":"deep","j":{"json":true}}`),
	}},
	{name: "an ES-module package", ours: true, steps: []step{
		archive(files{"package.json": `{"type":"module","main":"index.js"}`, "index.js": "import { x } from './x.js'\nconst y = await Promise.resolve(1)\nexport async function main(p) { return { x, y, p } }", "x.js": `export const x = 'imported'`}),
		run(`{"a":1}`).gives(200, `{"x":"imported","y":1,"p":{"a":1}}`),
	}},
	{name: "index.mjs alone", ours: true, steps: []step{archive(files{"index.mjs": `export const main = () => ({ mjs: 1 })`}), run(`{}`).gives(200, `{"mjs":1}`)}},
	{name: "a TypeScript package", ours: true, steps: []step{
		archive(files{"index.ts": `export function main(p: { a: number }): object { return { ts: p.a } }`}), run(`{"a":1}`).gives(200, `{"ts":1}`),
	}},
}

// edit changes a good zip.
func edit(change func([]byte) []byte) []byte { return change(zipOf(files{"index.js": indexJS})) }

func zipEntries(names ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(indexJS))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// symlinkZip is a zip with a symbolic link of the given target.
func symlinkZip(target string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: "link"}
	h.SetMode(0o777 | 1<<27) // fs.ModeSymlink
	f, err := w.CreateHeader(h)
	if err == nil {
		_, err = f.Write([]byte(target))
	}
	if err == nil {
		f, err = w.Create("index.js")
	}
	if err == nil {
		_, err = f.Write([]byte(indexJS))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err)
	}
	return b.Bytes()
}

// bomb is a zip whose one file is so many times 1 MiB of zeros.
func bomb(mib int) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create("zeros")
	zeros := make([]byte, 1<<20)
	for i := 0; i < mib && err == nil; i++ {
		_, err = f.Write(zeros)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err)
	}
	return b.Bytes()
}

var hostileRows = []row{
	{name: "garbage that is no base64", steps: []step{
		post("/init", initBody(map[string]string{"main": `"main"`, "binary": `true`, "code": `"!!! not base64 ???"`})).fails(502, "Initialization has failed due to: "+unknownType).err("Error during initialization: " + unknownType).ended(),
	}},
	{name: "base64 of something else", steps: []step{binary([]byte("hello world"), "main").loadFails(unknownType)}},
	{name: "an empty zip", steps: []step{binary(zipOf(files{}), "main").loadFails(unknownType)}},
	{name: "a truncated zip", steps: []step{binary(edit(func(b []byte) []byte { return b[:len(b)/2] }), "main").loadFails(badZip)}},
	{name: "a zip with a wrong checksum", steps: []step{binary(edit(func(b []byte) []byte {
		i := bytes.Index(b, []byte("index.js")) + len("index.js") + 3
		b[i] ^= 0xff
		return b
	}), "main").loadFails(badZip)}},
	{name: "a truncated tar.gz", steps: []step{binary(tarGzOf(files{"index.js": indexJS})[:60], "main").loadFails(badTarGz)}},
	{name: "../ in a zip", ours: true, steps: []step{binary(zipEntries("index.js", "../escaped.js"), "main").loadFails(badZip)}},
	{name: "an absolute name in a zip", ours: true, steps: []step{binary(zipEntries("index.js", "/tmp/escaped.js"), "main").loadFails(badZip)}},
	{name: "../ in a tar.gz", ours: true, steps: []step{binary(tarGzOf(files{"index.js": indexJS, "../escaped.js": ""}), "main").loadFails(badTarGz)}},
	{name: "a duplicate name", ours: true, steps: []step{binary(zipEntries("index.js", "index.js"), "main").loadFails(badZip)}},
	{name: "a symbolic link out", ours: true, steps: []step{binary(symlinkZip("/etc/passwd"), "main").loadFails(badZip)}},
	{name: "a symbolic link out by dots", ours: true, steps: []step{binary(symlinkZip("../../x"), "main").loadFails(badZip)}},
	{name: "a bomb", ours: true, steps: []step{binary(bomb(400), "main").loadFails(badZip)}},
	{name: "too many entries", ours: true, steps: []step{binary(zipEntries(manyNames(25_000)...), "main").loadFails(badZip)}},
	{name: "too deep", ours: true, steps: []step{binary(zipEntries("index.js", strings.Repeat("d/", 400)+"x"), "main").loadFails(badZip)}},
	{name: "a broken archive is terminal", steps: []step{
		binary([]byte("PK\x03\x04 nothing"), "main").loadFails(badZip),
		code(`function main() {}`).refused("System not ready, status is stopped."),
	}},
}

func manyNames(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = "f" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + quote(string(rune(0x4e00 + i)))[1:4]
	}
	return names
}

func TestArchive(t *testing.T) { testRows(t, archiveRows) }
func TestHostile(t *testing.T) { testRows(t, hostileRows) }
