#!/bin/sh
# Rebuilds the modules: needs wabt, clang with wasm-ld, wasi-libc and compiler-rt for wasm32.
set -eu
cd "$(dirname "$0")"
for name in numbers text imports; do
  wat2wasm --debug-names "$name.wat" -o "$name.wasm"
done
clang --target=wasm32-wasi --sysroot=/usr -I/usr/include/wasm32-wasi -Os -Wl,--strip-all command.c -o command.wasm
chmod 644 ./*.wasm
