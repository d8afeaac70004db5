// What a process asks of the files below one folder, counted over all its threads, and stopped, failed
// or recorded at a place: loaded before the C library (LD_PRELOAD), so it is the program itself that is
// tried, as it was built.
//
//   TORTURE_ROOT   the folder; what lies elsewhere, sockets and terminals are passed on
//   TORTURE_KINDS  which calls count, of w (write) s (sync) r (rename, link) t (truncate) u (unlink);
//                  all unless given
//   TORTURE_AT     the call, from 1
//   TORTURE_DO     kill   SIGKILL in its place
//                  torn   half of a write, then SIGKILL
//                  EIO, ENOSPC   the call fails, once
//                  nothing: it only counts
//   TORTURE_TRACE  a file to which one line is added for each call that counts
//   TORTURE_RECORD a file to which every change and sync is added, with its bytes, in the order in
//                  which they happened, over all processes that name it; also what goes to standard
//                  output: that is what was acknowledged
//
// SQLite's shared memory (-shm) is no part of it: after a crash it is made anew. Nor is what a machine
// remembers of its signatures (certs/memory, see alliance.py): it stands on no disk.

#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *root;
static size_t root_length;
static const char *kinds = "wsrtu";
static long at;
static enum { COUNT, KILL, TORN, FAIL } action = COUNT;
static int failure;
static int trace_file = -1, record_file = -1;
static atomic_long calls;
static pthread_mutex_t recording = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
    root = getenv("TORTURE_ROOT");
    if (root == NULL) return;
    root_length = strlen(root);
    const char *text = getenv("TORTURE_KINDS");
    if (text != NULL) kinds = text;
    text = getenv("TORTURE_AT");
    if (text != NULL) at = atol(text);
    text = getenv("TORTURE_DO");
    if (text != NULL) {
        if (strcmp(text, "kill") == 0) action = KILL;
        if (strcmp(text, "torn") == 0) action = TORN;
        if (strcmp(text, "EIO") == 0) action = FAIL, failure = EIO;
        if (strcmp(text, "ENOSPC") == 0) action = FAIL, failure = ENOSPC;
    }
    int flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC;
    text = getenv("TORTURE_TRACE");
    if (text != NULL) trace_file = (int)syscall(SYS_openat, AT_FDCWD, text, flags, 0600);
    text = getenv("TORTURE_RECORD");
    if (text != NULL) record_file = (int)syscall(SYS_openat, AT_FDCWD, text, flags, 0600);
}

static int is_ours(const char *path) {
    if (root == NULL || strncmp(path, root, root_length) != 0) return 0;
    size_t length = strlen(path);
    return (path[root_length] == '/' || path[root_length] == 0)
        && !(length > 4 && strcmp(path + length - 4, "-shm") == 0)
        && strstr(path + root_length, "/certs/memory") == NULL;
}

// The path of an open file, as it is called now.
static int path_of(int file, char *path) {
    if (root == NULL || file <= STDERR_FILENO) return 0;
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_ours(path);
}

// A path that was given, from the top.
static int absolute(int folder, const char *name, char *path) {
    if (root == NULL) return 0;
    char base[PATH_MAX] = "";
    if (name[0] != '/') {
        if (folder == AT_FDCWD) {
            if (getcwd(base, sizeof base) == NULL) return 0;
        } else {
            char link[40];
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            ssize_t length = readlink(link, base, sizeof base - 1);
            if (length <= 0) return 0;
            base[length] = 0;
        }
        strcat(base, "/");
    }
    if (snprintf(path, PATH_MAX, "%s%s", base, name) >= PATH_MAX) return 0;
    return is_ours(path);
}

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

// Counts a call. Returns what it is to do: COUNT for going on.
static int counted(char kind, const char *path, size_t bytes) {
    if (strchr(kinds, kind) == NULL) return COUNT;
    long number = atomic_fetch_add(&calls, 1) + 1;
    if (trace_file >= 0) {
        char line[PATH_MAX + 80];
        int length = snprintf(
            line, sizeof line, "%ld %c %zu %s\n", number, kind, bytes, path + root_length);
        syscall(SYS_write, trace_file, line, (size_t)length);
    }
    if (number != at) return COUNT;
    if (action == KILL || (action == TORN && kind != 'w')) die();
    return action;
}

// MARK: Recording

static void enter(void) {
    if (record_file < 0) return;
    pthread_mutex_lock(&recording);
    flock(record_file, LOCK_EX);
}

// Kind, lengths of the two names and of the bytes, offset; then names and bytes.
static void record(
    char kind, const char *path, const char *other, uint64_t offset, const void *bytes,
    uint64_t count
) {
    if (record_file < 0) return;
    int kept = errno;
    struct __attribute__((packed)) {
        char kind;
        uint16_t path_length, other_length;
        uint64_t offset, count;
    } head = {kind, (uint16_t)strlen(path), (uint16_t)strlen(other), offset, count};
    struct iovec parts[4] = {
        {&head, sizeof head}, {(void *)path, head.path_length}, {(void *)other, head.other_length},
        {(void *)bytes, bytes == NULL ? 0 : count}};
    syscall(SYS_writev, record_file, parts, 4);
    errno = kept;
}

static void leave(void) {
    if (record_file < 0) return;
    int kept = errno;
    flock(record_file, LOCK_UN);
    pthread_mutex_unlock(&recording);
    errno = kept;
}

// MARK: Writing

static ssize_t put(int file, const void *bytes, size_t count, off_t offset) {
    return offset < 0 ? syscall(SYS_write, file, bytes, count)
                      : syscall(SYS_pwrite64, file, bytes, count, offset);
}

