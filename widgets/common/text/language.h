#pragma once

#include <QObject>
#include <QStringList>
#include <QTranslator>

class QCoreApplication;

namespace ui {

/// The language of every text, switched while the program runs: installing translators sends LanguageChange to every
/// widget, and each sets its texts again. Qt's own texts (dialogs, context menus) follow as well, and so does QLocale's
/// default (numbers, dates). Thread: GUI. Owned by the composition root.
class Language : public QObject
{
    Q_OBJECT
public:
    explicit Language(QCoreApplication &application, QObject *parent = nullptr);
    ~Language() override;

    static QStringList codes();                  ///< {"zh_CN", "en"}
    static QString nameOf(const QString &code);  ///< in that language itself: "简体中文"
    /// The one of `codes` that suits the system: any Chinese → zh_CN, otherwise en.
    static QString ofSystem();

    /// A code, or "" to follow the system.
    void setCode(const QString &code);
    QString code() const { return m_wanted; }  ///< as set; "" follows the system
    QString effective() const { return m_effective; }

Q_SIGNALS:
    void changed();

private:
    QCoreApplication &m_application;
    QTranslator m_ours;
    QTranslator m_qt;
    QString m_wanted;
    QString m_effective;
};

}  // namespace ui
