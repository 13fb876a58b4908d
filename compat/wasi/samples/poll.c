// Clocks and waiting.
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>

static void wait_both(void) {
  __wasi_subscription_t subs[3];
  __wasi_event_t events[3];
  __wasi_size_t n = 0;
  memset(subs, 0, sizeof subs);
  subs[0].userdata = 7;
  subs[0].u.tag = __WASI_EVENTTYPE_CLOCK;
  subs[0].u.u.clock.id = __WASI_CLOCKID_MONOTONIC;
  subs[0].u.u.clock.timeout = 3600ull * 1000000000;
  subs[1].userdata = 8;
  subs[1].u.tag = __WASI_EVENTTYPE_CLOCK;
  subs[1].u.u.clock.id = __WASI_CLOCKID_MONOTONIC;
  subs[1].u.u.clock.timeout = 5000000;
  int e = __wasi_poll_oneoff(subs, events, 2, &n);
  printf("%d: %d event, userdata %d, type %d, error %d\n", e, (int)n, (int)events[0].userdata, events[0].type, events[0].error);
  subs[0].u.tag = __WASI_EVENTTYPE_FD_READ;
  subs[0].u.u.fd_read.file_descriptor = 99;
  e = __wasi_poll_oneoff(subs, events, 1, &n);
  printf("%d: %d event, userdata %d, type %d, error %d\n", e, (int)n, (int)events[0].userdata, events[0].type, events[0].error);
}

int main(void) {
  struct timespec a, b, d = {0, 20000000};
  clock_gettime(CLOCK_MONOTONIC, &a);
  printf("sleep %d\n", nanosleep(&d, NULL));
  clock_gettime(CLOCK_MONOTONIC, &b);
  long long passed = (b.tv_sec - a.tv_sec) * 1000000000ll + b.tv_nsec - a.tv_nsec;
  printf("slept long enough %d\n", passed >= 20000000);
  clock_gettime(CLOCK_REALTIME, &a);
  printf("after 2024 %d\n", a.tv_sec > 1704067200);
  clock_getres(CLOCK_MONOTONIC, &a);
  printf("resolution at most a millisecond %d\n", a.tv_sec == 0 && a.tv_nsec > 0 && a.tv_nsec <= 1000000);
  wait_both();
  unsigned char r[64] = {0};
  int zero = 0;
  getentropy(r, sizeof r);
  for (int i = 0; i < 64; i++) zero += r[i] == 0;
  printf("random %d\n", zero < 16);
}
