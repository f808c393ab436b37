#include "tests/gui/common/commonscene.h"

/// Controls that every page has.
class CommonTest : public CommonScene
{
    Q_OBJECT
private Q_SLOTS:
    void theBannerSpeaksAndCopies();
    void anUndoRunsOnce();
    void aSheetStaysOnTheScreenWhileItGrows_data();
    void aSheetStaysOnTheScreenWhileItGrows();
    void aSheetLargerThanTheScreenScrolls();
    void cardsBreakIntoEvenRows();
    void whatCantBeOpenedCanBeCopied();
    void whatWasNotKeptIsSaid();
    void segmentsMoveByKeyboard();
    void searchTellsOnceAndTrimmed();
    void emptyStatesShowOnlyWhatIsThere();
};

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
