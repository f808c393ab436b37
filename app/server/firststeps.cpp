#include "app/server/firststeps.h"

#include "app/server/demo.h"
#include "backend/backend.h"

#include <QDir>
#include <QTextStream>

#include <cstdio>
#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace server {

namespace {

bool isTerminal(FILE *file)
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(file)) != 0;
#else
    return isatty(fileno(file)) != 0;
#endif
}

/// As a shell takes it.
QString quoted(const QString &path)
{
    const QString native = QDir::toNativeSeparators(path);
    return native.contains(u' ') ? u'"' + native + u'"' : native;
}

}  // namespace

bool isAtTerminal()
{
    return isTerminal(stdin) && isTerminal(stderr);
}

int offerDemo(const QString &folder)
{
    QTextStream(stderr) << "There is no school in " << QDir::toNativeSeparators(folder)
                        << " yet.\nEnter starts an empty one; d makes the demo school there (films, courses and "
                           "learners, in a minute or two): "
                        << Qt::flush;
    const QString answer = QTextStream(stdin).readLine().trimmed().toLower();
    return answer == "d"_L1 ? makeDemo({folder, {}}) : -1;
}

QString firstSteps(Backend &backend, const QString &program)
{
    if (backend.hasPeople())
        return {};
    const QString folder = quoted(backend.dataFolder());
    return u"\nNobody has an account in this school yet. What to do next:\n"
           "  an administrator    stop this server (Ctrl+C), then\n"
           "                      echo 'a long password' | %1 user add --data %2 --login admin --role admin "
           "--password-stdin\n"
           "  the demo school     %1 demo --data %3\n"
           "                      %1 serve --data %3\n"
           "  the learner page    %4/learn/\n"_s.arg(quoted(program), folder, quoted(backend.dataFolder() + u"-demo"_s),
                                                     backend.url());
}

}  // namespace server
