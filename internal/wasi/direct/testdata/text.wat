;; Strings and bytes: an allocator that only goes up, and functions that return in each of the three ways.
(module
  (memory (export "memory") 2)
  (global $top (mut i32) (i32.const 1024))
  (data (i32.const 16) "hello ")
  (func $alloc (export "wasmglue_alloc") (param $size i32) (result i32)
    (local $at i32)
    (local.set $at (global.get $top))
    (global.set $top (i32.add (global.get $top) (local.get $size)))
    (if (i32.gt_u (global.get $top) (i32.mul (memory.size) (i32.const 65536)))
      (then (if (i32.eq (i32.const -1) (memory.grow (i32.add (i32.const 1) (i32.div_u (local.get $size) (i32.const 65536)))))
        (then (return (i32.const 0))))))
    (local.get $at))
  ;; JSON in, JSON out, unchanged: what a module without a descriptor is taken for.
  (func (export "main") (param $ptr i32) (param $len i32) (result i64)
    (i64.or (i64.shl (i64.extend_i32_u (local.get $ptr)) (i64.const 32)) (i64.extend_i32_u (local.get $len))))
  ;; "hello " and the name: a packed i64.
  (func (export "greet") (param $ptr i32) (param $len i32) (result i64)
    (local $out i32)
    (local.set $out (call $alloc (i32.add (local.get $len) (i32.const 6))))
    (memory.copy (local.get $out) (i32.const 16) (i32.const 6))
    (memory.copy (i32.add (local.get $out) (i32.const 6)) (local.get $ptr) (local.get $len))
    (i64.or (i64.shl (i64.extend_i32_u (local.get $out)) (i64.const 32)) (i64.extend_i32_u (i32.add (local.get $len) (i32.const 6)))))
  ;; The bytes as they are: two results.
  (func (export "same") (param $ptr i32) (param $len i32) (result i32 i32) (local.get $ptr) (local.get $len))
  ;; The first n bytes: a pointer to pointer and length.
  (func (export "head") (param $ptr i32) (param $len i32) (param $n i32) (result i32)
    (i32.store (i32.const 64) (local.get $ptr))
    (i32.store (i32.const 68) (local.get $n))
    (i32.const 64))
  (func (export "outside") (result i64) (i64.const 0x7fffffff00000010))
  (func (export "not") (param $yes i32) (result i32) (i32.eqz (local.get $yes))))
