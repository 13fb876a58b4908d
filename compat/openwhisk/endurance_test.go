package openwhisk

import (
	"bytes"
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"
)

var runs = flag.Int("runs", 2_000, "activations that TestEndurance asks for")

// residentKB returns a process's resident memory, 0 where the system does not tell.
func residentKB(pid int) int {
	status, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	if field := strings.Fields(rest); len(field) > 0 {
		n, _ := strconv.Atoi(field[0])
		return n
	}
	return 0
}

// Warm activations one after another, one of 400 with 5 MB both ways: every answer is the one to its question, and the process does not grow
// once it has seen the large ones.
func TestEndurance(t *testing.T) {
	const payload, largeEvery = 5 << 20, 400
	c, err := Start(t.Context(), commandLine(t), nil, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Stop()
	initialise(t, c, `let count = 0; function main(p) { return { n: p.n, count: ++count, text: p.text } }`)
	text := strings.Repeat("0123456789abcdef", payload/16)
	settled := 0
	for n := 1; n <= *runs; n++ {
		value := ""
		if n%largeEvery == 0 {
			value = text
		}
		number := strconv.Itoa(n)
		answer := c.Post("/run", `{"value":{"n":`+number+`,"text":"`+value+`"}}`)
		if want := `{"n":` + number + `,"count":` + number + `,"text":"` + value + `"}`; answer.Status != 200 || !bytes.Equal(answer.Body, []byte(want)) {
			t.Fatalf("activation %d: status %d, %d bytes: %.80s", n, answer.Status, len(answer.Body), answer.Body)
		}
		if n == *runs/2 {
			settled = residentKB(c.Pid())
		}
	}
	end := residentKB(c.Pid())
	t.Logf("%d activations: %d KB half way, %d KB at the end", *runs, settled, end)
	const noise = 24 << 10 // where in its cycle the collector is
	if end > settled+settled/4+noise {
		t.Errorf("the process grew from %d KB to %d KB", settled, end)
	}
}
