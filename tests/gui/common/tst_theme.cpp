#include "tests/gui/common/commonscene.h"

/// Colours and icons in both themes.
class ThemeTest : public CommonScene
{
    Q_OBJECT
private Q_SLOTS:
    void textsAreReadableInBothThemes_data();
    void textsAreReadableInBothThemes();
    void theStyleSheetKnowsEveryName();
    void theThemeDressesTheApplication();
    void everyIconCanBeDrawn();
    void iconsFollowThePalette();
    void statusesDifferInShape();
    void aBarThatAppearedBeforeItsPageIsReadable();
};

void ThemeTest::textsAreReadableInBothThemes_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void ThemeTest::textsAreReadableInBothThemes()
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

void ThemeTest::theStyleSheetKnowsEveryName()
{
    for (const ui::Tokens *t : {&ui::lightTokens(), &ui::darkTokens()}) {
        const QString sheet = ui::styleSheet(*t);
        QVERIFY(!sheet.isEmpty());
        QVERIFY2(!sheet.contains(u'@'), qPrintable(sheet.mid(sheet.indexOf(u'@'), 40)));
    }
    QVERIFY(ui::styleSheet(ui::lightTokens()) != ui::styleSheet(ui::darkTokens()));
}

void ThemeTest::theThemeDressesTheApplication()
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

void ThemeTest::everyIconCanBeDrawn()
{
    QVERIFY(ui::iconNames().size() > 40);
    for (const QString &name : ui::iconNames()) {
        const QImage image = drawn([&](QPainter &p) { ui::paintIcon(&p, QRectF(0, 0, 40, 40), name, Qt::black); });
        QVERIFY2(silhouette(image).count('#') > 8, qPrintable(name));
    }
}

void ThemeTest::iconsFollowThePalette()
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

void ThemeTest::statusesDifferInShape()
{
    QSet<QByteArray> shapes;
    for (const ui::Status status : {ui::Status::Neutral, ui::Status::Info, ui::Status::Success, ui::Status::Warning,
                                    ui::Status::Danger, ui::Status::Busy})
        shapes.insert(silhouette(drawn([status](QPainter &p) {
            ui::paintStatusShape(&p, QRectF(0, 0, 40, 40), status, ui::lightTokens(), 36);
        })));
    QCOMPARE(shapes.size(), 6);
}

/// As after a crash: what was brought back is said while the page has no size yet.
void ThemeTest::aBarThatAppearedBeforeItsPageIsReadable()
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

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
