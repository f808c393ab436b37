#include "backend/jobs/backgroundthread.h"

#include "backend/transcode/childprocess.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <unistd.h>
#endif
#ifdef Q_OS_MACOS
#include <pthread/qos.h>
#endif
#ifdef Q_OS_WIN
#include <windows.h>
#endif

namespace jobs {

void runInBackground()
{
#if defined(Q_OS_LINUX)
    // On Linux the niceness belongs to a thread, whatever POSIX says; the disk's queue follows it.
    if (const int niceness = transcode::backgroundNiceness(); niceness > 0)
        (void)setpriority(PRIO_PROCESS, id_t(gettid()), niceness);
#elif defined(Q_OS_MACOS)
    (void)pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0);
#elif defined(Q_OS_WIN)
    SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_BELOW_NORMAL);
#endif
}

}  // namespace jobs
