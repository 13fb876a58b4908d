package main

// benchmarks are all that is measured. The order puts what a user waits for
// first.
func benchmarks(o options) []benchmark {
	const fib20, fib42 = 10946, 433494437
	const perTurn = 50 // warm calls before the other program's turn
	turns := max(1, o.warm/perTurn)
	milliseconds := func(name string) metric { return metric{name, "ms", median} }
	return []benchmark{
		{"invoke fib(20)", o.rounds, []metric{milliseconds("start to end"), milliseconds("CPU")}, invoked(20, fib20)},
		{"openwhisk cold", o.rounds, []metric{
			milliseconds("spawn to listening"),
			milliseconds("spawn to first /run"),
			milliseconds("CPU"),
		}, openWhiskCold},
		{"openwhisk warm", turns, []metric{
			{"/run p50", "ms", median},
			{"/run p99", "ms", percentile(0.99)},
			{"RSS at the end", "MiB", last},
		}, openWhiskWarm(perTurn)},
		{"lambda cold", o.rounds, []metric{milliseconds("spawn to first response"), milliseconds("CPU")}, lambdaCold},
		{"lambda warm", turns, []metric{
			{"serve p50", "ms", median},
			{"serve p99", "ms", percentile(0.99)},
			{"cycle p50", "ms", median},
			{"RSS at the end", "MiB", last},
		}, lambdaWarm(perTurn)},
		{"invoke fib(42)", 3, []metric{milliseconds("start to end"), milliseconds("CPU")}, invoked(42, fib42)},
	}
}
