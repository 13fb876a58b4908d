;; Calls through a table that another module filled.
(module
  (import "env" "table" (table 1 funcref))
  (type $t (func (param i32) (result i32)))
  (func (export "call") (param i32) (result i32) local.get 0 i32.const 0 call_indirect (type $t)))
