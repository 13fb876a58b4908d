;; Numbers in, a number out. The parameters' names come from the name section.
(module
  (memory (export "memory") 1)
  (global $calls (mut i32) (i32.const 0))
  (func (export "add") (param $a i32) (param $b i32) (result i32) (i32.add (local.get $a) (local.get $b)))
  (func (export "sub") (param i64 i64) (result i64) (i64.sub (local.get 0) (local.get 1)))
  (func (export "half") (param $x f64) (result f64) (f64.div (local.get $x) (f64.const 2)))
  (func (export "single") (param $x f32) (result f32) (local.get $x))
  (func (export "nothing"))
  (func (export "pair") (result i32 i32) (i32.const 1) (i32.const 2))
  (func (export "trap") (unreachable))
  (func (export "spin") (loop (br 0)))
  (func (export "grow") (result i32) (memory.grow (i32.const 100)))
  ;; How often this instance was called.
  (func (export "count") (result i32)
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
    (global.get $calls))
  (func (export "main") (param $a i32) (result i32) (i32.mul (local.get $a) (i32.const 2))))
