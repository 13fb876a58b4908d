package module_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/wasmglue/wasmglue/internal/module"
	"github.com/wasmglue/wasmglue/internal/sandbox"
)

func virtual(files map[string]string) sandbox.FileSystem {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
	}
	return sandbox.ReadOnly(m)
}

func runFiles(t *testing.T, files map[string]string, main string) *program {
	t.Helper()
	p := newProgram(t, virtual(files), "/", module.Options{})
	p.run(t, main)
	return p
}

func (p *program) expect(t *testing.T, want ...string) {
	t.Helper()
	if p.failed != nil {
		t.Fatalf("failed: %v", p.failed)
	}
	if got := strings.Join(p.out, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("printed\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func TestRequireFindsFilesDirectoriesAndPackages(t *testing.T) {
	runFiles(t, map[string]string{
		"main.js": `print(require('./a').name, require('./dir').name, require('pkg').name, require('pkg/sub.json').n, require.main === module, __filename, __dirname)
			print(require('node:path') === require('path'), module.children.length, module.id, require.resolve('pkg'), Object.keys(require.cache).length)`,
		"a.js":                          `exports.name = 'a'`,
		"dir/index.js":                  `exports.name = 'dir'; print(module.parent.id, module.paths)`,
		"node_modules/pkg/package.json": `{"main": "lib"}`,
		"node_modules/pkg/lib/index.js": `#!/usr/bin/env node
exports.name = 'pkg'`,
		"node_modules/pkg/sub.json": "\ufeff{\"n\": 1}",
	}, "main").expect(t, ". /dir/node_modules,/node_modules", "a dir pkg 1 true /main.js /", "true 4 . /node_modules/pkg/lib/index.js 5")
}

func TestRequireCycleSeesPartialExports(t *testing.T) {
	runFiles(t, map[string]string{
		"main.js": `print(require('./a').done)`,
		"a.js":    `exports.done = false; print('b', require('./b').seen); exports.done = true`,
		"b.js":    `exports.seen = require('./a').done`,
	}, "main.js").expect(t, "b false", "true")
}

func TestRequireNotFoundTellsTheStack(t *testing.T) {
	runFiles(t, map[string]string{
		"main.js": `try { require('./a') } catch (e) { print(e.code, e.message, e.requireStack.join()); print(Object.keys(require.cache)) }`,
		"a.js":    `require('nothing')`,
	}, "main.js").expect(t, "MODULE_NOT_FOUND Cannot find module 'nothing'\nRequire stack:\n- /a.js\n- /main.js /a.js,/main.js", "/main.js")
}

func TestSyntaxErrorTellsItsPlace(t *testing.T) {
	runFiles(t, map[string]string{
		"main.js": `try { require('./a') } catch (e) { print(e instanceof SyntaxError, e.message); print(e.stack.split('\n')[0]) }`,
		"a.js":    "var x = 1;\nvar y = ;\n",
	}, "main.js").expect(t, "true Unexpected token ';'", "/a.js:2")
}
