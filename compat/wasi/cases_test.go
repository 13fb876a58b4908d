package wasi

// testCase is one run of a sample.
type testCase struct {
	name    string
	program string
	args    []string
	env     []string
	stdin   string
	tree    tree
	// nodeIsWrong says why the expectation is not node's; nodeHangs that node does not even end.
	nodeIsWrong string
	nodeHangs   bool
}

// tree is what the directory mounted as / holds: files, directories (with a slash at the end) and links ("->" and the target as content).
type tree map[string]string

var cases = []testCase{
	{name: "args", program: "process", args: []string{"args", "", "two words", "ünï", `"quoted"`}},
	{name: "env", program: "process", args: []string{"env"}, env: []string{"A=1", "EMPTY=", "WITH=a=b", "ÜML=äut"}},
	{name: "echo", program: "process", args: []string{"echo"}, stdin: "first\nsecond\n\nlast without end"},
	{name: "echo-nothing", program: "process", args: []string{"echo"}},
	{name: "exit-0", program: "process", args: []string{"exit", "0"}},
	{name: "exit-3", program: "process", args: []string{"exit", "3"}},
	{name: "exit-255", program: "process", args: []string{"exit", "255"}},
	{name: "abort", program: "process", args: []string{"abort"}},
	{name: "stderr", program: "process", args: []string{"stderr"}},
	{name: "tty", program: "process", args: []string{"tty"}},
	{name: "unbuffered", program: "process", args: []string{"unbuffered"}},
	{name: "files", program: "files", tree: tree{}, nodeIsWrong: "it cuts times to whole seconds"},
	{name: "escape", program: "escape", tree: tree{"root/file": "file", "root/dir/": "", "outside/secret": "secret", "root/out": "->../outside",
		"root/absolute": "->/etc", "root/up": "->..", "root/inside": "->dir/../file", "root/dirlink": "->dir",
		"root/deep": "->dir/deeper/../../../outside"},
		nodeIsWrong: `links lead out of the directory, ".." in it is the directory itself, and dots are taken away before links are followed`},
	{name: "descriptors", program: "descriptors", tree: tree{"file": "content", "dir/": "", "a": "", "b": "", "c": "", "d": ""},
		nodeIsWrong: "it waits for a lock of its own once a renumbered descriptor was closed", nodeHangs: true},
	{name: "poll", program: "poll", nodeIsWrong: "it reports no event for a descriptor that is not open"},
	{name: "trap-unreachable", program: "traps", stdin: "u"},
	{name: "trap-memory", program: "traps", stdin: "m"},
	{name: "trap-divide", program: "traps", stdin: "d"},
	{name: "trap-float", program: "traps", stdin: "f"},
	{name: "trap-call", program: "traps", stdin: "c"},
	{name: "trap-stack", program: "traps", stdin: "s"},
	{name: "exit-42", program: "traps", stdin: "e"},
	{name: "exit-300", program: "traps", stdin: "E"},
	{name: "return", program: "traps", stdin: "r"},
}
