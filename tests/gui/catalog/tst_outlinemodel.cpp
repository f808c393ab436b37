// The open course in memory: commands, undo to the letter, the tree model under Qt's own tester.
#include "models/catalog/outline/outlineclipboard.h"
#include "models/catalog/outline/outlinecommands.h"
#include "models/catalog/outline/outlinecomparison.h"
#include "models/catalog/outline/outlinemodel.h"
#include "models/domain/catalog/outlinejson.h"
#include "models/domain/json.h"
#include "tests/gui/catalog/outlines.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace Qt::StringLiterals;
using namespace catalog;
using outlines::find;
using outlines::text;

class TestOutlineModel : public QObject
{
    Q_OBJECT

    struct Open {
        OutlineDocument document;
        QUndoStack stack;
        OutlineModel model{document, stack};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
        explicit Open(const QString &outline) { document.reset(outlines::parse(outline), {}); }
        NodeKey at(const QString &title) const { return find(document, title); }
        std::vector<NodeKey> keys(const QStringList &titles) const
        {
            std::vector<NodeKey> found;
            for (const QString &title : titles)
                found.push_back(at(title));
            return found;
        }
        void move(const QStringList &titles, const QString &parent, int row)
        {
            stack.push(new MoveNodesCommand(document, keys(titles), parent.isEmpty() ? NodeKey() : at(parent), row));
        }
    };

    static NodeDraft lesson(const QString &title)
    {
        NodeDraft draft;
        draft.lesson.title = title;
        return draft;
    }

private Q_SLOTS:
    void movesLand_data();
    void movesLand();
    void aMoveThatChangesNothingIsKnown();
    void removedNodesComeBackAsThemselves();
    void editsOfOneVisitMelt();
    void anEditOfManyIsOneStep();
    void undoDoesNotForgetWhatTheServerSaid();
    void idsOfNewNodesSurviveUndo();
    void anyEditsUndoneLeaveTheSameOutline();
    void pasteBringsCopies();
    void aForeignClipboardIsRefused();
    void dropsGoWhereThePointerSays_data();
    void dropsGoWhereThePointerSays();
    void droppedFilesAreAnnounced();
    void renamingInTheTree();
    void rowsTellTheirState();
    void fiveThousandLessonsOpen();
};

void TestOutlineModel::movesLand_data()
{
    QTest::addColumn<QStringList>("titles");
    QTest::addColumn<QString>("parent");
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("outcome");
    const QString a = u"A"_s;
    QTest::newRow("down") << QStringList{u"a1"_s} << a << 3 << u"A | a2, a3, a1 / B | b1"_s;
    QTest::newRow("up") << QStringList{u"a3"_s} << a << 0 << u"A | a3, a1, a2 / B | b1"_s;
    QTest::newRow("two that are apart") << QStringList{u"a1"_s, u"a3"_s} << a << 2 << u"A | a2, a1, a3 / B | b1"_s;
    QTest::newRow("kept in order") << QStringList{u"a3"_s, u"a1"_s} << u"B"_s << 1 << u"A | a2 / B | b1, a1, a3"_s;
    QTest::newRow("across, to the front")
            << QStringList{u"a2"_s, u"a3"_s} << u"B"_s << 0 << u"A | a1 / B | a2, a3, b1"_s;
    QTest::newRow("from both") << QStringList{u"a1"_s, u"b1"_s} << a << 3 << u"A | a2, a3, a1, b1 / B | "_s;
    QTest::newRow("chapter") << QStringList{u"B"_s} << QString() << 0 << u"B | b1 / A | a1, a2, a3"_s;
    QTest::newRow("chapter with its lesson selected too")
            << QStringList{u"A"_s, u"a2"_s} << QString() << 2 << u"B | b1 / A | a1, a2, a3"_s;
}

void TestOutlineModel::movesLand()
{
    QFETCH(QStringList, titles);
    QFETCH(QString, parent);
    QFETCH(int, row);
    QFETCH(QString, outcome);
    Open open(u"A | a1, a2, a3 / B | b1"_s);
    open.move(titles, parent, row);
    QCOMPARE(text(open.document), outcome);
    open.stack.undo();
    QCOMPARE(text(open.document), u"A | a1, a2, a3 / B | b1"_s);
    open.stack.redo();
    QCOMPARE(text(open.document), outcome);
}

