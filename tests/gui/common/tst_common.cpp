#include "widgets/common/controls/cardlayout.h"
#include "widgets/common/controls/emptystate.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/page.h"
#include "widgets/common/controls/searchfield.h"
#include "widgets/common/controls/segmented.h"
#include "widgets/common/controls/sheet.h"
#include "widgets/common/controls/statuschip.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/text/errortext.h"
#include "widgets/common/text/format.h"
#include "widgets/common/text/language.h"
#include "widgets/common/text/openoutside.h"
#include "widgets/common/text/preferences.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/stylesheet.h"
#include "widgets/common/theme/theme.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

// WCAG 2: how readable one colour is on another.
double luminance(const QColor &colour)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double one = luminance(a);
    const double other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

QImage drawn(const std::function<void(QPainter &)> &draw)
{
    QImage image(40, 40, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    draw(painter);
    painter.end();
    return image;
}

/// The shape alone: which pixels are covered, whatever their colour.
QByteArray silhouette(const QImage &image)
{
    QByteArray out;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            out += qAlpha(image.pixel(x, y)) > 128 ? '#' : '.';
    }
    return out;
}

class SamplePage : public ui::Page
{
public:
    QString pageId() const override { return u"sample"_s; }
    QString title() const override { return u"Sample"_s; }
    QString iconName() const override { return u"media"_s; }
    int translated = 0;
    int tinted = 0;

protected:
    void retranslate() override { ++translated; }
    void retint() override { ++tinted; }
};

}  // namespace

class CommonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void textsAreReadableInBothThemes_data();
    void textsAreReadableInBothThemes();
    void theStyleSheetKnowsEveryName();
    void theThemeDressesTheApplication();
    void everyIconCanBeDrawn();
    void iconsFollowThePalette();
    void statusesDifferInShape();
    void theLanguageSwitchesWithoutRestart();
    void aPageRetranslatesAndRetints();
    void durationsAndSizesReadWell();
    void relativeTimes();
    void everyErrorWordSaysSomething();
    void unknownErrorsKeepTheServersWords();
    void theBannerSpeaksAndCopies();
    void anUndoRunsOnce();
    void aBarThatAppearedBeforeItsPageIsReadable();
    void aSheetStaysOnTheScreenWhileItGrows_data();
    void aSheetStaysOnTheScreenWhileItGrows();
    void aSheetLargerThanTheScreenScrolls();
    void cardsBreakIntoEvenRows();
    void whatCantBeOpenedCanBeCopied();
    void whatWasNotKeptIsSaid();
    void segmentsMoveByKeyboard();
    void searchTellsOnceAndTrimmed();
    void emptyStatesShowOnlyWhatIsThere();

private:
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::Language> m_language;
};

void CommonTest::initTestCase()
{
    m_theme = std::make_unique<ui::Theme>(*qApp);
    m_language = std::make_unique<ui::Language>(*qApp);
}

void CommonTest::init()
{
    m_theme->setMode(ui::ThemeMode::Light);
    m_language->setCode(u"en"_s);
}

void CommonTest::textsAreReadableInBothThemes_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void CommonTest::textsAreReadableInBothThemes()
{
    QFETCH(const bool, dark);
    const ui::Tokens &t = dark ? ui::darkTokens() : ui::lightTokens();
    constexpr double Readable = 4.5;  // WCAG AA
    for (const QColor &ground : {t.window, t.surface, t.raised, t.rail}) {
        QVERIFY(contrast(t.text, ground) >= Readable);
        QVERIFY(contrast(t.textMuted, ground) >= Readable);
    }
    QVERIFY(contrast(t.onAccent, t.accent) >= Readable);
    QVERIFY(contrast(t.text, t.accentSoft) >= Readable);
    QVERIFY(contrast(t.textMuted, t.accentSoft) >= Readable);
    for (const ui::Status status : {ui::Status::Neutral, ui::Status::Info, ui::Status::Success, ui::Status::Warning,
                                    ui::Status::Danger, ui::Status::Busy})
        QVERIFY2(contrast(ui::statusColour(status, t), ui::statusSoftColour(status, t)) >= Readable,
                 qPrintable(QString::number(int(status))));
}

