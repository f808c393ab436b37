// Faults of the disk at a chosen call, for a program that knows nothing of it: preloaded (LD_PRELOAD), it stands between
// SQLite and the system. Nothing happens until the file named by COURSEWRIGHT_DISKFAULT is there; it holds one line
//
//   <action> <call> <suffix> <count>
//
//   call    write | sync, of files whose path ends in <suffix>
//   count   which of these calls since the line was first seen; from 1
//   action  kill-before | kill-after   ends the program as kill -9 does, before or after that call
//           tear                       half of the bytes are written, then the program is killed
//           full | broken              this call and all later ones fail with ENOSPC or EIO, until the line is gone
//
// Linux. Thread: any. No allocation: it runs inside of system calls.

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

enum class Call { Write, Sync };
enum class Act { Pass, KillAfter, Tear, Full, Broken };

std::atomic<int> seen{0};  // matching calls since the fault was armed

template<class F>
F *next(const char *name)
{
    return reinterpret_cast<F *>(dlsym(RTLD_NEXT, name));
}

struct Order {
    char action[16] = "";
    char call[8] = "";
    char suffix[64] = "";
    int count = 0;
};

bool readOrder(Order &order)
{
    static const char *const file = getenv("COURSEWRIGHT_DISKFAULT");
    if (!file)
        return false;
    const int fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    char line[128] = "";
    const ssize_t size = read(fd, line, sizeof(line) - 1);
    close(fd);
    return size > 0 && std::sscanf(line, "%15s %7s %63s %d", order.action, order.call, order.suffix, &order.count) == 4;
}

bool isOf(int fd, const char *suffix)
{
    char link[64];
    char path[512];
    std::snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    const ssize_t size = readlink(link, path, sizeof(path));
    const auto length = ssize_t(std::strlen(suffix));
    return size >= length && std::memcmp(path + size - length, suffix, size_t(length)) == 0;
}

[[noreturn]] void die()
{
    raise(SIGKILL);
    std::abort();
}

Act decide(int fd, Call call)
{
    const int error = errno;
    Order order;
    const bool armed = readOrder(order);
    if (!armed)
        seen = 0;
    const bool isCall = armed && std::strcmp(order.call, call == Call::Write ? "write" : "sync") == 0;
    const bool matches = isCall && isOf(fd, order.suffix);
    errno = error;
    if (!matches)
        return Act::Pass;
    const int number = ++seen;
    if (number < order.count)
        return Act::Pass;
    if (std::strcmp(order.action, "full") == 0)
        return Act::Full;
    if (std::strcmp(order.action, "broken") == 0)
        return Act::Broken;
    if (number > order.count)
        return Act::Pass;
    if (std::strcmp(order.action, "kill-before") == 0)
        die();
    return std::strcmp(order.action, "tear") == 0 ? Act::Tear : Act::KillAfter;
}

/// The call that `real(size)` makes, with its fault.
template<class Real>
ssize_t faulty(int fd, Call call, size_t size, Real real)
{
    switch (decide(fd, call)) {
    case Act::Pass: return real(size);
    case Act::KillAfter: (void)real(size); die();
    case Act::Tear: (void)real(size / 2); die();
    case Act::Full: errno = ENOSPC; return -1;
    case Act::Broken: errno = EIO; return -1;
    }
    return -1;
}

}  // namespace

extern "C" {

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at)
{
    static const auto real = next<ssize_t(int, const void *, size_t, off64_t)>("pwrite64");
    return faulty(fd, Call::Write, size, [&](size_t part) { return real(fd, bytes, part, at); });
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at)
{
    static const auto real = next<ssize_t(int, const void *, size_t, off_t)>("pwrite");
    return faulty(fd, Call::Write, size, [&](size_t part) { return real(fd, bytes, part, at); });
}

int fdatasync(int fd)
{
    static const auto real = next<int(int)>("fdatasync");
    return int(faulty(fd, Call::Sync, 0, [&](size_t) { return ssize_t(real(fd)); }));
}

int fsync(int fd)
{
    static const auto real = next<int(int)>("fsync");
    return int(faulty(fd, Call::Sync, 0, [&](size_t) { return ssize_t(real(fd)); }));
}
}
