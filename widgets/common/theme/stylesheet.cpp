#include "widgets/common/theme/stylesheet.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QColor colourNamed(const Tokens &t, QStringView name, bool *known)
{
    const std::pair<QLatin1String, QColor> table[] = {
            {"window"_L1, t.window},
            {"rail"_L1, t.rail},
            {"surface"_L1, t.surface},
            {"raised"_L1, t.raised},
            {"border"_L1, t.border},
            {"borderStrong"_L1, t.borderStrong},
            {"text"_L1, t.text},
            {"textMuted"_L1, t.textMuted},
            {"textFaint"_L1, t.textFaint},
            {"accent"_L1, t.accent},
            {"accentHover"_L1, t.accentHover},
            {"accentPressed"_L1, t.accentPressed},
            {"onAccent"_L1, t.onAccent},
            {"accentSoft"_L1, t.accentSoft},
            {"hover"_L1, t.hover},
            {"pressed"_L1, t.pressed},
            {"track"_L1, t.track},
            {"danger"_L1, t.danger},
            {"dangerSoft"_L1, t.dangerSoft},
            {"neutralSoft"_L1, t.neutralSoft},
    };
    for (const auto &[word, colour] : table) {
        if (name == word) {
            *known = true;
            return colour;
        }
    }
    *known = false;
    return {};
}

}  // namespace

QString styleSheet(const Tokens &tokens)
{
    QFile file(u":/themes/studio.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    // Pictures come in two tints, since Qt's style sheets can't tint an SVG.
    sheet.replace(u"@tint"_s, tokens.dark ? u"dark"_s : u"light"_s);
    static const QRegularExpression name(u"@([A-Za-z]+)"_s);
    QString out;
    qsizetype from = 0;
    for (auto it = name.globalMatch(sheet); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        bool known = false;
        const QColor colour = colourNamed(tokens, match.capturedView(1), &known);
        out += QStringView(sheet).mid(from, match.capturedStart() - from);
        out += known ? colour.name() : match.captured(0);
        from = match.capturedEnd();
    }
    out += QStringView(sheet).mid(from);
    return out;
}

}  // namespace ui
