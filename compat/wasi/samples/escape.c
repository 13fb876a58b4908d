// Every way out of a directory that we know of. Runs in a directory that holds: file, dir/, and the links out -> ../outside,
// absolute -> /etc, up -> .., inside -> dir/../file, dirlink -> dir, deep -> dir/deeper/../../../outside.
#include <stdio.h>
#include <string.h>
#include <wasi/api.h>

static const char *names[] = {
    "../outside/secret", "..",        "dir/../../outside/secret", "/etc/passwd",    "out/secret",  "out",      "absolute/passwd", "absolute",
    "up/outside/secret", "up",        "./../x",                   "dir/..",         "dir/../file", "inside",   "dirlink/../file", "deep/secret",
    "dir//../file",      "dirlink/",  "dirlink/.",                "file/.",         "file/..",     "file/../dir",
};

static const char *word(int e) {
  switch (e) {
  case 0: return "ok";
  case __WASI_ERRNO_PERM: return "EPERM";
  case __WASI_ERRNO_NOTCAPABLE: return "ENOTCAPABLE";
  case __WASI_ERRNO_NOENT: return "ENOENT";
  case __WASI_ERRNO_NOTDIR: return "ENOTDIR";
  case __WASI_ERRNO_LOOP: return "ELOOP";
  case __WASI_ERRNO_ISDIR: return "EISDIR";
  case __WASI_ERRNO_EXIST: return "EEXIST";
  case __WASI_ERRNO_BADF: return "EBADF";
  case __WASI_ERRNO_INVAL: return "EINVAL";
  }
  static char other[16];
  snprintf(other, sizeof other, "%d", e);
  return other;
}

int main(void) {
  const int root = 3;
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    __wasi_fd_t fd;
    __wasi_filestat_t st;
    int open = __wasi_path_open(root, 1, names[i], 0, __WASI_RIGHTS_FD_READ, 0, 0, &fd);
    if (!open && __wasi_fd_close(fd)) return 1;
    int stat = __wasi_path_filestat_get(root, 1, names[i], &st);
    int create = __wasi_path_open(root, 1, names[i], __WASI_OFLAGS_CREAT | __WASI_OFLAGS_EXCL, __WASI_RIGHTS_FD_WRITE, 0, 0, &fd);
    printf("%-26s open %s", names[i], word(open));
    printf(", stat %s", word(stat));
    printf(", create %s\n", word(create));
  }
  __wasi_fd_t dir, fd;
  if (__wasi_path_open(root, 0, "dir", __WASI_OFLAGS_DIRECTORY, __WASI_RIGHTS_PATH_OPEN, __WASI_RIGHTS_FD_READ, 0, &dir)) return 1;
  printf("out of an opened directory %s\n", word(__wasi_path_open(dir, 1, "../file", 0, __WASI_RIGHTS_FD_READ, 0, 0, &fd)));
  printf("mkdir out %s\n", word(__wasi_path_create_directory(root, "../new")));
  printf("mkdir through a link %s\n", word(__wasi_path_create_directory(root, "out/new")));
  printf("rename out %s\n", word(__wasi_path_rename(root, "file", root, "../stolen")));
  printf("link in %s\n", word(__wasi_path_link(root, 0, "../outside/secret", root, "got")));
  printf("link in through a link %s\n", word(__wasi_path_link(root, 1, "out/secret", root, "got")));
  printf("symlink out %s\n", word(__wasi_path_symlink("x", root, "../new")));
  printf("absolute symlink %s\n", word(__wasi_path_symlink("/etc", root, "new")));
  printf("unlink out %s\n", word(__wasi_path_unlink_file(root, "../outside/secret")));
  printf("unlink through a link %s\n", word(__wasi_path_unlink_file(root, "out/secret")));
  printf("rmdir out %s\n", word(__wasi_path_remove_directory(root, "../outside")));
  printf("times out %s\n", word(__wasi_path_filestat_set_times(root, 1, "out/secret", 0, 0, __WASI_FSTFLAGS_MTIM)));
}
