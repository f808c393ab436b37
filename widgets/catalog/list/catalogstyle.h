#pragma once

#include "models/catalog/list/courseinfo.h"
#include "models/catalog/outline/outlinemodel.h"
#include "widgets/common/controls/statuschip.h"
#include "widgets/common/theme/tokens.h"

#include <QCoreApplication>
#include <QImage>

/// How the things of the catalog are said and drawn, in one place for lists, trees and headers. Pure painting; thread:
/// GUI.
namespace catalog {

/// Words and shape of a course's state ("Published · edition 3").
struct StateStyle {
    ui::Status status = ui::Status::Neutral;
    QString text;
};

class CatalogStyle
{
    Q_DECLARE_TR_FUNCTIONS(catalog::CatalogStyle)
public:
    static StateStyle courseState(CourseState state, int edition);
    /// "Free", "Trial 2:00", "¥9.90"; empty for what comes with the course.
    static QString access(OutlineModel::Access access, int trialSeconds, Fen price);
    static QString lessons(int count);  ///< "12 lessons"
    static QString level(Level level);
    static QString lessonKind(LessonKind kind);
    static QString lessonIcon(LessonKind kind);
    /// What is wrong with a row, for its tooltip.
    static QString warnings(const QStringList &checks);
    static QString untitled();

    /// A picture cropped into a rounded rectangle; without one a quiet ground with an icon.
    static void paintPicture(QPainter *painter, const QRectF &rect, const QImage &image, const QString &icon,
                             const ui::Tokens &tokens);
    /// Elides and draws one line; returns the width used.
    static int paintText(QPainter *painter, const QRect &rect, const QString &text, const QFont &font,
                         const QColor &colour, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter);
};

}  // namespace catalog