void CommonTest::theStyleSheetKnowsEveryName()
{
    for (const ui::Tokens *t : {&ui::lightTokens(), &ui::darkTokens()}) {
        const QString sheet = ui::styleSheet(*t);
        QVERIFY(!sheet.isEmpty());
        QVERIFY2(!sheet.contains(u'@'), qPrintable(sheet.mid(sheet.indexOf(u'@'), 40)));
    }
    QVERIFY(ui::styleSheet(ui::lightTokens()) != ui::styleSheet(ui::darkTokens()));
}

void CommonTest::theThemeDressesTheApplication()
{
    QSignalSpy changed(m_theme.get(), &ui::Theme::changed);
    m_theme->setMode(ui::ThemeMode::Dark);
    QCOMPARE(changed.count(), 1);
    QVERIFY(m_theme->isDark());
    QCOMPARE(QApplication::palette().color(QPalette::Window), ui::darkTokens().window);
    m_theme->setMode(ui::ThemeMode::Dark);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(ui::themeFromName(ui::themeName(ui::ThemeMode::Dark)), ui::ThemeMode::Dark);
    QCOMPARE(ui::themeFromName(u"pink"_s), ui::ThemeMode::System);
}

void CommonTest::everyIconCanBeDrawn()
{
    QVERIFY(ui::iconNames().size() > 40);
    for (const QString &name : ui::iconNames()) {
        const QImage image = drawn([&](QPainter &p) { ui::paintIcon(&p, QRectF(0, 0, 40, 40), name, Qt::black); });
        QVERIFY2(silhouette(image).count('#') > 8, qPrintable(name));
    }
}

void CommonTest::iconsFollowThePalette()
{
    const QIcon icon = ui::icon(u"stop"_s);
    const auto darkest = [&icon] {
        const QImage image = icon.pixmap(40, 40).toImage();
        int sum = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (qAlpha(image.pixel(x, y)) == 255)
                    sum = qMax(sum, 255 - qGray(image.pixel(x, y)));
            }
        }
        return sum;
    };
    const int onLight = darkest();
    m_theme->setMode(ui::ThemeMode::Dark);
    const int onDark = darkest();
    QVERIFY2(onLight > 200 && onDark < 60, qPrintable(u"%1 %2"_s.arg(onLight).arg(onDark)));
}

void CommonTest::statusesDifferInShape()
{
    QSet<QByteArray> shapes;
    for (const ui::Status status : {ui::Status::Neutral, ui::Status::Info, ui::Status::Success, ui::Status::Warning,
                                    ui::Status::Danger, ui::Status::Busy})
        shapes.insert(silhouette(drawn([status](QPainter &p) {
            ui::paintStatusShape(&p, QRectF(0, 0, 40, 40), status, ui::lightTokens(), 36);
        })));
    QCOMPARE(shapes.size(), 6);
}

void CommonTest::theLanguageSwitchesWithoutRestart()
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

void CommonTest::aPageRetranslatesAndRetints()
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

void CommonTest::durationsAndSizesReadWell()
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

void CommonTest::relativeTimes()
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

void CommonTest::everyErrorWordSaysSomething()
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

void CommonTest::unknownErrorsKeepTheServersWords()
{
    const Error error{
            ErrorCode::FailedPrecondition, u"moon_in_wrong_phase"_s, u"The moon is not full."_s, {{u"phase"_s, 3}}};
    QCOMPARE(ui::describe(error).next, u"The moon is not full."_s);
    const QString details = ui::errorDetails(error);
    QVERIFY(details.contains(u"moon_in_wrong_phase"_s));
    QVERIFY(details.contains(u"\"phase\":3"_s));
}

void CommonTest::theBannerSpeaksAndCopies()
{
    ui::ErrorBanner banner;
    QVERIFY(banner.isHidden());
    banner.setRetryVisible(true);
    banner.setError({ErrorCode::Conflict, u"in_use"_s, {}, {}});
    QVERIFY(!banner.isHidden());
    QSignalSpy retry(&banner, &ui::ErrorBanner::retry);
    for (QPushButton *button : banner.findChildren<QPushButton *>())
        button->click();
    QCOMPARE(retry.count(), 1);
    for (QToolButton *button : banner.findChildren<QToolButton *>()) {
        if (button->accessibleName() == "Copy details"_L1)
            button->click();
    }
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"[in_use]"_s));
    banner.clear();
    QVERIFY(banner.isHidden());
}

