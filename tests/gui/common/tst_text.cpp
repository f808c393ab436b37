#include "tests/gui/common/commonscene.h"

/// What is said and how it reads: languages, numbers, times, errors.
class TextTest : public CommonScene
{
    Q_OBJECT
private Q_SLOTS:
    void theLanguageSwitchesWithoutRestart();
    void aPageRetranslatesAndRetints();
    void durationsAndSizesReadWell();
    void relativeTimes();
    void everyErrorWordSaysSomething();
    void unknownErrorsKeepTheServersWords();
};

void TextTest::theLanguageSwitchesWithoutRestart()
{
    ui::ErrorBanner banner;
    banner.setError({ErrorCode::Unavailable, u"offline"_s, {}, {}});
    QCOMPARE(banner.text(), u"The server can't be reached."_s);
    m_language->setCode(u"zh_CN"_s);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(banner.text(), u"无法连接服务器。"_s);
    QCOMPARE(QLocale().language(), QLocale::Chinese);
    m_language->setCode(u"tlh"_s);  // unknown: like the system
    QCOMPARE(m_language->effective(), ui::Language::ofSystem());
}

void TextTest::aPageRetranslatesAndRetints()
{
    SamplePage page;
    page.show();
    QCOMPARE(page.translated, 1);
    m_language->setCode(u"zh_CN"_s);
    QCoreApplication::sendPostedEvents();
    QVERIFY(page.translated > 1);
    const int before = page.tinted;
    m_theme->setMode(ui::ThemeMode::Dark);
    QCoreApplication::sendPostedEvents();
    QVERIFY(page.tinted > before);
}

void TextTest::durationsAndSizesReadWell()
{
    QCOMPARE(ui::formatDuration(0), u"0:00"_s);
    QCOMPARE(ui::formatDuration(245'000), u"4:05"_s);
    QCOMPARE(ui::formatDuration(3'723'000), u"1:02:03"_s);
    QCOMPARE(ui::formatDuration(-5), u"0:00"_s);
    QCOMPARE(ui::formatPercent(0.625), u"62.5%"_s);
    QCOMPARE(ui::formatChange(0.12), u"+12%"_s);
    QCOMPARE(ui::formatChange(-0.5), u"−50%"_s);
    QCOMPARE(ui::formatTimeLeft(12), u"12 s"_s);
    QCOMPARE(ui::formatTimeLeft(200), u"3 min"_s);
    QCOMPARE(ui::formatTimeLeft(4800), u"1 h 20 min"_s);
    QCOMPARE(ui::formatWatchTime(2280), u"38 min"_s);
    QCOMPARE(ui::formatWatchTime(44'640), u"12.4 h"_s);
    QCOMPARE(ui::formatBytes(1'400'000'000), u"1.4 GB"_s);
}

void TextTest::relativeTimes()
{
    const Millis noon = QDateTime(QDate(2026, 3, 10), QTime(12, 0)).toMSecsSinceEpoch();
    constexpr Millis Minute = 60'000;
    QCOMPARE(ui::formatRelative(noon - 20'000, noon), u"just now"_s);
    QCOMPARE(ui::formatRelative(noon - Minute, noon), u"1 minute ago"_s);
    QCOMPARE(ui::formatRelative(noon - 5 * Minute, noon), u"5 minutes ago"_s);
    QCOMPARE(ui::formatRelative(noon - 3 * 60 * Minute, noon), u"3 hours ago"_s);
    QCOMPARE(ui::formatRelative(noon - 20 * 60 * Minute, noon), u"yesterday"_s);
    QCOMPARE(ui::formatRelative(noon + 5 * Minute, noon), u"just now"_s);
    m_language->setCode(u"zh_CN"_s);
    QCOMPARE(ui::formatRelative(noon - 5 * Minute, noon), u"5 分钟前"_s);
}

void TextTest::everyErrorWordSaysSomething()
{
    for (const QString &code : ui::Language::codes()) {
        m_language->setCode(code);
        for (int c = int(ErrorCode::InvalidArgument); c <= int(ErrorCode::DataLoss); ++c) {
            const Error error{ErrorCode(c), {}, u"server says"_s, {}};
            QVERIFY(!ui::describe(error).what.isEmpty());
            QVERIFY2(ui::describe(error).what != defaultReason(ErrorCode(c)), "a word of the protocol is no sentence");
        }
    }
    const Error offline{ErrorCode::Unavailable, u"offline"_s, {}, {}};
    QVERIFY(ui::describe(offline).what != ui::describe({ErrorCode::Unavailable, {}, {}, {}}).what);
}

void TextTest::unknownErrorsKeepTheServersWords()
{
    const Error error{
            ErrorCode::FailedPrecondition, u"moon_in_wrong_phase"_s, u"The moon is not full."_s, {{u"phase"_s, 3}}};
    QCOMPARE(ui::describe(error).next, u"The moon is not full."_s);
    const QString details = ui::errorDetails(error);
    QVERIFY(details.contains(u"moon_in_wrong_phase"_s));
    QVERIFY(details.contains(u"\"phase\":3"_s));
}

QTEST_MAIN(TextTest)
#include "tst_text.moc"
