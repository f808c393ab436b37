#include "app/server/demo.h"

#include "backend/demo/demoschool.h"

#include <QDir>
#include <QTextStream>

#include <cstdio>

namespace server {

int makeDemo(const DemoOrder &wanted)
{
    demo::Order order;
    order.folder = wanted.folder;
    order.password = wanted.password.isEmpty() ? demo::freshPassword() : wanted.password;
    order.report = [](const demo::Step &step) {
        std::fprintf(stderr, "[%d/%d] %s\n", step.done, step.total, qPrintable(step.what));
        return true;
    };
    if (const auto made = demo::buildSchool(order); !made) {
        QTextStream(stderr) << "coursewright-server: " << made.error().message << Qt::endl;
        return 1;
    }
    std::printf("The demo school is in %s\nlogins: admin, instructor, learner\npassword: %s\n",
                qPrintable(QDir::toNativeSeparators(order.folder)), qPrintable(order.password));
    std::fflush(stdout);
    return 0;
}

}  // namespace server
