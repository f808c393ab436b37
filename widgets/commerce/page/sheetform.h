#pragma once

#include "models/domain/result.h"
#include "widgets/catalog/forms/formparts.h"
#include "widgets/common/controls/sheet.h"

#include <QHash>
#include <QList>

#include <functional>

class QHBoxLayout;
class QPushButton;

namespace ui {
class ErrorBanner;
}

namespace commerce {

/// Says a text in the present language: `[] { return tr("Amount"); }`.
using SayText = std::function<QString()>;

/// A column of captions and fields on a sheet.
class SheetColumn : public catalog::FormColumn
{
    Q_OBJECT
public:
    explicit SheetColumn(QWidget *parent);
    /// Ties the caption to the field; `name` is the contract's, for faults.
    void add(SayText caption, QWidget *field, const QString &name);
    void addBare(QWidget *field) { addPlain(field); }
    void end() { finish(); }
    void showFaults(const QHash<QString, QString> &faults);
    /// Shows or hides a field with its caption.
    void setShown(QWidget *field, bool shown);
    void retranslate();

private:
    struct Entry {
        QWidget *field;
        QLabel *caption;
        QString name;
        SayText words;
    };
    QList<Entry> m_entries;
};

/// A dialog with one or two columns of fields, an error in place and two buttons. Thread: GUI.
class SheetForm : public ui::Sheet
{
    Q_OBJECT
public:
    SheetForm(SayText title, SayText submit, int columns, QWidget *parent);

    SheetColumn *form(int at) { return m_forms[at]; }
    QPushButton *submitButton() { return m_submit; }
    /// A sentence under the title.
    void setIntro(SayText text);
    /// Under the columns, as wide as the sheet.
    void addWide(QWidget *widget);
    void setBusy(bool busy);
    void showError(const Error &error);

Q_SIGNALS:
    void submitted();

protected:
    /// Another language while it is open; also once when it is first shown. Texts of its own that aren't captions.
    virtual void retranslate();
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    const SayText m_title, m_submitText;
    SayText m_introText;
    QLabel *m_heading;
    QPushButton *m_cancel;
    QLabel *m_intro;
    ui::ErrorBanner *m_error;
    QList<SheetColumn *> m_forms;
    QVBoxLayout *m_wide;
    QPushButton *m_submit;
};

}  // namespace commerce
