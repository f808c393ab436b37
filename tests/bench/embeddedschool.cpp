#include "backend/backend.h"

#include <QCoreApplication>

#include <cstdio>

/// A school as the studio has it inside, for tests/bench/busy.mjs: prints its address and the owner's token on a line of
/// its own, and ends when its input does. Argument: the data folder.
int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    Backend::Options options;
    options.dataFolder = QCoreApplication::arguments().value(1);
    options.http.port = 0;
    options.embedded = true;
    options.requestsPerMinute = 0;
    const auto school = Backend::open(options);
    if (!school || !(*school)->listen()) {
        std::fprintf(stderr, "The school does not start.\n");
        return 1;
    }
    std::printf("%s %s\n", qPrintable((*school)->url()), (*school)->ownerToken().constData());
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return 0;
}
