#pragma once

// What tests of the inspector find things by.

// What is typed beside the outline: the inspector of lessons, and the course's own fields.
#include "tests/gui/catalog/author.h"
#include "tests/support/mediafiles.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSpinBox>

using namespace Qt::StringLiterals;
using namespace author;
using namespace catalog;
using outlines::text;

/// A visible field of the lesson's form (or another) by its name.
template<class Field>
Field *field(Studio &studio, const QString &name, const QString &form = u"lessonForm"_s)
{
    for (Field *candidate : studio.page->findChild<QWidget *>(form)->findChildren<Field *>()) {
        if (candidate->accessibleName() == name)
            return candidate;
    }
    return nullptr;
}

inline void tick(QCheckBox *box)
{
    QTest::mouseClick(box, Qt::LeftButton, {}, {8, box->height() / 2});
}

inline void enter(QLineEdit *line, const QString &text)
{
    line->setFocus();
    line->selectAll();
    for (const QChar c : text) {
        // keyClicks() knows Latin-1 only.
        QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(c));
        QCoreApplication::sendEvent(line, &press);
    }
}

inline bool isSaid(Studio &studio, const QString &words)
{
    const auto labels = studio.page->findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
}

/// What every test of these begins with.
class FormScene : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
};

/// A course with one film of ten minutes, selected; its trial is ticked.
inline NodeKey trialOfTenMinutes(Studio &studio)
{
    newCourse(studio);
    NodeDraft lesson;
    lesson.lesson.title = u"film"_s;
    lesson.lesson.duration = 600'000;
    NodeDraft chapter{.kind = NodeKind::Chapter};
    chapter.chapter.title = u"A"_s;
    chapter.children.push_back(lesson);
    OutlineDocument &document = studio.open().document();
    studio.open().push(new InsertNodesCommand(document, {}, 0, {chapter}, InsertNodesCommand::Why::Paste));
    const NodeKey film = find(document, u"film"_s);
    studio.tree().selectKeys({film});
    tick(field<QCheckBox>(studio, u"Trial: the beginning is free"_s));
    QApplication::setActiveWindow(studio.page.get());
    return film;
}
