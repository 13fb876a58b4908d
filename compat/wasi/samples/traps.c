// The ways to end badly. No C library: the first byte of standard input says which.
typedef unsigned char u8;
__attribute__((import_module("wasi_snapshot_preview1"), import_name("fd_read"))) int fd_read(int, void *, int, void *);
__attribute__((import_module("wasi_snapshot_preview1"), import_name("proc_exit"))) _Noreturn void proc_exit(int);

static volatile int zero, minimum = -2147483647 - 1, minus = -1;
static volatile double big = 1e99;
static int (*volatile nowhere)(int);
static volatile int depth;

__attribute__((noinline)) static int dive(int n) { return depth += dive(n + 1) + n; }

__attribute__((export_name("_start"))) void start(void) {
  u8 c = 0, buf[1];
  struct { void *p; int n; } iov = {buf, 1};
  int got;
  fd_read(0, &iov, 1, &got);
  c = buf[0];
  switch (c) {
  case 'u': __builtin_trap();
  case 'm': *(volatile int *)0x7fffffff = 1; break;
  case 'd': zero = 7 / zero; break;
  case 'o': zero = minimum / minus; break;
  case 'f': zero = __builtin_wasm_trunc_s_i32_f64(big); break;
  case 'c': nowhere(1); break;
  case 's': dive(0); break;
  case 'e': proc_exit(42);
  case 'E': proc_exit(300);
  }
}
