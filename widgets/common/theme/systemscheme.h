#pragma once

#include <QObject>

class QDBusVariant;

namespace ui {

/// Whether the desktop around us is light or dark, and when that changes. Qt before 6.5 doesn't say: this asks the
/// settings portal on Linux, the registry on Windows and the user defaults on macOS; later Qt is asked itself. Thread:
/// GUI.
class SystemScheme : public QObject
{
    Q_OBJECT
public:
    explicit SystemScheme(QObject *parent = nullptr);

    bool isDark() const { return m_dark; }
    /// Asks again (on activation of the application, where there is no notice of a change).
    void refresh();

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    /// The portal's SettingChanged(namespace, key, value).
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    bool ask() const;
    bool m_dark = false;
};

}  // namespace ui
