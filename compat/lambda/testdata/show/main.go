// Command show is a function as a WASI program: it answers with its environment and with a file of its own, read by three paths.
package main

import (
	"encoding/json"
	"os"
	"strings"
)

func main() {
	answer := struct {
		Env  map[string]string
		Data []string
	}{Env: map[string]string{}}
	for _, pair := range os.Environ() {
		name, value, _ := strings.Cut(pair, "=")
		answer.Env[name] = value
	}
	for _, name := range []string{"data.txt", "/data.txt", os.Getenv("LAMBDA_TASK_ROOT") + "/data.txt"} {
		text, err := os.ReadFile(name)
		if err != nil {
			text = []byte(err.Error())
		}
		answer.Data = append(answer.Data, string(text))
	}
	if err := os.WriteFile("/tmp/"+answer.Env["LAMBDA_RUNTIME_AWS_REQUEST_ID"], nil, 0o600); err != nil {
		answer.Data = append(answer.Data, err.Error())
	}
	_ = os.Remove("/tmp/" + answer.Env["LAMBDA_RUNTIME_AWS_REQUEST_ID"])
	_ = json.NewEncoder(os.Stdout).Encode(answer)
}
