;; Calls in both directions, for benchmarks and tests of the boundary.
(module
  (import "env" "add" (func $imported (param i32 i32) (result i32)))
  (memory (export "memory") 1 16)
  (table (export "table") 2 8 funcref)
  (elem (i32.const 0) $add)
  (func $add (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)
  (func (export "add64") (param i64 i64) (result i64) local.get 0 local.get 1 i64.add)
  (func (export "callImport") (param i32 i32) (result i32) local.get 0 local.get 1 call $imported)
  ;; calls the import n times
  (func (export "loopImport") (param $n i32) (result i32) (local $sum i32)
    (loop $l
      (local.set $sum (call $imported (local.get $sum) (i32.const 1)))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    local.get $sum)
  (func $inner unreachable)
  (func $outer (export "trap") call $inner)
  (func $endless (export "endless") call $endless)
  (func (export "grow") (param i32) (result i32) local.get 0 memory.grow)
  (func (export "poke") (param i32 i32) local.get 0 local.get 1 i32.store8))
