;; Holds JavaScript values.
(module
  (table (export "table") 4 externref)
  (global (export "global") (mut externref) (ref.null extern))
  (func (export "identity") (param externref) (result externref) local.get 0)
  (func (export "store") (param i32 externref) local.get 0 local.get 1 table.set 0)
  (func (export "load") (param i32) (result externref) local.get 0 table.get 0))
