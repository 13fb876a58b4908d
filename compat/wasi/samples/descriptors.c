// What the interface itself answers, below the C library. Runs in a directory that holds the file "file" and the directory "dir".
#include <stdio.h>
#include <string.h>
#include <wasi/api.h>

#define SHOW(call) printf("%-34s %d\n", label, (int)(call))

int main(void) {
  __wasi_fd_t file, dir, fd;
  __wasi_size_t n;
  __wasi_filesize_t at;
  char buf[512];
  __wasi_iovec_t in = {(uint8_t *)buf, 4};
  __wasi_ciovec_t out = {(const uint8_t *)"data", 4};
  const char *label;

#define T(l, call) (label = l, SHOW(call))
  T("open a file", __wasi_path_open(3, 0, "file", 0, __WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_SEEK | __WASI_RIGHTS_FD_WRITE, 0, 0, &file));
  T("open a directory", __wasi_path_open(3, 0, "dir", __WASI_OFLAGS_DIRECTORY, __WASI_RIGHTS_FD_READDIR, 0, 0, &dir));
  T("a file as a directory", __wasi_path_open(3, 0, "file", __WASI_OFLAGS_DIRECTORY, 0, 0, 0, &fd));
  T("create a directory so", __wasi_path_open(3, 0, "new", __WASI_OFLAGS_DIRECTORY | __WASI_OFLAGS_CREAT, 0, 0, 0, &fd));
  T("the empty path", __wasi_path_open(3, 0, "", 0, 0, 0, 0, &fd));
  T("too many rights", __wasi_path_open(3, 0, "file", 0, 1ull << 40, 0, 0, &fd));
  T("read", __wasi_fd_read(file, &in, 1, &n));
  T("read nothing", __wasi_fd_read(file, &in, 0, &n));
  T("read a closed descriptor", __wasi_fd_read(99, &in, 1, &n));
  T("write", __wasi_fd_write(file, &out, 1, &n));
  T("write to standard input", __wasi_fd_write(0, &out, 1, &n));
  T("seek", __wasi_fd_seek(file, 0, __WASI_WHENCE_SET, &at));
  T("seek before the start", __wasi_fd_seek(file, -1, __WASI_WHENCE_SET, &at));
  T("seek from nowhere", __wasi_fd_seek(file, 0, 9, &at));
  T("tell", __wasi_fd_tell(file, &at));
  T("set a flag it has not", __wasi_fd_fdstat_set_flags(file, 1 << 12));
  T("advise", __wasi_fd_advise(file, 0, 0, __WASI_ADVICE_NORMAL));
  T("prestat of a file", __wasi_fd_prestat_get(file, (void *)buf));
  T("prestat", __wasi_fd_prestat_get(3, (void *)buf));
  T("renumber to nothing", __wasi_fd_renumber(file, 77));
  T("renumber", __wasi_fd_renumber(file, dir));
  T("the old number", __wasi_fd_tell(file, &at));
  T("the new number", __wasi_fd_seek(dir, 0, __WASI_WHENCE_SET, &at));
  T("remove rights", __wasi_fd_fdstat_set_rights(dir, __WASI_RIGHTS_FD_SEEK, 0));
  T("add rights", __wasi_fd_fdstat_set_rights(dir, __WASI_RIGHTS_FD_READ, 0));
  T("read without the right", __wasi_fd_read(dir, &in, 1, &n));
  T("seek with the right", __wasi_fd_seek(dir, 0, __WASI_WHENCE_SET, &at));
  T("close", __wasi_fd_close(dir));
  T("the lowest free number", __wasi_path_open(3, 0, "file", 0, 0, 0, 0, &fd));
  printf("%d\n", fd);
  __wasi_timestamp_t t;
  T("a clock that is not", __wasi_clock_time_get(42, 0, &t));
  T("times set twice over", __wasi_path_filestat_set_times(3, 0, "file", 0, 0, __WASI_FSTFLAGS_MTIM | __WASI_FSTFLAGS_MTIM_NOW));
  T("poll for nothing", __wasi_poll_oneoff(NULL, NULL, 0, &n));
  T("shut down a file", __wasi_sock_shutdown(fd, __WASI_SDFLAGS_RD));
  T("shut down nothing", __wasi_sock_shutdown(99, __WASI_SDFLAGS_RD));

  // A listing in pieces is the whole listing.
  int entries = 0, pieces = 0;
  __wasi_dircookie_t cookie = 0;
  for (;; pieces++) {
    if (__wasi_fd_readdir(3, (uint8_t *)buf, 40, cookie, &n) || n == 0) break;
    unsigned off = 0, got = 0;
    while (off + 24 <= n) {
      __wasi_dirent_t e;
      memcpy(&e, buf + off, 24);
      if (off + 24 + e.d_namlen > n) break;
      off += 24 + e.d_namlen;
      cookie = e.d_next;
      got++;
    }
    if (!got) break;
    entries += got;
    if (n < 40) break;
  }
  printf("entries besides . and ..: %d\n", entries - 2);
}
