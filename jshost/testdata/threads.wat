;; What threads need, over one shared memory: a mutex at 0 (0 free, 1 locked, 2 locked with waiters), a condition variable at 4 (a count of signals),
;; whose turn it is at 8, counters at 12 and 16, a flag at 20.
(module
  (import "env" "memory" (memory 1 4 shared))
  (import "env" "allocate" (func $allocate))

  (func $lock (export "lock")
    (if (i32.eqz (i32.atomic.rmw.cmpxchg (i32.const 0) (i32.const 0) (i32.const 1)))
      (then (return)))
    (loop $again
      (if (i32.eqz (i32.atomic.rmw.xchg (i32.const 0) (i32.const 2)))
        (then (return)))
      (drop (memory.atomic.wait32 (i32.const 0) (i32.const 2) (i64.const -1)))
      (br $again)))

  (func $unlock (export "unlock")
    (if (i32.eq (i32.atomic.rmw.xchg (i32.const 0) (i32.const 0)) (i32.const 2))
      (then (drop (memory.atomic.notify (i32.const 0) (i32.const 1))))))

  (func $wait
    (local $signals i32)
    (local.set $signals (i32.atomic.load offset=4 (i32.const 0)))
    (call $unlock)
    (drop (memory.atomic.wait32 offset=4 (i32.const 0) (local.get $signals) (i64.const -1)))
    (call $lock))

  (func $signal (export "signal")
    (drop (i32.atomic.rmw.add offset=4 (i32.const 0) (i32.const 1)))
    (drop (memory.atomic.notify offset=4 (i32.const 0) (i32.const -1))))

  ;; n times: wait for my turn, count, hand over.
  (func (export "handoffs") (param $me i32) (param $n i32)
    (loop $next
      (call $lock)
      (block $mine
        (loop $others
          (br_if $mine (i32.eq (i32.load offset=8 (i32.const 0)) (local.get $me)))
          (call $wait)
          (br $others)))
      (i32.store offset=12 (i32.const 0) (i32.add (i32.load offset=12 (i32.const 0)) (i32.const 1)))
      (i32.store offset=8 (i32.const 0) (i32.sub (i32.const 1) (local.get $me)))
      (call $signal)
      (call $unlock)
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))

  ;; n times: count under the mutex.
  (func (export "count") (param $n i32)
    (loop $next
      (call $lock)
      (i32.store offset=16 (i32.const 0) (i32.add (i32.load offset=16 (i32.const 0)) (i32.const 1)))
      (call $unlock)
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))

  ;; Spins until the flag is set.
  (func (export "spin")
    (loop $again
      (br_if $again (i32.eqz (i32.atomic.load offset=20 (i32.const 0))))))

  ;; Sleeps at an address until it is notified there; the result is that of the instruction.
  (func (export "sleep") (param $at i32) (param $nanoseconds i64) (result i32)
    (memory.atomic.wait32 (local.get $at) (i32.const 0) (local.get $nanoseconds)))
  (func (export "sleep64") (param $at i32) (param $expected i64) (result i32)
    (memory.atomic.wait64 (local.get $at) (local.get $expected) (i64.const -1)))
  (func (export "notify") (param $at i32) (param $count i32) (result i32)
    (memory.atomic.notify (local.get $at) (local.get $count)))
  (func (export "grow") (result i32) (memory.grow (i32.const 1)))
  (func (export "alloc") (call $allocate))

  (func $start (drop (i32.atomic.rmw.add offset=24 (i32.const 0) (i32.const 1))) (loop))
  (start $start))
