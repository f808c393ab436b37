#include "app/server/commands.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("coursewright-server"));
    QCoreApplication::setApplicationVersion(QStringLiteral(COURSEWRIGHT_VERSION));
    return server::runCommand(app.arguments().mid(1));
}
