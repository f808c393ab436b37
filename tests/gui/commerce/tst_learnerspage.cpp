#include "tests/gui/commerce/learnersscene.h"

#include "widgets/common/controls/toast.h"

#include <QHeaderView>

/// What an administrator does with learners and their rights.
class LearnersPageTest : public LearnersScene
{
    Q_OBJECT
private Q_SLOTS:
    void anEmptySchoolSaysWhatComesHere();
    void theListIsSearchedFilteredAndSorted();
    void whatWasChosenIsRemembered();
    void theTableFollowsOthers();
    void aRightIsGivenByNameAndTakenBackByUndo();
    void whatIsWrongStandsAtItsField();
    void aPersonShowsRightsProgressAndOrders();
    void anEndIsChangedAndChangedBack();
    void aRightIsTakenBackWithAReasonAndGivenBack();
    void theKeyboardIsEnough();
    void theListGoesIntoAFile();
    void everythingIsInReach_data();
    void everythingIsInReach();
};

void LearnersPageTest::anEmptySchoolSaysWhatComesHere()
{
    new QAbstractItemModelTester(&page().learners(), QAbstractItemModelTester::FailureReportingMode::QtTest, &page());
    showLearners();
    QTRY_VERIFY2(all().contains(u"No learners yet"_s), qPrintable(all()));
    pictures(&page(), u"learners-empty"_s);
    QCOMPARE(support::unnamedControls(page()), QStringList());
}

void LearnersPageTest::theListIsSearchedFilteredAndSorted()
{
    new QAbstractItemModelTester(&page().learners(), QAbstractItemModelTester::FailureReportingMode::QtTest, &page());
    const qint64 light = makeCourse(u"Light and shadow"_s, 9'900), dark = makeCourse(u"Night"_s, 5'000);
    const qint64 li = makeLearner(u"lin"_s), mei = makeLearner(u"mei"_s), tom = makeLearner(u"tom"_s);
    give(li, light);
    give(li, dark);
    give(mei, dark, u"2099-01-01T00:00:00Z"_s);
    QVERIFY(ask(u"POST"_s, u"/api/rights/%1/revoke"_s.arg(give(tom, light)), {}));
    showLearners();
    QTRY_COMPARE(names(), (QStringList{u"lin"_s, u"mei"_s, u"tom"_s}));
    QCOMPARE(cell(0, Model::Courses), u"Light and shadow, Night"_s);
    QCOMPARE(cell(0, Model::RightField), u"Active"_s);
    QCOMPARE(cell(0, Model::Until), u"For good"_s);
    QCOMPARE(cell(2, Model::RightField), u"Taken back"_s);
    QCOMPARE(cell(2, Model::Learning), u"Not begun"_s);
    pictures(&page(), u"learners"_s);

    const auto choose = [&](const QString &box, const QString &text) {
        auto *combo = part<QComboBox>(box);
        QVERIFY(combo);
        QTRY_VERIFY2(combo->findText(text) >= 0, qPrintable(text));
        combo->setCurrentIndex(combo->findText(text));
        Q_EMIT combo->activated(combo->currentIndex());
    };
    choose(u"learnerRight"_s, u"Taken back"_s);
    QTRY_COMPARE(names(), QStringList{u"tom"_s});
    choose(u"learnerRight"_s, u"All rights"_s);
    choose(u"learnerCourse"_s, u"Night"_s);
    QTRY_COMPARE(names(), (QStringList{u"lin"_s, u"mei"_s}));
    QVERIFY2(!cell(1, Model::Until).isEmpty() && cell(1, Model::Until) != u"For good"_s, "the end of that course");
    choose(u"learnerCourse"_s, u"All courses"_s);
    type(part<QLineEdit>(u"learnerSearch"_s), u"ME"_s);
    QTRY_COMPARE(names(), QStringList{u"mei"_s});
    type(part<QLineEdit>(u"learnerSearch"_s), u"zzz"_s);
    QTRY_VERIFY2(all().contains(u"Nobody found"_s), qPrintable(all()));
    QVERIFY(!all().contains(u"No learners yet"_s));
    QTest::keyClick(part<QLineEdit>(u"learnerSearch"_s), Qt::Key_Escape);
    QTRY_COMPARE(names().size(), 3);

    QHeaderView *header = page().pane().table()->horizontalHeader();
    const QPoint name(header->sectionViewportPosition(Model::Name) + 8, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, name);
    QTRY_COMPARE(names(), (QStringList{u"tom"_s, u"mei"_s, u"lin"_s}));
    const QPoint login(header->sectionViewportPosition(Model::Login) + 8, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, login);
    QCOMPARE(header->sortIndicatorSection(), int(Model::Name));
}

