#!/bin/sh
# Rebuilds the samples: needs clang with wasm-ld, wasi-libc and compiler-rt for wasm32 (Debian: clang lld wasi-libc libclang-rt-14-dev-wasm32).
set -eu
cd "$(dirname "$0")"
for name in process files escape descriptors poll; do
  clang --target=wasm32-wasi --sysroot=/usr -I/usr/include/wasm32-wasi -Os -Wl,--strip-all -Wno-incompatible-pointer-types \
    -Wno-pointer-sign "$name.c" -o "$name.wasm"
done
# Without a C library.
clang --target=wasm32 -O1 -nostdlib -Wl,--no-entry traps.c -o traps.wasm
chmod 644 ./*.wasm