void CommonTest::anUndoRunsOnce()
{
    QWidget page;
    page.resize(800, 600);
    ui::ToastHost toasts(&page);
    QLineEdit field(&page);  // something that has the focus: a bar with the focus stays
    page.show();
    field.setFocus();
    int undone = 0;
    toasts.offer(u"Course deleted"_s, u"Undo"_s, [&undone] { ++undone; });
    QVERIFY(toasts.isShowing());
    auto *action = page.findChild<QFrame *>(u"toast"_s)->findChild<QPushButton *>();
    action->click();
    QVERIFY(!toasts.isShowing());
    action->click();
    QCOMPARE(undone, 1);
    toasts.say(u"Saved"_s, 10);
    QTRY_VERIFY(!toasts.isShowing());
}

/// As after a crash: what was brought back is said while the page has no size yet.
void CommonTest::aBarThatAppearedBeforeItsPageIsReadable()
{
    QWidget page;
    page.resize(40, 30);
    ui::ToastHost toasts(&page);
    toasts.say(u"Unsaved changes of Jan 1, 2026 08:00 were brought back."_s);
    page.resize(1000, 600);
    page.show();
    const auto *bar = page.findChild<QFrame *>(u"toast"_s);
    const auto *text = bar->findChild<QLabel *>();
    QTRY_VERIFY(text->width() >= text->sizeHint().width());
    QVERIFY(page.rect().contains(bar->geometry()));
    page.resize(300, 600);  // too narrow for one line: it wraps, and nothing of it is cut off
    QTRY_VERIFY(page.rect().contains(bar->geometry()));
    QTRY_VERIFY(text->height() >= text->heightForWidth(text->width()));
    page.resize(1000, 600);
    QTRY_VERIFY(text->width() >= text->fontMetrics().horizontalAdvance(text->text()));
}

namespace {

class GrowingSheet : public ui::Sheet
{
public:
    GrowingSheet(QWidget *parent, int least) : ui::Sheet(parent), m_least(least)
    {
        auto *column = new QVBoxLayout(this);
        m_content = new QWidget(this);
        column->addWidget(m_content);
        m_close = new QPushButton(u"Done"_s, this);
        column->addWidget(m_close);
        grow(40);
    }
    void grow(int height)
    {
        m_content->setFixedHeight(height);
        fitContent(m_least);
    }
    QPushButton *closeButton() const { return m_close; }

private:
    int m_least;
    QWidget *m_content;
    QPushButton *m_close;
};

}  // namespace

void CommonTest::aSheetStaysOnTheScreenWhileItGrows_data()
{
    QTest::addColumn<QPoint>("at");
    QTest::newRow("middle") << QPoint(100, 100);
    QTest::newRow("low and right") << QPoint(600, 560);
    QTest::newRow("beyond the edge") << QPoint(-400, -300);
}

void CommonTest::aSheetStaysOnTheScreenWhileItGrows()
{
    QFETCH(const QPoint, at);
    QWidget window;
    window.resize(600, 400);
    window.move(at);
    window.show();
    const QRect screen = window.screen()->availableGeometry();
    GrowingSheet sheet(&window, 480);
    sheet.open();
    QTRY_VERIFY(screen.contains(sheet.frameGeometry()));
    for (int height : {200, 500, 120, 600}) {
        sheet.grow(height);
        QTRY_VERIFY(sheet.height() >= height && screen.contains(sheet.frameGeometry()));
    }
}

void CommonTest::aSheetLargerThanTheScreenScrolls()
{
    QWidget window;
    window.show();
    const QRect screen = window.screen()->availableGeometry();
    GrowingSheet sheet(&window, screen.width() + 200);
    sheet.grow(screen.height() + 300);
    sheet.open();
    QTRY_VERIFY(screen.contains(sheet.frameGeometry()));
    auto *scroll = sheet.findChild<QScrollArea *>();
    QVERIFY(scroll);
    scroll->ensureWidgetVisible(sheet.closeButton());
    const QPoint corner = sheet.closeButton()->mapTo(&sheet, sheet.closeButton()->rect().bottomRight());
    QVERIFY(sheet.rect().contains(corner));
}

