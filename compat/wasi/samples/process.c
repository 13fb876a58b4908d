// Arguments, environment, standard streams and exit codes. The first argument says what to do.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

static int echo(void) {
  char line[256];
  int n = 0;
  while (fgets(line, sizeof line, stdin)) printf("%d: %s", ++n, line);
  return 0;
}

int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "args";
  if (!strcmp(what, "args")) {
    for (int i = 1; i < argc; i++) printf("%d [%s]\n", i, argv[i]);
  } else if (!strcmp(what, "env")) {
    for (char **e = environ; *e; e++) puts(*e);
  } else if (!strcmp(what, "echo")) {
    return echo();
  } else if (!strcmp(what, "exit")) {
    puts("before");
    exit(atoi(argv[2]));
  } else if (!strcmp(what, "abort")) {
    puts("before");
    fflush(stdout);
    abort();
  } else if (!strcmp(what, "stderr")) {
    fputs("to stderr\n", stderr);
    puts("to stdout");
  } else if (!strcmp(what, "tty")) {
    printf("%d %d %d\n", isatty(0), isatty(1), isatty(2));
  } else if (!strcmp(what, "unbuffered")) {
    for (int i = 0; i < 3; i++) write(1, &"ab\n"[i == 1], 3 - (i == 1));
    write(1, "no newline at the end", 21);
  }
  return 0;
}
