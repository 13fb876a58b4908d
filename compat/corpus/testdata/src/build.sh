#!/bin/sh
# Rebuilds the samples named own-*: needs Emscripten (the tree's are of 3.1.6, Debian's), clang with wasm-ld, and AssemblyScript's asc on PATH.
# With a name as argument, that sample only.
set -eu
cd "$(dirname "$0")"
cases=../cases
wanted() { [ -z "${only:-}" ] || [ "$only" = "$1" ]; }
only=${1:-}

emscripten() {
  name=$1 source=$2
  shift 2
  wanted "own-emcc-$name" || return 0
  emcc -O1 "em/$source" "$@" -o "$cases/own-emcc-$name/mod.js"
}
calls=-sEXPORTED_RUNTIME_METHODS=ccall,cwrap,UTF8ToString,addFunction,removeFunction
emscripten addfunction basic.c -sMODULARIZE -sALLOW_TABLE_GROWTH -sEXPORTED_FUNCTIONS=_main,_malloc,_free $calls
emscripten exceptions exc.cpp -sMODULARIZE -fexceptions -sINVOKE_RUN=0 -sEXPORTED_RUNTIME_METHODS=ccall
emscripten setjmp sj.c
emscripten embind bind.cpp -sMODULARIZE -lembind
emscripten modularize basic.c -sMODULARIZE -sEXPORT_NAME=createMod -sALLOW_MEMORY_GROWTH -sASSERTIONS $calls

if wanted own-clang-nostdlib; then
  clang --target=wasm32 -O2 -nostdlib -Wl,--no-entry -Wl,--export-all nostd.c -o "$cases/own-clang-nostdlib/mod.wasm"
fi
if wanted own-as-esm; then
  asc as/m.ts --bindings esm -O -o "$cases/own-as-esm/mod.wasm"
fi
chmod 644 "$cases"/own-*/mod.*
