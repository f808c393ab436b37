#include "widgets/common/text/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace ui {

Language::Language(QCoreApplication &application, QObject *parent) : QObject(parent), m_application(application)
{
    setCode({});
}

Language::~Language()
{
    m_application.removeTranslator(&m_ours);
    m_application.removeTranslator(&m_qt);
}

QStringList Language::codes()
{
    return {u"zh_CN"_s, u"en"_s};
}

QString Language::nameOf(const QString &code)
{
    return code == "zh_CN"_L1 ? u"简体中文"_s : u"English"_s;
}

QString Language::ofSystem()
{
    const QStringList wanted = QLocale::system().uiLanguages();
    return !wanted.isEmpty() && wanted.constFirst().startsWith("zh"_L1) ? u"zh_CN"_s : u"en"_s;
}

void Language::setCode(const QString &code)
{
    m_wanted = codes().contains(code) ? code : QString();
    const QString next = m_wanted.isEmpty() ? ofSystem() : m_wanted;
    if (next == m_effective)
        return;
    m_effective = next;
    // The locale first: widgets format numbers while they set their texts again.
    QLocale::setDefault(next == "zh_CN"_L1 ? QLocale(QLocale::Chinese, QLocale::China)
                                           : QLocale(QLocale::English, QLocale::UnitedStates));
    m_application.removeTranslator(&m_ours);
    m_application.removeTranslator(&m_qt);
    // Qt's before ours: the translator installed last is asked first.
    if (m_qt.load(u"qtbase_"_s + next, QLibraryInfo::path(QLibraryInfo::TranslationsPath)) ||
        m_qt.load(u"qtbase_"_s + next, u":/i18n"_s))
        m_application.installTranslator(&m_qt);
    if (m_ours.load(u"coursewright_"_s + next, u":/i18n"_s))
        m_application.installTranslator(&m_ours);
    Q_EMIT changed();
}

}  // namespace ui
