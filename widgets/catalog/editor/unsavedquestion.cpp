#include "widgets/catalog/editor/unsavedquestion.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/text/errortext.h"
#include "widgets/common/theme/tokens.h"

#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace catalog {

UnsavedQuestion::UnsavedQuestion(const QString &course, const Error &why, QWidget *parent) : ui::Sheet(parent)
{
    constexpr int Width = 480;
    setWindowTitle(tr("Not saved"));
    auto *heading = ui::titleLabel(this);
    heading->setWordWrap(true);
    heading->setText(tr("Your last changes to “%1” are not saved.").arg(course));
    auto *text = ui::label(this);
    text->setWordWrap(true);
    const ui::ErrorWords words = ui::describe(why);
    text->setText(tr("The school has not taken them, and they could not be kept on this computer either. %1 %2 If you "
                     "leave now, they are lost.")
                          .arg(words.what, words.next)
                          .simplified());
    auto *leave = ui::dangerButton(this);
    leave->setObjectName(u"loseChanges"_s);
    leave->setText(tr("Leave and lose them"));
    leave->setAutoDefault(false);
    auto *stay = ui::primaryButton(this);
    stay->setObjectName(u"keepEditing"_s);
    stay->setText(tr("Stay here"));
    stay->setDefault(true);
    connect(leave, &QPushButton::clicked, this, &QDialog::accept);
    connect(stay, &QPushButton::clicked, this, &QDialog::reject);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(ui::metrics::Grid);
    foot->addStretch(1);
    foot->addWidget(leave);
    foot->addWidget(stay);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Gap);
    column->setSpacing(ui::metrics::Grid);
    column->addWidget(heading);
    column->addWidget(text);
    column->addSpacing(ui::metrics::Grid);
    column->addLayout(foot);
    fitContent(Width);
    stay->setFocus();
}

}  // namespace catalog
