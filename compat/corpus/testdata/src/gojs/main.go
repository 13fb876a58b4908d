package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sort"
	"strings"
)

func main() {
	fmt.Println("args", os.Args[1:])
	fmt.Println("env", os.Getenv("FOO"))
	b, err := os.ReadFile("in.txt")
	fmt.Println(strings.TrimSpace(string(b)), err)
	_, err = os.ReadFile("missing.txt")
	fmt.Println(err, errors.Is(err, fs.ErrNotExist))
	os.WriteFile(os.TempDir()+"/gojs-out.txt", []byte("héllo"), 0o644)
	st, _ := os.Stat(os.TempDir() + "/gojs-out.txt")
	fmt.Println(st.Size(), st.Name())
	os.Remove(os.TempDir() + "/gojs-out.txt")
	es, _ := os.ReadDir("dir")
	for _, e := range es {
		fmt.Println(e.Name(), e.IsDir())
	}
	m := map[string]int{"z": 1, "é": 2}
	j, _ := json.Marshal(m)
	fmt.Println(string(j))
	ks := []string{}
	for k := range m {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	ch := make(chan int)
	go func() {
		for i := 0; i < 3; i++ {
			ch <- i * i
		}
		close(ch)
	}()
	for v := range ch {
		fmt.Print(v, " ")
	}
	fmt.Println()
	fmt.Fprintln(os.Stderr, "to stderr")
	defer func() { fmt.Println("recovered", recover() != nil); os.Exit(3) }()
	var p *int
	_ = *p
}
