// Files and directories as wasi-libc has them. Runs in an empty directory that is mounted as /.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void check(const char *what, int result) {
  if (result < 0)
    printf("%s: %s\n", what, strerror(errno));
  else
    printf("%s: ok\n", what);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char **)a, *(char **)b); }

static void list(const char *name) {
  char *names[64];
  int n = 0;
  DIR *d = opendir(name);
  if (!d) {
    check("opendir", -1);
    return;
  }
  for (struct dirent *e; (e = readdir(d));) {
    if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
    char *s = malloc(strlen(e->d_name) + 8);
    sprintf(s, "%s %s", e->d_name, e->d_type == DT_DIR ? "dir" : e->d_type == DT_LNK ? "link" : "file");
    names[n++] = s;
  }
  closedir(d);
  qsort(names, n, sizeof *names, by_name);
  printf("%s:", name);
  for (int i = 0; i < n; i++) printf(" %s,", names[i]);
  puts("");
}

static void show(const char *name) {
  char buf[64];
  int fd = open(name, O_RDONLY);
  if (fd < 0) {
    check(name, -1);
    return;
  }
  int n = read(fd, buf, sizeof buf);
  printf("%s = %.*s|\n", name, n, buf);
  close(fd);
}

static void content(void) {
  int fd = open("/a", O_CREAT | O_RDWR | O_EXCL, 0666);
  check("create", fd);
  check("write", write(fd, "hello world", 11));
  printf("seek %lld\n", lseek(fd, -5, SEEK_END));
  check("overwrite", write(fd, "WASI!", 5));
  printf("tell %lld\n", lseek(fd, 0, SEEK_CUR));
  check("pwrite", pwrite(fd, "J", 1, 0));
  char c[3] = {0};
  check("pread", pread(fd, c, 2, 0));
  printf("%s, tell %lld\n", c, lseek(fd, 0, SEEK_CUR));
  check("before the start", lseek(fd, -1, SEEK_SET));
  check("truncate", ftruncate(fd, 5));
  check("extend", ftruncate(fd, 7));
  struct stat st;
  check("fstat", fstat(fd, &st));
  printf("size %lld, links %d, regular %d\n", st.st_size, (int)st.st_nlink, S_ISREG(st.st_mode));
  check("sync", fsync(fd));
  check("close", close(fd));
  check("close again", close(fd));
  check("create existing", open("/a", O_CREAT | O_EXCL | O_RDWR, 0666));
  fd = open("/a", O_WRONLY | O_APPEND);
  check("append", write(fd, "++", 2));
  check("read write-only", read(fd, c, 1));
  close(fd);
  fd = open("/a", O_RDONLY);
  check("write read-only", write(fd, "x", 1));
  close(fd);
  check("open for truncation", open("/a", O_TRUNC | O_WRONLY));
  show("/a");
}

static void times(void) {
  struct timespec t[2] = {{1000000000, 123456789}, {1500000000, 987654321}};
  check("utimens", utimensat(AT_FDCWD, "/a", t, 0));
  struct stat st;
  stat("/a", &st);
  printf("%lld.%09ld %lld.%09ld\n", st.st_atim.tv_sec, st.st_atim.tv_nsec, st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
  int fd = open("/a", O_RDWR);
  t[0].tv_nsec = UTIME_OMIT;
  t[1].tv_sec = 7;
  check("futimens", futimens(fd, t));
  fstat(fd, &st);
  printf("%lld.%09ld %lld.%09ld\n", st.st_atim.tv_sec, st.st_atim.tv_nsec, st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
  close(fd);
}

static void directories(void) {
  check("mkdir", mkdir("/d", 0777));
  check("mkdir again", mkdir("/d", 0777));
  check("mkdir with slash", mkdir("/e/", 0777));
  check("mkdir deep", mkdir("/x/y", 0777));
  check("rename into", rename("/a", "/d/b"));
  check("rename missing", rename("/a", "/b"));
  check("rename file over directory", rename("/d/b", "/e"));
  check("rename directory over directory", rename("/e", "/d/e"));
  check("link", link("/d/b", "/hard"));
  check("symlink", symlink("d/b", "/soft"));
  check("symlink again", symlink("d/b", "/soft"));
  check("dangling", symlink("nowhere", "/dangling"));
  check("loop", symlink("loop", "/loop"));
  list("/");
  list("/d");
  show("/soft");
  check("open dangling", open("/dangling", O_RDONLY));
  check("open loop", open("/loop", O_RDONLY));
  struct stat st;
  check("lstat", lstat("/soft", &st));
  printf("link %d\n", S_ISLNK(st.st_mode));
  char buf[16];
  int n = readlink("/soft", buf, sizeof buf);
  printf("readlink %.*s\n", n, buf);
  check("readlink file", readlink("/hard", buf, sizeof buf));
  check("rmdir full", rmdir("/d"));
  check("rmdir file", rmdir("/hard"));
  check("unlink directory", unlink("/d"));
  check("unlink missing", unlink("/none"));
  check("open directory for writing", open("/d", O_RDWR));
  check("file as directory", open("/hard/x", O_RDONLY));
  check("file with slash", open("/hard/", O_RDONLY));
  check("access", access("/hard", F_OK));
}

int main(void) {
  content();
  times();
  directories();
  const char *names[] = {"/soft", "/dangling", "/loop", "/hard", "/d/b"};
  for (int i = 0; i < 5; i++) check("unlink", unlink(names[i]));
  check("rmdir", rmdir("/d/e"));
  check("rmdir", rmdir("/d"));
  list("/");
}
