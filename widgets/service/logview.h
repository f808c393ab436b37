#pragma once

#include <QStringList>
#include <QWidget>

class QCheckBox;
class QPlainTextEdit;

namespace ui {
class SearchField;
}

namespace service {

/// The last lines of the access log, newest at the foot, with a filter. Follows the end unless the reader has scrolled
/// up. Thread: GUI.
class LogView : public QWidget
{
    Q_OBJECT
public:
    explicit LogView(QWidget *parent = nullptr);

    static constexpr int MostLines = 2000;

    void setLines(const QStringList &lines);
    void append(const QString &line);
    QString shownText() const;

    /// "12:00:03  200  GET /api/courses  2.1 ms" of a JSON line of the access log; other lines stay as they are. Pure.
    static QString readable(const QString &line);
    static bool isFailure(const QString &line);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void rebuild();
    void follow();
    bool passes(const QString &line) const;

    QStringList m_lines;
    QString m_filter;
    ui::SearchField *m_search;
    QCheckBox *m_failures;
    bool m_following = true;  ///< the newest line stays in sight
    QPlainTextEdit *m_text;
};

}  // namespace service
