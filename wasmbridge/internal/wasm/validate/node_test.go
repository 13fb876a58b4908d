package validate_test

import (
	"bytes"
	"encoding/base64"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/wasmglue/wasmglue/wasmbridge/internal/wasm/spectest"
)

// TestVerdictsAgainstNode damages modules of the test data and compares our
// verdict on each with that of the node on this machine, where there is one of
// the version whose set of proposals we know.
func TestVerdictsAgainstNode(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no node on this machine")
	}
	if v, err := exec.Command(node, "--version").Output(); err != nil || !strings.HasPrefix(string(v), "v20.") {
		t.Skipf("node is %s, want version 20", v)
	}
	modules := damagedModules(t, 4000)
	var input strings.Builder
	for _, m := range modules {
		input.WriteString(base64.StdEncoding.EncodeToString(m) + "\n")
	}
	cmd := exec.Command(node, "testdata/verdicts.js")
	cmd.Stdin = strings.NewReader(input.String())
	out, err := cmd.Output()
	verdicts := strings.Fields(string(out))
	if err != nil || len(verdicts) != len(modules) {
		t.Fatalf("node: %v, %d verdicts for %d modules", err, len(verdicts), len(modules))
	}
	valids := 0
	for i, m := range modules {
		err := valid(m)
		if verdicts[i] == "valid" {
			valids++
		}
		if (err == nil) != (verdicts[i] == "valid") {
			t.Errorf("node finds it %s, we: %v\n%x", verdicts[i], err, m)
		}
	}
	t.Logf("%d modules, %d of them valid", len(modules), valids)
}

// damagedModules returns n small modules of suites that node 20 implements,
// each with a byte or two changed. The choice is the same in every run.
func damagedModules(t *testing.T, n int) [][]byte {
	var sources [][]byte
	for _, data := range spectest.Modules(t) {
		switch data.Suite {
		case "v1", "v2", "threads", "tail-call":
			if len(data.Bytes) > 8 && len(data.Bytes) < 3000 {
				sources = append(sources, data.Bytes)
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	telling := []byte{0, 1, 0x7f, 0x7e, 0x7d, 0x70, 0x6f, 0x40, 0x0b, 0x80, 0xff}
	damaged := make([][]byte, n)
	for i := range damaged {
		b := bytes.Clone(sources[random.IntN(len(sources))])
		for range 1 + random.IntN(2) {
			at := 8 + random.IntN(len(b)-8)
			if random.IntN(2) == 0 {
				b[at] = telling[random.IntN(len(telling))]
			} else {
				b[at] = byte(random.Uint32())
			}
		}
		damaged[i] = b
	}
	return damaged
}
