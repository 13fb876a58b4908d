/* A command as an action: log lines, the parameters back, and what an action has around it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  static char in[4096];
  size_t n = fread(in, 1, sizeof in - 1, stdin);
  in[n] = 0;
  const char *mode = getenv("MODE");
  puts("a line of log");
  if (mode && !strcmp(mode, "fail")) {
    puts("{\"not\":\"a result\"}");
    return 3;
  }
  if (mode && !strcmp(mode, "silent")) return 0;
  if (mode && !strcmp(mode, "many")) {
    puts("{\"first\":1}");
    puts("between");
    puts("[1,2]");
    puts("after");
    return 0;
  }
  fprintf(stderr, "to stderr\n");
  printf("{\"stdin\":%s,\"argument\":%s,\"same\":%s}", in, argv[argc - 1], strcmp(in, argv[argc - 1]) ? "false" : "true");
  return 0;
}
