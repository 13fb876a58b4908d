package main

import (
	"fmt"
	"os"
	"strings"
)

func main() {
	fmt.Println("args", os.Args[1:], os.Getenv("FOO"))
	b, err := os.ReadFile("/sandbox/in.txt")
	fmt.Println(strings.TrimSpace(string(b)), err)
	err = os.WriteFile("/sandbox/out.txt", []byte("from go"), 0o644)
	fmt.Println(err)
	es, _ := os.ReadDir("/sandbox")
	for _, e := range es {
		fmt.Println(e.Name(), e.IsDir())
	}
	_, err = os.Stat("/sandbox/nope")
	fmt.Println(err)
	os.Exit(5)
}