void LearnersPageTest::whatWasChosenIsRemembered()
{
    give(makeLearner(u"lin"_s), makeCourse(u"Light"_s, 9'900));
    showLearners();
    QTRY_COMPARE(names().size(), 1);
    auto *right = part<QComboBox>(u"learnerRight"_s);
    right->setCurrentIndex(right->findText(u"Active"_s));
    Q_EMIT right->activated(right->currentIndex());
    page().pane().table()->horizontalHeader()->resizeSection(Model::Login, 201);
    page().learners().sort(Model::Name, Qt::DescendingOrder);
    right->setCurrentIndex(right->currentIndex());
    Q_EMIT right->activated(right->currentIndex());
    closePage();
    showLearners();
    QCOMPARE(part<QComboBox>(u"learnerRight"_s)->currentText(), u"Active"_s);
    QCOMPARE(page().pane().table()->horizontalHeader()->sectionSize(Model::Login), 201);
    QCOMPARE(page().learners().sortOrder(), Qt::DescendingOrder);
    QTRY_COMPARE(names().size(), 1);
    QVERIFY(page().learners().filter().toString().contains(u"right=active"_s));
}

void LearnersPageTest::theTableFollowsOthers()
{
    const qint64 course = makeCourse(u"Light"_s, 9'900), li = makeLearner(u"lin"_s);
    showLearners();
    QTRY_VERIFY(all().contains(u"No learners yet"_s));
    const qint64 right = give(li, course);
    QTRY_COMPARE(names(), QStringList{u"lin"_s});
    open(li);
    QTRY_COMPARE(page().pane().view().rights().rowCount(), 1);
    QVERIFY(ask(u"POST"_s, u"/api/rights/%1/revoke"_s.arg(right), {}));
    QTRY_COMPARE(page().pane().view().rights().index(0, commerce::RightListModel::State).data().toString(),
                 u"Taken back"_s);
}

void LearnersPageTest::aRightIsGivenByNameAndTakenBackByUndo()
{
    makeCourse(u"Light"_s, 9'900);
    const qint64 li = makeLearner(u"lin"_s);
    showLearners();
    QTRY_VERIFY(page().items().isLoaded());
    click(u"Give a right…"_s);
    auto *form = sheet<commerce::GrantSheet>();
    QVERIFY(form);
    pictures(form, u"grant-sheet"_s);
    QCOMPARE(support::unnamedControls(*form), QStringList());
    QVERIFY2(all().contains(u"opens at once"_s), "what it means is said before");
    type(part<QLineEdit>(u"grantLogin"_s), u"LIN"_s);
    click(u"Give"_s);
    QTRY_COMPARE(names(), QStringList{u"lin"_s});
    QCOMPARE(firstRight(li)[u"validUntil"], QJsonValue());
    click(u"Undo"_s);
    QTRY_COMPARE(firstRight(li)[u"state"].toString(), u"revoked"_s);
    QTRY_COMPARE(cell(0, Model::RightField), u"Taken back"_s);
}

void LearnersPageTest::whatIsWrongStandsAtItsField()
{
    makeCourse(u"Light"_s, 9'900);
    showLearners();
    QTRY_VERIFY(page().items().isLoaded());
    click(u"Give a right…"_s);
    QVERIFY(sheet<commerce::GrantSheet>());
    click(u"Give"_s);
    QTRY_VERIFY(part<QLineEdit>(u"grantLogin"_s)->property("fault").toBool());
    type(part<QLineEdit>(u"grantLogin"_s), u"nobody"_s);
    click(u"Give"_s);
    QTRY_VERIFY2(all().contains(u"There is nobody with this login name"_s), qPrintable(all()));
    QCOMPARE(page().learners().rowCount(), 0);
}

void LearnersPageTest::aPersonShowsRightsProgressAndOrders()
{
    auto &rights = page().pane().view().rights();
    new QAbstractItemModelTester(&rights, QAbstractItemModelTester::FailureReportingMode::QtTest, &page());
    const qint64 course = makeCourse(u"Light and shadow"_s, 9'900), li = makeLearner(u"lin"_s);
    const auto order = askAs(u"lin"_s, u"/api/orders/create"_s, {{u"itemType"_s, u"column"_s}, {u"itemId"_s, course}});
    QVERIFY(order);
    QVERIFY(ask(u"POST"_s, u"/api/orders/%1/pay-outside"_s.arg((*order)[u"orderId"].toInteger()), {}));
    give(li, makeCourse(u"Night"_s, 100), u"2099-01-01T00:00:00Z"_s);
    showLearners();
    open(li);
    QTRY_COMPARE(rights.rowCount(), 2);
    QCOMPARE(rights.index(0, commerce::RightListModel::Source).data().toString(), u"Given by staff"_s);
    QVERIFY(rights.index(1, commerce::RightListModel::Source).data().toString().startsWith(u"Order "_s));
    QTRY_VERIFY2(all().contains(u"May watch the course"_s), qPrintable(all()));
    QTRY_VERIFY2(all().contains(u"¥99.00 · Paid"_s), qPrintable(all()));
    QVERIFY2(all().contains(u"0 of 1 lessons"_s), qPrintable(all()));
    pictures(&page(), u"learner"_s);
    QCOMPARE(support::unnamedControls(page()), QStringList());
}

void LearnersPageTest::anEndIsChangedAndChangedBack()
{
    const qint64 course = makeCourse(u"Light"_s, 9'900), li = makeLearner(u"lin"_s);
    give(li, course);
    showLearners();
    open(li);
    QTRY_COMPARE(page().pane().view().rights().rowCount(), 1);
    click(u"Change the end…"_s);
    QVERIFY(sheet<commerce::EndSheet>());
    pictures(sheet<commerce::EndSheet>(), u"end-sheet"_s);
    auto *forGood = part<QCheckBox>(u"forGood"_s);
    QTest::mouseClick(forGood, Qt::LeftButton, {}, QPoint(8, forGood->height() / 2));
    part<commerce::DayField>(u"lastDay"_s)->setDate(QDate(2099, 5, 1));
    click(u"Change"_s);
    QTRY_VERIFY(firstRight(li)[u"validUntil"].toString().startsWith(u"2099-0"_s));
    click(u"Undo"_s);
    QTRY_COMPARE(firstRight(li)[u"validUntil"], QJsonValue());
}

void LearnersPageTest::aRightIsTakenBackWithAReasonAndGivenBack()
{
    const qint64 course = makeCourse(u"Light"_s, 9'900), li = makeLearner(u"lin"_s);
    give(li, course);
    showLearners();
    open(li);
    QTRY_COMPARE(page().pane().view().rights().rowCount(), 1);
    QTRY_VERIFY(button(u"Take back…"_s));
    click(u"Take back…"_s);
    QVERIFY(sheet<commerce::RevokeSheet>());
    QVERIFY2(all().contains(u"stops at the next check"_s), "what it means is said before");
    pictures(sheet<commerce::RevokeSheet>(), u"revoke-sheet"_s);
    type(part<QLineEdit>(u"revokeReason"_s), u"asked for it"_s);
    QCOMPARE(firstRight(li)[u"state"].toString(), u"active"_s);
    click(u"Take back"_s);
    QTRY_COMPARE(firstRight(li)[u"state"].toString(), u"revoked"_s);
    click(u"Undo"_s);
    QTRY_COMPARE(firstRight(li)[u"state"].toString(), u"active"_s);
}

void LearnersPageTest::theKeyboardIsEnough()
{
    const qint64 course = makeCourse(u"Light"_s, 9'900), li = makeLearner(u"lin"_s);
    give(li, course);
    showLearners();
    QTRY_COMPARE(names().size(), 1);
    QTest::keyClick(&page().pane(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(part<QLineEdit>(u"learnerSearch"_s)->hasFocus());
    page().pane().table()->setFocus();
    QTest::keyClick(page().pane().table(), Qt::Key_Down);
    QTest::keyClick(page().pane().table(), Qt::Key_Return);
    QTRY_COMPARE(page().pane().view().person(), li);
    QTRY_COMPARE(page().pane().view().rights().rowCount(), 1);
    QTRY_VERIFY(button(u"Take back…"_s) && button(u"Take back…"_s)->isEnabled());
    QTest::keyClick(page().pane().view().table(), Qt::Key_Delete);
    QVERIFY(sheet<commerce::RevokeSheet>());
    QTest::keyClick(sheet<commerce::RevokeSheet>(), Qt::Key_Escape);
    QTRY_VERIFY(!page().findChild<commerce::RevokeSheet *>());
    QCOMPARE(firstRight(li)[u"state"].toString(), u"active"_s);
    QTest::keyClick(page().pane().view().table(), Qt::Key_Escape);
    QTRY_VERIFY(page().pane().table()->isVisible());
    // Where the keyboard goes; without a window manager the page may not be the active window after a sheet.
    QTRY_COMPARE(page().focusWidget(), static_cast<QWidget *>(page().pane().table()));
}

void LearnersPageTest::theListGoesIntoAFile()
{
    const qint64 li = makeLearner(u"lin"_s);
    QVERIFY(ask(u"PUT"_s, u"/api/users/%1"_s.arg(li), {{u"displayName"_s, u"=cmd|' /C calc'!A0"_s}}));
    give(li, makeCourse(u"Light"_s, 9'900));
    showLearners();
    QTRY_COMPARE(names().size(), 1);
    const QString file = m_dir->filePath(u"learners.csv"_s);
    page().pane().setChooser([&](QWidget *, const QString &) { return file; });
    click(u"Export…"_s);
    QTRY_VERIFY2(all().contains(u"Saved as"_s), qPrintable(all()));
    QFile csv(file);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QByteArray text = csv.readAll();
    QVERIFY2(text.startsWith("\xEF\xBB\xBFlogin,"), text.constData());
    QVERIFY2(text.contains("\r\nlin,'=cmd|"), text.constData());
}

void LearnersPageTest::everythingIsInReach_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("one");
    for (const QString &code : ui::Language::codes()) {
        QTest::addRow("%s, list", qPrintable(code)) << code << false;
        QTest::addRow("%s, person", qPrintable(code)) << code << true;
    }
}

void LearnersPageTest::everythingIsInReach()
{
    QFETCH(QString, language);
    QFETCH(bool, one);
    const qint64 li = makeLearner(u"lin"_s);
    give(li, makeCourse(u"Light and shadow in small rooms with one window"_s, 9'900), u"2099-01-01T00:00:00Z"_s);
    showLearners();
    QTRY_COMPARE(names().size(), 1);
    if (one)
        open(li);
    m_language->setCode(language);
    QTRY_COMPARE(support::cutOffTexts(page()), QStringList());
    QTRY_COMPARE(support::outOfReach(page()), QStringList());
}

QTEST_MAIN(LearnersPageTest)
#include "tst_learnerspage.moc"