void TestOutlineModel::aMoveThatChangesNothingIsKnown()
{
    Open open(u"A | a1, a2, a3"_s);
    const auto same = [&](const QStringList &titles, int row) {
        return MoveNodesCommand(open.document, open.keys(titles), open.at(u"A"_s), row).changesNothing();
    };
    QVERIFY(same({u"a2"_s}, 1));
    QVERIFY(same({u"a2"_s}, 2));
    QVERIFY(same({u"a1"_s, u"a2"_s}, 1));
    QVERIFY(!same({u"a2"_s}, 0));
    QVERIFY(!same({u"a1"_s, u"a3"_s}, 1));
}

void TestOutlineModel::removedNodesComeBackAsThemselves()
{
    Open open(u"A | a1, a2, a3 / B | b1"_s);
    const auto before = json::compact(toJson(open.document.toOutline()));
    const NodeKey a2 = open.at(u"a2"_s);
    open.stack.push(new RemoveNodesCommand(open.document, open.keys({u"a2"_s, u"B"_s, u"b1"_s, u"a1"_s})));
    QCOMPARE(text(open.document), u"A | a3"_s);
    open.stack.undo();
    QCOMPARE(open.at(u"a2"_s), a2);
    QCOMPARE(json::compact(toJson(open.document.toOutline())), before);
}

void TestOutlineModel::editsOfOneVisitMelt()
{
    Open open(u"A | a1"_s);
    const NodeKey key = open.at(u"a1"_s);
    for (const QString &title : {u"a"_s, u"al"_s, u"alpha"_s})
        open.stack.push(new RenameNodeCommand(open.document, key, title, 5));
    QCOMPARE(open.stack.count(), 1);
    open.stack.push(new RenameNodeCommand(open.document, key, u"beta"_s, 6));
    QCOMPARE(open.stack.count(), 2);
    open.stack.undo();
    QCOMPARE(open.document.node(key).title(), u"alpha"_s);
    open.stack.undo();
    QCOMPARE(open.document.node(key).title(), u"a1"_s);
}

void TestOutlineModel::anEditOfManyIsOneStep()
{
    Open open(u"A | a1, a2 / B | b1"_s);
    open.stack.push(new EditFieldsCommand(open.document, open.keys({u"a1"_s, u"b1"_s}), u"price"_s,
                                          [](EditFieldsCommand::Fields &fields) { fields.lesson.price = 990; }));
    QCOMPARE(open.document.node(open.at(u"a1"_s)).lesson.price, 990);
    QCOMPARE(open.document.node(open.at(u"a2"_s)).lesson.price, 0);
    QCOMPARE(open.document.node(open.at(u"b1"_s)).lesson.price, 990);
    open.stack.undo();
    QCOMPARE(open.document.node(open.at(u"b1"_s)).lesson.price, 0);
}

