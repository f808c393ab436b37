#include "widgets/common/theme/systemscheme.h"

#include <QDir>
#include <QGuiApplication>
#include <QPalette>
#include <QSettings>
#include <QStyleHints>

#ifdef COURSEWRIGHT_DBUS
#include <QDBusConnection>
#include <QDBusInterface>
#include <QDBusReply>
#include <QDBusVariant>
#endif

using namespace Qt::StringLiterals;

namespace ui {

namespace {

#ifdef COURSEWRIGHT_DBUS
constexpr int PortalPrefersDark = 1;  // org.freedesktop.appearance color-scheme: 0 none, 1 dark, 2 light

QVariant unwrapped(QVariant value)
{
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}
#endif

}  // namespace

SystemScheme::SystemScheme(QObject *parent) : QObject(parent)
{
    m_dark = ask();
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &SystemScheme::refresh);
#else
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive)
            refresh();
    });
#ifdef COURSEWRIGHT_DBUS
    QDBusConnection::sessionBus().connect({}, u"/org/freedesktop/portal/desktop"_s,
                                          u"org.freedesktop.portal.Settings"_s, u"SettingChanged"_s, this,
                                          SLOT(settingChanged(QString, QString, QDBusVariant)));
#endif
#endif
}

void SystemScheme::refresh()
{
    const bool dark = ask();
    if (dark == m_dark)
        return;
    m_dark = dark;
    Q_EMIT changed();
}

void SystemScheme::settingChanged(const QString &group, const QString &key, const QDBusVariant &)
{
    if (group == "org.freedesktop.appearance"_L1 && key == "color-scheme"_L1)
        refresh();
}

bool SystemScheme::ask() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#elif defined(Q_OS_WIN)
    const QSettings personal(uR"(HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize)"_s,
                             QSettings::NativeFormat);
    return !personal.value(u"AppsUseLightTheme"_s, true).toBool();
#elif defined(Q_OS_MACOS)
    const QSettings defaults(QDir::homePath() + u"/Library/Preferences/.GlobalPreferences.plist"_s,
                             QSettings::NativeFormat);
    return defaults.value(u"AppleInterfaceStyle"_s).toString() == "Dark"_L1;
#else
#ifdef COURSEWRIGHT_DBUS
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (bus.isConnected()) {
        QDBusMessage read = QDBusMessage::createMethodCall(u"org.freedesktop.portal.Desktop"_s,
                                                           u"/org/freedesktop/portal/desktop"_s,
                                                           u"org.freedesktop.portal.Settings"_s, u"Read"_s);
        read << u"org.freedesktop.appearance"_s << u"color-scheme"_s;
        constexpr int PatienceMs = 150;  // a desktop without a portal must not hold up the start
        const QDBusMessage answer = bus.call(read, QDBus::Block, PatienceMs);
        if (answer.type() == QDBusMessage::ReplyMessage && !answer.arguments().isEmpty())
            return unwrapped(answer.arguments().constFirst()).toInt() == PortalPrefersDark;
    }
#endif
    return false;
#endif
}

}  // namespace ui
