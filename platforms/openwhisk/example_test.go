package openwhisk_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"

	"github.com/wasmglue/wasmglue/jshost"
	"github.com/wasmglue/wasmglue/platforms/openwhisk"
)

// A container serves one action: /init brings its code, /run calls it.
func ExampleServer() {
	base := func() jshost.Config { return jshost.NewConfig() } // nothing granted: plain code needs no files
	server := openwhisk.NewServer(openwhisk.NewConfig(base).WithEnviron(nil).WithOutput(os.Stdout, io.Discard))
	defer server.Close()
	front := httptest.NewServer(server)
	defer front.Close()

	post := func(path, body string) {
		resp, err := http.Post(front.URL+path, "application/json", strings.NewReader(body))
		if err != nil {
			fmt.Println(err)
			return
		}
		defer resp.Body.Close()
		answer, _ := io.ReadAll(resp.Body)
		fmt.Println(resp.StatusCode, string(answer))
	}
	post("/init", `{"value": {"name": "hello", "main": "main", "binary": false,
		"code": "function main({ name = 'stranger' }) { console.log('asked by', name); return { greeting: 'Hello ' + name } }"}}`)
	post("/run", `{"value": {"name": "Ada"}, "activation_id": "1"}`)
	post("/run", `{"value": "no object"}`)
	// Output:
	// 200 {"OK":true}
	// asked by Ada
	// XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX
	// 200 {"greeting":"Hello Ada"}
	// 403 {"error":"Internal system error: the argument must be a dictionary but has type 'string'."}
}

// Behind the proxy of openwhisk-runtime-go an action reads requests from its standard input, a line each, and answers on file descriptor 3.
func ExampleRunLoop() {
	dir, err := os.MkdirTemp("", "example-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(dir+"/index.js", []byte(`exports.main = async ({ a, b }) => ({ sum: a + b })`), 0o600); err != nil {
		fmt.Println(err)
		return
	}
	cfg := openwhisk.NewConfig(func() jshost.Config { return jshost.NewConfig().WithOSFiles() }).WithEnviron([]string{"__OW_WAIT_FOR_ACK=1"})
	err = openwhisk.RunLoop(context.Background(), cfg, openwhisk.Loop{Path: dir, In: strings.NewReader(`{"value":{"a":20,"b":22}}` + "\n"), Out: os.Stdout})
	fmt.Println(err)
	// Output:
	// {"ok":true}
	// {"sum":42}
	// <nil>
}
