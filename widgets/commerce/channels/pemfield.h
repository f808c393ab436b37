#pragma once

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace commerce {

/// A key or a certificate: pasted, or taken from a file. A secret that is kept already isn't shown; what is typed replaces
/// it. Thread: GUI.
class PemField : public QWidget
{
    Q_OBJECT
public:
    explicit PemField(QWidget *parent);

    void show(const QByteArray &text);
    void setHint(const QString &hint);
    QByteArray text() const;
    void setName(const QString &name);
    void setChooseText(const QString &text);

private:
    void choose();
    QPlainTextEdit *m_text;
    QPushButton *m_choose;
};

}  // namespace commerce
