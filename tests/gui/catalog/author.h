#pragma once

// What an author does on the Courses page, for the tests that do it, and the application they do it in.

#include "models/catalog/outline/outlinecommands.h"
#include "tests/gui/catalog/outlines.h"
#include "tests/gui/catalog/studio.h"
#include "tests/support/patience.h"
#include "widgets/common/text/language.h"
#include "widgets/common/theme/theme.h"

#include <QApplication>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QSettings>
#include <QStandardPaths>

/// The functions press, type and drop as a person would; they fail the test in which they are called.
namespace author {

using namespace Qt::StringLiterals;
using namespace catalog;
using outlines::find;

inline void typeTitle(Studio &studio, const QString &title)
{
    QLineEdit *editor = nullptr;
    QVERIFY(QTest::qWaitFor([&] { return (editor = studio.tree().findChild<QLineEdit *>()) != nullptr; },
                            support::Patience));
    editor->selectAll();
    QTest::keyClicks(editor, title);
    QTest::keyClick(editor, Qt::Key_Tab);
    QVERIFY(QTest::qWaitFor([&] { return studio.tree().findChild<QLineEdit *>() == nullptr; }, support::Patience));
}

inline void key(Studio &studio, int code, Qt::KeyboardModifiers modifiers = {})
{
    QApplication::setActiveWindow(studio.page.get());
    studio.tree().setFocus();
    QTest::keyClick(&studio.tree(), Qt::Key(code), modifiers);
}

inline void newCourse(Studio &studio)
{
    if (QPushButton *button = studio.button(studio.page.get(), u"New course"_s))
        QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(studio.waitOpen());
}

/// "A | a1, a2 / B | b1" put into the open course by commands, and stored.
inline void fill(Studio &studio, const QString &outline)
{
    OutlineDocument &document = studio.open().document();
    std::vector<NodeDraft> chapters;
    for (const OutlineChapter &chapter : outlines::parse(outline).chapters) {
        NodeDraft draft{.kind = NodeKind::Chapter, .chapter = chapter.fields};
        for (const OutlineLesson &lesson : chapter.lessons) {
            NodeDraft leaf{.lesson = lesson.fields};
            leaf.lesson.kind = LessonKind::Article;
            leaf.lesson.content = u"text"_s;
            draft.children.push_back(leaf);
        }
        chapters.push_back(draft);
    }
    studio.open().push(new InsertNodesCommand(document, {}, int(document.children({}).size()), chapters,
                                              InsertNodesCommand::Why::Paste));
    QVERIFY(studio.save());
}

inline void drop(Studio &studio, const QStringList &titles, const QString &onto, bool below)
{
    OutlineModel &model = studio.open().model();
    QModelIndexList rows;
    for (const QString &title : titles)
        rows << model.indexOf(find(studio.open().document(), title));
    const std::unique_ptr<QMimeData> mime(model.mimeData(rows));
    const QRect target = studio.tree().visualRect(model.indexOf(find(studio.open().document(), onto)));
    const QPoint at(target.center().x(), below ? target.bottom() : target.center().y());
    QWidget *viewport = studio.tree().viewport();
    QDragEnterEvent enter(at, Qt::MoveAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(viewport, &enter);
    QDragMoveEvent move(at, Qt::MoveAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(viewport, &move);
    QDropEvent event(at, Qt::MoveAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(viewport, &event);
}

/// Somebody else renames a1 while it is being renamed here.
inline void disagree(Studio &studio)
{
    Outline theirs = studio.stored();
    theirs.chapters[0].lessons[0].fields.title = u"theirs"_s;
    studio.open().push(
            new RenameNodeCommand(studio.open().document(), find(studio.open().document(), u"a1"_s), u"mine"_s));
    QVERIFY(studio.ask(u"PUT"_s, u"/api/courses/%1/outline"_s.arg(studio.open().id().value), toJson(theirs)));
    QTRY_COMPARE(studio.open().saver().state(), OutlineSaver::State::Conflict);
}

inline void makeFree(Studio &studio)
{
    CourseFields free = studio.open().document().courseFields();
    free.isFree = true;
    studio.open().push(new EditCourseCommand(studio.open().document(), u"price"_s, free));
    QVERIFY(studio.save());
}

/// For the eye, where somebody asks for it.
inline void picture(QWidget *widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("COURSEWRIGHT_PICTURES");
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QCoreApplication::processEvents();
    if (!folder.isEmpty())
        widget->grab().save(u"%1/%2.png"_s.arg(folder, name));
}

template<class Dialog>
Dialog *shown(Studio &studio)
{
    Dialog *dialog = nullptr;
    const bool there = QTest::qWaitFor(
            [&] {
                dialog = studio.page->findChild<Dialog *>();
                return dialog && dialog->isVisible();
            },
            support::Patience);
    return there ? dialog : nullptr;
}

/// Runs a test class in an application of its own: settings in a folder that goes, light theme, English, UTC.
template<class Test>
int run(int argc, char **argv)
{
    qputenv("TZ", "UTC");
    QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QStandardPaths::setTestModeEnabled(true);
    QApplication app(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("Coursewright Tests"));
    QCoreApplication::setApplicationName(QStringLiteral("courses"));
    ui::Theme theme(app);
    theme.setMode(ui::ThemeMode::Light);
    ui::Language language(app);
    language.setCode(QStringLiteral("en"));
    Test test;
    return QTest::qExec(&test, argc, argv);
}

}  // namespace author