static ssize_t written(int file, const void *bytes, size_t count, off_t offset) {
    char path[PATH_MAX];
    if (file == STDOUT_FILENO && record_file >= 0) {
        enter();
        record('A', "", "", 0, bytes, count);
        leave();
    }
    if (!path_of(file, path)) return put(file, bytes, count, offset);
    int what = counted('w', path, count);
    if (what == FAIL) {
        errno = failure;
        return -1;
    }
    if (what == TORN) {
        put(file, bytes, count / 2, offset);
        die();
    }
    enter();
    off_t start = offset;
    if (start < 0) {
        int flags = (int)syscall(SYS_fcntl, file, F_GETFL);
        start = lseek(file, 0, flags & O_APPEND ? SEEK_END : SEEK_CUR);
    }
    ssize_t done = put(file, bytes, count, offset);
    if (done > 0) record('W', path, "", (uint64_t)start, bytes, (uint64_t)done);
    leave();
    return done;
}

ssize_t write(int file, const void *bytes, size_t count) { return written(file, bytes, count, -1); }

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
    return written(file, bytes, count, offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
    return written(file, bytes, count, offset);
}

// MARK: Syncing

static int synced(int file, long call) {
    char path[PATH_MAX];
    if (!path_of(file, path)) return (int)syscall(call, file);
    if (counted('s', path, 0) == FAIL) {
        enter();
        record('F', path, "", 0, NULL, 0);
        leave();
        errno = failure;
        return -1;
    }
    enter();
    int code = (int)syscall(call, file);
    if (code == 0) record('S', path, "", 0, NULL, 0);
    leave();
    return code;
}

int fsync(int file) { return synced(file, SYS_fsync); }

int fdatasync(int file) { return synced(file, SYS_fdatasync); }

// MARK: Size and names

static int truncated(int file, off_t size) {
    char path[PATH_MAX];
    if (!path_of(file, path)) return (int)syscall(SYS_ftruncate, file, size);
    if (counted('t', path, (size_t)size) == FAIL) {
        errno = failure;
        return -1;
    }
    enter();
    int code = (int)syscall(SYS_ftruncate, file, size);
    if (code == 0) record('T', path, "", (uint64_t)size, NULL, 0);
    leave();
    return code;
}

int ftruncate(int file, off_t size) { return truncated(file, size); }

int ftruncate64(int file, off64_t size) { return truncated(file, size); }

static int renamed(int from, const char *old, int to, const char *new, unsigned flags) {
    char path[PATH_MAX], other[PATH_MAX];
    if (!absolute(from, old, path) || !absolute(to, new, other))
        return (int)syscall(SYS_renameat2, from, old, to, new, flags);
    if (counted('r', other, 0) == FAIL) {
        errno = failure;
        return -1;
    }
    enter();
    int code = (int)syscall(SYS_renameat2, from, old, to, new, flags);
    if (code == 0) record('R', path, other, 0, NULL, 0);
    leave();
    return code;
}

int rename(const char *old, const char *new) { return renamed(AT_FDCWD, old, AT_FDCWD, new, 0); }

int renameat(int from, const char *old, int to, const char *new) {
    return renamed(from, old, to, new, 0);
}

int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    return renamed(from, old, to, new, flags);
}

static int linked(int from, const char *old, int to, const char *new, int flags) {
    char path[PATH_MAX], other[PATH_MAX];
    if (!absolute(from, old, path) || !absolute(to, new, other))
        return (int)syscall(SYS_linkat, from, old, to, new, flags);
    if (counted('r', other, 0) == FAIL) {
        errno = failure;
        return -1;
    }
    enter();
    int code = (int)syscall(SYS_linkat, from, old, to, new, flags);
    if (code == 0) record('L', path, other, 0, NULL, 0);
    leave();
    return code;
}

int link(const char *old, const char *new) { return linked(AT_FDCWD, old, AT_FDCWD, new, 0); }

int linkat(int from, const char *old, int to, const char *new, int flags) {
    return linked(from, old, to, new, flags);
}

static int unlinked(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    if (!absolute(folder, name, path)) return (int)syscall(SYS_unlinkat, folder, name, flags);
    if (counted('u', path, 0) == FAIL) {
        errno = failure;
        return -1;
    }
    enter();
    int code = (int)syscall(SYS_unlinkat, folder, name, flags);
    if (code == 0) record('U', path, "", 0, NULL, 0);
    leave();
    return code;
}

int unlink(const char *name) { return unlinked(AT_FDCWD, name, 0); }

int unlinkat(int folder, const char *name, int flags) { return unlinked(folder, name, flags); }

// MARK: New files

static int opened(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    int is_new = 0;
    if ((flags & (O_CREAT | O_TRUNC)) && record_file >= 0 && absolute(folder, name, path)) {
        enter();
        is_new = syscall(SYS_faccessat, folder, name, F_OK) != 0;
        int file = (int)syscall(SYS_openat, folder, name, flags, mode);
        if (file >= 0 && is_new) record('C', path, "", 0, NULL, 0);
        if (file >= 0 && !is_new && (flags & O_TRUNC)) record('T', path, "", 0, NULL, 0);
        leave();
        return file;
    }
    return (int)syscall(SYS_openat, folder, name, flags, mode);
}

#define OPENED(folder)                                                                             \
    mode_t mode = 0;                                                                               \
    if (flags & (O_CREAT | O_TMPFILE)) {                                                           \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode = va_arg(rest, mode_t);                                                               \
        va_end(rest);                                                                              \
    }                                                                                              \
    return opened(folder, name, flags, mode);

int open(const char *name, int flags, ...) { OPENED(AT_FDCWD) }

int open64(const char *name, int flags, ...) { OPENED(AT_FDCWD) }

int openat(int folder, const char *name, int flags, ...) { OPENED(folder) }

int openat64(int folder, const char *name, int flags, ...) { OPENED(folder) }
