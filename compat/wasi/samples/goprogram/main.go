// Command goprogram does what a Go program does with its system: compiled for wasip1 it shows that the interface carries Go's runtime.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

func main() {
	fmt.Println(os.Args[1:], os.Getenv("NAME"))
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fmt.Println("line", lines.Text())
	}
	if err := files("/work"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	goroutines()
	os.Exit(7)
}

func files(root string) error {
	dir := filepath.Join(root, "a", "b")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	name := filepath.Join(dir, "file")
	if err := os.WriteFile(name, []byte("one\ntwo\n"), 0o644); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_RDWR|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, _ = io.WriteString(f, "three\n")
	if err := f.Close(); err != nil {
		return err
	}
	when := time.Unix(1_600_000_000, 123456789)
	if err := os.Chtimes(name, when, when); err != nil {
		return err
	}
	if err := os.Symlink("file", filepath.Join(dir, "link")); err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(root, "a", "b"), filepath.Join(root, "c")); err != nil {
		return err
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Println(path, d.Type(), d.IsDir() || info.Size() > 0)
		return nil
	})
	if err != nil {
		return err
	}
	data, err := os.ReadFile(filepath.Join(root, "c", "link"))
	info, _ := os.Stat(filepath.Join(root, "c", "file"))
	fmt.Printf("%q %v %v\n", data, err, info.ModTime().UTC().UnixNano())
	_, err = os.ReadFile("/work/../etc/passwd")
	fmt.Println("outside", err != nil)
	_, err = os.Open("/work/none")
	fmt.Println(errors.Is(err, fs.ErrNotExist))
	return os.RemoveAll(filepath.Join(root, "c"))
}

func goroutines() {
	var wg sync.WaitGroup
	results := make(chan int, 10)
	for i := range 10 {
		wg.Go(func() {
			time.Sleep(time.Duration(10-i) * time.Millisecond)
			results <- i
		})
	}
	wg.Wait()
	close(results)
	sum := 0
	for r := range results {
		sum += r
	}
	fmt.Println("sum", sum)
}
