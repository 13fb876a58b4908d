# Every target works from a clean clone; `make help` lists them.
GO ?= go
BIN ?= bin/wasmglue
LDFLAGS = -s -w

.PHONY: help build test race corpus check vuln full fuzz bench fixtures golden compatibility image clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /	/' | expand -t 12

build: ## the static binary, in bin/
	CGO_ENABLED=0 $(GO) build -trimpath -tags lambda.norpc -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/wasmglue

test: ## all tests
	$(GO) test ./...

race: ## all tests under the race detector
	$(GO) test -race ./...

full: ## the specification's tests, all of them
	$(GO) test ./compat/wasmcore -all

corpus: ## real npm packages with WebAssembly in them (needs npm, the network, a gigabyte and some minutes)
	$(GO) test ./compat/corpus -install -timeout 60m

check: ## formatting, vet, staticcheck, and that other platforms compile
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	for target in linux/arm64 darwin/arm64 windows/amd64; do \
	  GOOS=$${target%/*} GOARCH=$${target#*/} CGO_ENABLED=0 $(GO) build ./... || exit 1; done

vuln: ## known vulnerabilities in what we call (needs the vulnerability database)
	$(GO) tool govulncheck ./...

FUZZTIME ?= 10s
fuzz: ## every fuzz target for FUZZTIME each
	@for package in $$($(GO) list ./...); do \
	  for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz'); do \
	    $(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x $$package || exit 1; done; done

bench: ## figures side by side with node, where node exists: a table, and JSON in bench/out.json
	$(GO) run ./bench -o bench/out.json

fixtures: ## rebuild the committed .wasm files from their sources (needs clang, lld, wabt, wasi-libc, Emscripten, AssemblyScript)
	$(MAKE) -B -C examples
	wasmbridge/testdata/regenerate.sh
	cd jshost/testdata && wat2wasm --enable-threads threads.wat -o threads.wasm
	internal/wasi/direct/testdata/build.sh
	compat/wasi/samples/build.sh
	compat/corpus/testdata/src/build.sh

golden: ## refresh expected output with real node (needs node 20; wabt for the exception samples)
	$(GO) test ./examples ./compat/wasmapi ./compat/wasi -run 'Golden|Examples|Node' -update
	$(GO) test ./compat/modules -golden
	$(GO) test ./compat/node -update
	cd compat/node && node exports.js > ../../internal/node/missing/exports.txt
	$(MAKE) compatibility
	cd wasmbridge/internal/wasm/passes/testdata && wat2wasm --enable-exceptions exceptions.wat -o exceptions.wasm && node golden.js > exceptions.json
	cd wasmbridge/internal/wasm/validate/testdata && node errors.js > errors.json

compatibility: ## write docs/node-compatibility.md anew
	$(GO) test ./compat/node -run Compatibility -update

image: ## the container image (needs docker)
	docker build -t wasmglue .

clean:
	rm -rf bin bench/out.json
