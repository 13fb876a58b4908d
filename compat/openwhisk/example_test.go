package openwhisk

import (
	"context"
	"fmt"
	"os"
)

// Any container can be held to the contract, by hand as well.
func ExampleStart() {
	binary, err := binaryPath()
	if err != nil {
		fmt.Println(err)
		return
	}
	dir, err := os.MkdirTemp("", "example-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	container, err := Start(context.Background(), []string{binary, "serve", "openwhisk"}, nil, dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer container.Stop()
	init := container.Post("/init", `{"value":{"main":"main","code":"function main(p) { console.log('here'); return { twice: 2 * p.n } }"}}`)
	fmt.Println(init.Status, string(init.Body))
	run := container.Post("/run", `{"value":{"n":21}}`)
	fmt.Println(run.Status, string(run.Body))
	stdout, _ := container.Logs()
	fmt.Print(stdout)
	// Output:
	// 200 {"OK":true}
	// 200 {"twice":42}
	// here
	// XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX
}
