#include "tests/support/contract.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

std::vector<ContractRoute> contractRoutes()
{
    QFile file(QStringLiteral(CONTRACT_FILE));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression pathLine(u"^  (/\\S*):\\s*$"_s);
    static const QRegularExpression methodLine(u"^    (get|head|post|put|delete|patch):\\s*$"_s);
    std::vector<ContractRoute> out;
    QString path;
    bool inPaths = false;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (const QString &line : lines) {
        if (!line.isEmpty() && !line.startsWith(u' ') && !line.startsWith(u'#'))
            inPaths = line.startsWith("paths:"_L1);
        if (!inPaths)
            continue;
        if (const auto p = pathLine.match(line); p.hasMatch())
            path = p.captured(1);
        else if (const auto m = methodLine.match(line); m.hasMatch())
            out.push_back({m.captured(1).toUpper() + u' ' + path, false});
        else if (line.startsWith("      requestBody:"_L1) && !out.empty())
            out.back().takesJson = line.contains("application/json"_L1);
    }
    return out;
}

QString contractName(const http::Route &route)
{
    return QString::fromLatin1(http::methodName(route.method) + ' ' + route.pattern).replace("...}"_L1, "}"_L1);
}
