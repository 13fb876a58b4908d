package v8

import "strings"

// flagWords are the switches of V8's that the command line takes too; of those of "harmony" it takes all. They mean nothing to this engine.
const flagWords = " " +
	"abort-on-uncaught-exception allow-natives-syntax always-opt disable-wasm-trap-handler expose-gc gc-global gc-interval " +
	"huge-max-old-generation-size interpreted-frames-native-stack jitless liftoff lite-mode maglev max-heap-size max-lazy " +
	"max-old-space-size max-semi-space-size min-semi-space-size opt optimize-for-size perf-basic-prof perf-basic-prof-only-functions " +
	"perf-prof perf-prof-unwinding-info predictable predictable-gc-schedule random-seed semi-space-growth-factor single-threaded " +
	"sparkplug stack-size stack-trace-limit stress-compaction trace-deopt trace-gc trace-opt track-heap-objects turbofan " +
	"wasm-lazy-compilation wasm-max-mem-pages wasm-tier-up "

// unknownFlags lists the words of a text that are flags but none that V8 has here. Other words are values.
func unknownFlags(text string) (unknown []string) {
	for word := range strings.FieldsSeq(text) {
		if name, ok := flagName(word); ok && !isFlag(name) && !isFlag(negated(name)) {
			unknown = append(unknown, word)
		}
	}
	return unknown
}

// flagName is the name in a word that begins as a flag, without its value.
func flagName(word string) (name string, ok bool) {
	name, ok = strings.CutPrefix(word, "-")
	name, _, _ = strings.Cut(strings.TrimPrefix(name, "-"), "=")
	return strings.ReplaceAll(name, "_", "-"), ok
}

// negated is the flag that a name with "no" before it turns off.
func negated(name string) string {
	rest, _ := strings.CutPrefix(name, "no")
	return strings.TrimPrefix(rest, "-")
}

func isFlag(name string) bool {
	return name == "harmony" || strings.HasPrefix(name, "harmony-") || strings.Contains(flagWords, " "+name+" ")
}
