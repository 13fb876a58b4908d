#!/bin/sh
# Rebuilds the modules in this directory; needs wat2wasm of wabt.
set -e
cd "$(dirname "$0")"
for f in *.wat; do wat2wasm --debug-names --enable-threads --enable-exceptions --enable-tail-call "$f" -o "${f%.wat}.wasm"; done
