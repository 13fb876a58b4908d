package fs

import (
	"math/big"

	"github.com/dop251/goja"
)

func init() { operations["statfs"] = statfs }

// statfs(path, bigint) returns an array of seven numbers.
func statfs(c *core, fc goja.FunctionCall) job {
	given, full := c.name(fc.Argument(0))
	useBigInt := fc.Argument(1).ToBoolean()
	files := c.system()
	return job{"statfs", []string{given}, func() (func() goja.Value, error) {
		v, err := files.Statfs(full)
		return func() goja.Value {
			values := make([]any, 0, 7)
			for _, n := range []uint64{v.Type, v.BlockSize, v.Blocks, v.Free, v.Available, v.Files, v.FreeFiles} {
				if useBigInt {
					values = append(values, new(big.Int).SetUint64(n))
				} else {
					values = append(values, float64(n))
				}
			}
			return c.Runtime.NewArray(values...)
		}, err
	}}
}
