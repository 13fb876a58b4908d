package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestRuntimeAPI plays a runtime that doubles every event.
func TestRuntimeAPI(t *testing.T) {
	api, err := newRuntimeAPI()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = api.close() }()
	go runtimeLoop("http://" + api.address() + "/2018-06-01/runtime/")
	for range 3 {
		got, err := api.invoke("ab", "abab")
		if err != nil {
			t.Fatal(err)
		}
		if got.serve <= 0 || got.cycle < got.serve {
			t.Errorf("times %+v", got)
		}
	}
	if _, err := api.invoke("ab", "wrong"); err == nil || !strings.Contains(err.Error(), "abab") {
		t.Errorf("a wrong answer passed: %v", err)
	}
}

// runtimeLoop ends when the API is closed.
func runtimeLoop(base string) {
	for {
		next, err := http.Get(base + "invocation/next")
		if err != nil {
			return
		}
		event, err := io.ReadAll(next.Body)
		if err != nil {
			return
		}
		id := next.Header.Get("Lambda-Runtime-Aws-Request-Id")
		if _, err := http.Post(base+"invocation/"+id+"/response", "", strings.NewReader(string(event)+string(event))); err != nil {
			return
		}
	}
}