void TestOutlineModel::undoDoesNotForgetWhatTheServerSaid()
{
    // The length of a file becomes known after the lesson was edited; taking the edit back must not take the length
    // away.
    Open open(u"A | a1"_s);
    const NodeKey key = open.at(u"a1"_s);
    open.stack.push(new EditFieldsCommand(open.document, {key}, u"media"_s,
                                          [](EditFieldsCommand::Fields &fields) { fields.lesson.asset = AssetId(4); }));
    open.stack.push(new EditFieldsCommand(open.document, {key}, u"free"_s,
                                          [](EditFieldsCommand::Fields &fields) { fields.lesson.isFree = true; }));
    open.document.refreshMedia({{AssetId(4), {LessonMedia{u"ready"_s, 1, {}, {}, {}, {}}, 61'000}}});
    open.stack.undo();
    QCOMPARE(open.document.node(key).lesson.duration, 61'000);
    QVERIFY(!open.document.node(key).lesson.isFree);
    QVERIFY(open.document.node(key).media.has_value());
}

void TestOutlineModel::idsOfNewNodesSurviveUndo()
{
    Open open(u"A | a1"_s);
    open.stack.push(new InsertNodesCommand(open.document, open.at(u"A"_s), 1, {lesson(u"new"_s)},
                                           InsertNodesCommand::Why::Add));
    Outline answer = open.document.toOutline();
    QVERIFY(!answer.chapters[0].lessons[1].clientKey.isEmpty());
    answer.revision = 2;
    answer.chapters[0].lessons[1].id = LessonId(77);
    answer.chapters[0].lessons[1].uid = u"lesson_77"_s;
    open.stack.undo();  // while the save was on its way
    open.document.adopt(answer);
    QCOMPARE(text(open.document), u"A | a1"_s);
    open.stack.redo();
    QCOMPARE(open.document.toOutline().chapters[0].lessons[1].id, LessonId(77));
    QVERIFY(open.document.toOutline().chapters[0].lessons[1].clientKey.isEmpty());
    QCOMPARE(open.document.revision(), 2);
}

void TestOutlineModel::anyEditsUndoneLeaveTheSameOutline()
{
    QRandomGenerator random(20260101);
    for (int round = 0; round < 40; ++round) {
        Open open(u"A | a1, a2, a3, a4 / B | b1, b2 / C | / D | d1, d2, d3"_s);
        const QByteArray before = json::compact(toJson(open.document.toOutline()));
        for (int step = 0; step < 25; ++step) {
            const auto all = open.document.inOrder();
            std::vector<NodeKey> some;
            for (NodeKey key : all) {
                if (random.bounded(4) == 0)
                    some.push_back(key);
            }
            const auto &chapters = open.document.children(NodeKey());
            const NodeKey chapter =
                    chapters.empty() ? NodeKey() : chapters[size_t(random.bounded(int(chapters.size())))];
            const int rows = int(open.document.children(chapter).size());
            switch (random.bounded(5)) {
            case 0: open.stack.push(new RemoveNodesCommand(open.document, some)); break;
            case 1:
                open.stack.push(new MoveNodesCommand(open.document, some, random.bounded(2) ? chapter : NodeKey(),
                                                     random.bounded(rows + 1)));
                break;
            case 2:
                if (chapter.isValid())
                    open.stack.push(new InsertNodesCommand(open.document, chapter, random.bounded(rows + 1),
                                                           {lesson(u"n"_s), lesson(u"m"_s)},
                                                           InsertNodesCommand::Why::Paste));
                break;
            case 3:
                if (!all.empty())
                    open.stack.push(new RenameNodeCommand(open.document, all[size_t(random.bounded(int(all.size())))],
                                                          QString::number(step), random.bounded(2)));
                break;
            default:
                open.stack.push(
                        new EditFieldsCommand(open.document, some, u"x"_s, [](EditFieldsCommand::Fields &fields) {
                            fields.lesson.isFree = !fields.lesson.isFree;
                            fields.chapter.isLocked = !fields.chapter.isLocked;
                        }));
            }
        }
        const QByteArray after = json::compact(toJson(open.document.toOutline()));
        open.stack.setIndex(0);
        QCOMPARE(json::compact(toJson(open.document.toOutline())), before);
        open.stack.setIndex(open.stack.count());
        QCOMPARE(json::compact(toJson(open.document.toOutline())), after);
    }
}

void TestOutlineModel::pasteBringsCopies()
{
    Open open(u"A | a1, a2 / B | b1"_s);
    const auto mime = clipboard::copy(open.document, open.keys({u"A"_s, u"a1"_s, u"b1"_s}));
    const auto drafts = clipboard::drafts(*mime);
    QCOMPARE(drafts.size(), 2u);
    QCOMPARE(drafts[0].kind, NodeKind::Chapter);
    QCOMPARE(drafts[0].children.size(), 2u);
    QCOMPARE(drafts[1].lesson.title, u"b1"_s);
    QCOMPARE(mime->text(), u"A\n    a1\n    a2\nb1"_s);
    open.stack.push(new InsertNodesCommand(open.document, {}, 2, {drafts[0]}, InsertNodesCommand::Why::Paste));
    QCOMPARE(text(open.document), u"A | a1, a2 / B | b1 / A | a1, a2"_s);
    const Outline outline = open.document.toOutline();
    QVERIFY2(!outline.chapters[2].id.isValid() && outline.chapters[2].uid.isEmpty(), "a copy is a new chapter");
    QVERIFY(outline.chapters[2].lessons[0].clientKey != outline.chapters[2].lessons[1].clientKey);
}

void TestOutlineModel::aForeignClipboardIsRefused()
{
    Open open(u"A | a1"_s);
    Open other(u"A | a1"_s);
    const auto mime = clipboard::copy(other.document, other.keys({u"a1"_s}));
    QVERIFY2(clipboard::keys(*mime, open.document).empty(), "keys of another document mean nothing here");
    QCOMPARE(clipboard::drafts(*mime).size(), 1u);
    QCOMPARE(clipboard::keys(*mime, other.document), other.keys({u"a1"_s}));
    other.stack.push(new RemoveNodesCommand(other.document, other.keys({u"a1"_s})));
    QVERIFY2(clipboard::keys(*mime, other.document).empty(), "what was removed meanwhile can't be moved");
    QCOMPARE(clipboard::drafts(*mime).size(), 1u);
    QMimeData junk;
    junk.setData(QLatin1StringView(clipboard::DraftsFormat), "{\"revision\":1,\"chapters\":7}"_ba);
    QVERIFY(clipboard::drafts(junk).empty());
}

void TestOutlineModel::dropsGoWhereThePointerSays_data()
{
    QTest::addColumn<QString>("dragged");
    QTest::addColumn<QString>("parent");
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("outcome");
    const QString nothing = u"A | a1, a2 / B | b1, b2"_s;
    QTest::newRow("on a lesson: behind it") << u"a1"_s << u"b1"_s << -1 << u"A | a2 / B | b1, a1, b2"_s;
    QTest::newRow("on a chapter: at its end") << u"a1"_s << u"B"_s << -1 << u"A | a2 / B | b1, b2, a1"_s;
    QTest::newRow("between lessons") << u"a1"_s << u"B"_s << 1 << u"A | a2 / B | b1, a1, b2"_s;
    QTest::newRow("between chapters: end of the one before")
            << u"b1"_s << QString() << 1 << u"A | a1, a2, b1 / B | b2"_s;
    QTest::newRow("above all: start of the first") << u"b1"_s << QString() << 0 << u"A | b1, a1, a2 / B | b2"_s;
    QTest::newRow("below all") << u"a1"_s << QString() << -1 << u"A | a2 / B | b1, b2, a1"_s;
    QTest::newRow("chapter on a lesson: behind its chapter") << u"A"_s << u"b1"_s << -1 << u"B | b1, b2 / A | a1, a2"_s;
    QTest::newRow("chapter to the front") << u"B"_s << QString() << 0 << u"B | b1, b2 / A | a1, a2"_s;
    QTest::newRow("on itself") << u"a1"_s << u"a1"_s << -1 << nothing;
    QTest::newRow("chapter on itself") << u"A"_s << u"A"_s << -1 << nothing;
}

void TestOutlineModel::dropsGoWhereThePointerSays()
{
    QFETCH(QString, dragged);
    QFETCH(QString, parent);
    QFETCH(int, row);
    QFETCH(QString, outcome);
    Open open(u"A | a1, a2 / B | b1, b2"_s);
    const std::unique_ptr<QMimeData> mime(open.model.mimeData({open.model.indexOf(open.at(dragged))}));
    const QModelIndex target = parent.isEmpty() ? QModelIndex() : open.model.indexOf(open.at(parent));
    open.model.dropMimeData(mime.get(), Qt::MoveAction, row, 0, target);
    QCOMPARE(text(open.document), outcome);
}

void TestOutlineModel::droppedFilesAreAnnounced()
{
    Open open(u"A | a1 / B | b1"_s);
    QSignalSpy dropped(&open.model, &OutlineModel::filesDropped);
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(u"/videos/1.mp4"_s)});
    QVERIFY(open.model.dropMimeData(&mime, Qt::CopyAction, -1, 0, open.model.indexOf(open.at(u"b1"_s))));
    QCOMPARE(dropped.count(), 1);
    QCOMPARE(dropped[0][1].value<NodeKey>(), open.at(u"B"_s));
    QCOMPARE(dropped[0][2].toInt(), 1);
    QCOMPARE(open.stack.count(), 0);
}

void TestOutlineModel::renamingInTheTree()
{
    Open open(u"A | a1"_s);
    const QModelIndex index = open.model.indexOf(open.at(u"a1"_s));
    QVERIFY(open.model.setData(index, u"  光  "_s, Qt::EditRole));
    QCOMPARE(index.data().toString(), u"光"_s);
    QVERIFY(open.model.setData(index, u"光"_s, Qt::EditRole));
    QCOMPARE(open.stack.count(), 1);
    QVERIFY(!open.model.setData(index, QString(MaxTitle + 1, u'x'), Qt::EditRole));
}

void TestOutlineModel::rowsTellTheirState()
{
    Open open(u"A | same, same, a3 / Empty | "_s);
    const auto row = [&](int r) { return open.model.index(r, 0, open.model.index(0, 0)); };
    const auto warnings = [](const QModelIndex &index) {
        return index.data(OutlineModel::WarningsRole).toStringList();
    };
    QCOMPARE(warnings(row(0)), (QStringList{u"lesson_without_media"_s, u"title_duplicate"_s}));
    QCOMPARE(warnings(row(2)), QStringList{u"lesson_without_media"_s});
    QCOMPARE(warnings(open.model.index(1, 0)), QStringList{u"empty_chapter"_s});

    const NodeKey a3 = open.at(u"a3"_s);
    open.stack.push(new EditFieldsCommand(open.document, {a3}, u"x"_s, [](EditFieldsCommand::Fields &fields) {
        fields.lesson.asset = AssetId(9);
        fields.lesson.isTrial = true;
        fields.lesson.trialSeconds = 90;
    }));
    QCOMPARE(row(2).data(OutlineModel::MediaRole).toInt(), int(OutlineModel::MediaState::Processing));
    QCOMPARE(row(2).data(OutlineModel::AccessRole).toInt(), int(OutlineModel::Access::Trial));
    QVERIFY(row(2).data(OutlineModel::DirtyRole).toBool());
    open.document.refreshMedia({{AssetId(9), {LessonMedia{u"ready"_s, 1, {}, {}, {}, {}}, 60'000}}});
    QCOMPARE(row(2).data(OutlineModel::MediaRole).toInt(), int(OutlineModel::MediaState::Ready));
    QCOMPARE(warnings(row(2)), QStringList{u"trial_longer_than_lesson"_s});
    QCOMPARE(open.model.index(0, 0).data(OutlineModel::DurationRole).toLongLong(), 60'000);
    open.document.markSaved(open.document.generation());
    QVERIFY(!row(2).data(OutlineModel::DirtyRole).toBool());

    CourseFields free;
    free.isFree = true;
    open.stack.push(new EditCourseCommand(open.document, u"price"_s, free));
    QCOMPARE(row(0).data(OutlineModel::AccessRole).toInt(), int(OutlineModel::Access::Free));
}

void TestOutlineModel::fiveThousandLessonsOpen()
{
    OutlineDocument document;
    QUndoStack stack;
    OutlineModel model(document, stack);
    const Outline outline = outlines::large(50, 100);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    document.reset(outline, {});
    QCOMPARE(reset.count(), 1);
    QCOMPARE(model.rowCount(), 50);
    QCOMPARE(document.lessonCount(), 5000);
    QVERIFY(sameContent(document.toOutline(), outline));
    // All in one: the steps of a move are single rows, and undo takes them back one by one.
    std::vector<NodeKey> all = document.inOrder();
    const NodeKey first = document.child({}, 0);
    std::erase_if(all, [&](NodeKey key) { return document.node(key).kind == NodeKind::Chapter; });
    stack.push(new MoveNodesCommand(document, all, first, 0));
    QCOMPARE(int(document.children(first).size()), 5000);
    stack.undo();
    QVERIFY(sameContent(document.toOutline(), outline));
}

QTEST_GUILESS_MAIN(TestOutlineModel)
#include "tst_outlinemodel.moc"
