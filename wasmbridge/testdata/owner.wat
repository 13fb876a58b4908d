;; A function that is not exported, reached only through the table it is put into.
(module
  (import "env" "table" (table 1 funcref))
  (global $secret (mut i32) (i32.const 40))
  (func $hidden (param i32) (result i32)
    (global.set $secret (i32.add (global.get $secret) (i32.const 1)))
    (i32.add (global.get $secret) (local.get 0)))
  (func (export "unused"))
  (elem (i32.const 0) $hidden))
