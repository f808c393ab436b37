#include "widgets/catalog/editor/conflictdialog.h"

#include "widgets/catalog/list/catalogstyle.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QSet>
#include <QTreeWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

/// What a node is compared by: its id and everything its author set. A node of the other side with the same is no
/// difference.
QSet<QString> marksOf(const Outline &outline)
{
    QSet<QString> marks;
    for (const OutlineChapter &chapter : outline.chapters) {
        marks.insert(u"c%1 %2 %3%4"_s.arg(chapter.id.value)
                             .arg(chapter.fields.title)
                             .arg(chapter.fields.isFree)
                             .arg(chapter.fields.isLocked));
        for (const OutlineLesson &lesson : chapter.lessons) {
            const LessonFields &f = lesson.fields;
            marks.insert(u"l%1 %2 %3 %4 %5 %6 %7 in %8"_s.arg(lesson.id.value)
                                 .arg(f.title)
                                 .arg(f.asset.value)
                                 .arg(f.price)
                                 .arg(f.isFree)
                                 .arg(f.isTrial ? f.trialSeconds : -1)
                                 .arg(qHash(f.content))
                                 .arg(chapter.id.value));
        }
    }
    return marks;
}

}  // namespace

ConflictDialog::ConflictDialog(const Outline &mine, const Outline &theirs, QWidget *parent) : ui::Sheet(parent)
{
    setWindowTitle(tr("Changed elsewhere"));
    auto *what = ui::titleLabel(this);
    what->setText(tr("Two versions of this course"));
    auto *why = ui::label(this, true);
    why->setWordWrap(true);
    why->setText(
            tr("Somebody else saved this course while you were editing it. Marked rows differ. Choose the version that "
               "stays; chapters and lessons that are only in the other one go to the trash of the course."));
    auto *sides = new QHBoxLayout;
    sides->setSpacing(ui::metrics::Gap);
    sides->addWidget(side(tr("Yours"), mine, theirs, tr("Keep mine"), Choice::Mine));
    sides->addWidget(side(tr("On the server"), theirs, mine, tr("Take theirs"), Choice::Theirs));
    auto *later = ui::quietButton(this);
    later->setText(tr("Decide later"));
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Gap);
    column->setSpacing(ui::metrics::Grid);
    column->addWidget(what);
    column->addWidget(why);
    column->addLayout(sides, 1);
    column->addWidget(later, 0, Qt::AlignRight);
    resize(880, 600);
}

QWidget *ConflictDialog::side(const QString &heading, const Outline &shown, const Outline &other, const QString &button,
                              Choice choice)
{
    auto *pane = new QWidget(this);
    auto *title = ui::strongLabel(pane);
    title->setText(heading);
    auto *tree = new QTreeWidget(pane);
    tree->setHeaderHidden(true);
    tree->setAccessibleName(heading);
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    fill(tree, shown, other);
    auto *choose = ui::button(pane);
    choose->setText(button);
    connect(choose, &QPushButton::clicked, this, [this, choice] {
        m_choice = choice;
        accept();
    });
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(ui::metrics::Grid);
    column->addWidget(title);
    column->addWidget(tree, 1);
    column->addWidget(choose);
    return pane;
}

void ConflictDialog::fill(QTreeWidget *tree, const Outline &shown, const Outline &other)
{
    const QSet<QString> known = marksOf(other);
    const QIcon differs = ui::icon(u"edit"_s, ui::Tint::Accent);
    const auto row = [&](const QString &title, bool same) {
        auto *item = new QTreeWidgetItem({title.isEmpty() ? CatalogStyle::untitled() : title});
        item->setSizeHint(0, {0, ui::metrics::Control});
        if (!same) {
            item->setIcon(0, differs);
            item->setData(0, Qt::AccessibleTextRole, tr("%1, differs").arg(item->text(0)));
        }
        return item;
    };
    for (const OutlineChapter &chapter : shown.chapters) {
        Outline alone;
        alone.chapters = {chapter};
        alone.chapters[0].lessons.clear();
        auto *parent = row(chapter.fields.title, known.contains(*marksOf(alone).constBegin()));
        for (const OutlineLesson &lesson : chapter.lessons) {
            alone.chapters[0].lessons = {lesson};
            const QSet<QString> marks = marksOf(alone);
            parent->addChild(row(lesson.fields.title, std::any_of(marks.begin(), marks.end(), [&](const QString &mark) {
                                     return mark.startsWith(u'l') && known.contains(mark);
                                 })));
        }
        tree->addTopLevelItem(parent);
    }
    tree->expandAll();
}

}  // namespace catalog