void CommonTest::cardsBreakIntoEvenRows()
{
    QWidget row;
    auto *layout = new ui::CardLayout(&row);
    for (int i = 0; i < 4; ++i) {
        auto *card = new QWidget;
        card->setMinimumSize(200, 80);
        layout->addWidget(card);
    }
    QCOMPARE(layout->columnsFor(4 * 200 + 3 * 16), 4);
    QCOMPARE(layout->columnsFor(4 * 200 + 3 * 16 - 1), 2);
    QCOMPARE(layout->columnsFor(700), 2);  // three would leave one alone
    QCOMPARE(layout->columnsFor(300), 1);
    row.resize(700, layout->heightForWidth(700));
    row.show();
    QCOMPARE(layout->itemAt(3)->geometry().right(), 699);
    QVERIFY(row.rect().contains(layout->itemAt(3)->geometry()));
}

void CommonTest::whatCantBeOpenedCanBeCopied()
{
    QWidget page;
    page.resize(900, 500);
    ui::ToastHost toasts(&page);
    page.show();
    QGuiApplication::clipboard()->clear();
    // Nothing on this platform opens addresses.
    QVERIFY(!ui::openOutside(QUrl(u"http://127.0.0.1:8080/learn/"_s), toasts));
    QVERIFY(toasts.text().contains(u"http://127.0.0.1:8080/learn/"_s));
    page.findChild<QFrame *>(u"toast"_s)->findChild<QPushButton *>()->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"http://127.0.0.1:8080/learn/"_s);
}

void CommonTest::whatWasNotKeptIsSaid()
{
    QTemporaryDir folder;
    QSettings good(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    good.setValue(u"ui/theme"_s, u"dark"_s);
    QVERIFY(ui::keepPreferences(good));
    QVERIFY(QFile::exists(good.fileName()));
    QFile blocker(folder.filePath(u"blocked"_s));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    QSettings bad(folder.filePath(u"blocked/settings.ini"_s), QSettings::IniFormat);
    bad.setValue(u"ui/theme"_s, u"dark"_s);
    const Result<void> kept = ui::keepPreferences(bad);
    QVERIFY(!kept);
    QCOMPARE(kept.error().reason, u"preferences_not_written"_s);
    QCOMPARE(ui::describe(kept.error()).what, u"Your choice can't be remembered."_s);
}

void CommonTest::segmentsMoveByKeyboard()
{
    ui::Segmented range;
    range.setItems({u"7"_s, u"30"_s, u"90"_s});
    QSignalSpy changed(&range, &ui::Segmented::changed);
    range.show();
    QTest::keyClick(&range, Qt::Key_Right);
    QTest::keyClick(&range, Qt::Key_Right);
    QTest::keyClick(&range, Qt::Key_Right);
    QCOMPARE(range.currentIndex(), 2);
    QCOMPARE(changed.count(), 2);
    QTest::keyClick(&range, Qt::Key_Home);
    QCOMPARE(range.currentIndex(), 0);
    QTest::mouseClick(&range, Qt::LeftButton, {}, QPoint(range.width() - 20, range.height() / 2));
    QCOMPARE(range.currentIndex(), 2);
}

void CommonTest::searchTellsOnceAndTrimmed()
{
    ui::SearchField field;
    QSignalSpy searched(&field, &ui::SearchField::searched);
    QTest::keyClicks(&field, u"  intro "_s);
    QTRY_COMPARE(searched.count(), 1);
    QCOMPARE(searched.at(0).at(0).toString(), u"intro"_s);
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(searched.count(), 1);
    QTest::keyClick(&field, Qt::Key_Escape);
    QCOMPARE(searched.count(), 2);
    QVERIFY(field.text().isEmpty());
}

void CommonTest::emptyStatesShowOnlyWhatIsThere()
{
    ui::EmptyState empty(u"media"_s);
    empty.setTexts(u"Nothing"_s, u"Why"_s);
    empty.setPrimary(u"Add"_s);
    empty.setSecondary({});
    empty.show();
    int visible = 0;
    for (QPushButton *button : empty.findChildren<QPushButton *>())
        visible += button->isVisible();
    QCOMPARE(visible, 1);
}

QTEST_MAIN(CommonTest)
#include "tst_common.moc"
