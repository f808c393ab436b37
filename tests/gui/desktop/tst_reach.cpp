// Every page and every sheet on a small screen: nothing is out of reach, nothing is cut off, in both languages. Run at
// several scales; a process has one.
#include "app/desktop/desktop.h"
#include "models/catalog/outline/outlinecommands.h"
#include "tests/gui/catalog/outlines.h"
#include "tests/support/widgetchecks.h"
#include "widgets/accounts/signindialog.h"
#include "widgets/catalog/editor/conflictdialog.h"
#include "widgets/catalog/editor/trashdialog.h"
#include "widgets/catalog/editor/unsavedquestion.h"
#include "widgets/catalog/import/importsheet.h"
#include "widgets/catalog/list/coursespage.h"
#include "widgets/catalog/publish/publishsheet.h"
#include "widgets/mainwindow/progresssheet.h"

#include <QApplication>
#include <QDir>
#include <QScreen>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using desktop::Desktop;

namespace {

class NoSecrets : public api::SecretStore
{
public:
    void read(const QString &, QObject *, OnSecret done) override { done(std::nullopt); }
    void write(const QString &, const QByteArray &) override {}
    void remove(const QString &) override {}
};

// A small laptop; a usual screen at 200 %; the small laptop at 150 % and at 200 %.
constexpr QSize Sizes[] = {{1024, 640}, {960, 540}, {683, 427}, {512, 320}};
constexpr int Roomy = 960;  ///< px from which a page has to do without scrolling sideways

}  // namespace

class ReachTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void pages_data();
    void pages();
    void sheets_data();
    void sheets();

private:
    void makeCourse();
    void settle() const
    {
        for (int i = 0; i < 3; ++i) {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            QCoreApplication::processEvents();
        }
    }
    /// For the eye, where somebody asks for it.
    static void picture(QWidget &widget, const QString &name)
    {
        const QString folder = qEnvironmentVariable("COURSEWRIGHT_PICTURES");
        if (!folder.isEmpty())
            widget.grab().save(u"%1/%2.png"_s.arg(folder, name));
    }
    QTemporaryDir m_dir;
    NoSecrets m_secrets;
    std::unique_ptr<Desktop> m_desktop;
};

void ReachTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    qputenv("QT_MEDIA_BACKEND", "ffmpeg");  // as main() does
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QSettings().clear();
    m_desktop = std::make_unique<Desktop>(
            *qApp, Desktop::Options{m_dir.filePath(u"school"_s), m_dir.filePath(u"settings.ini"_s), false, &m_secrets});
    m_desktop->language().setCode(u"en"_s);
    m_desktop->run();
    QTRY_VERIFY(m_desktop->isConnected());
    makeCourse();
}

void ReachTest::makeCourse()
{
    catalog::CoursesPage &courses = m_desktop->courses();
    catalog::CourseFields fields;
    fields.title = u"Watercolour for people who never dared to pick up a brush, and for those who did"_s;
    fields.price = 129'900;
    courses.courses().create(fields, this, [&](const Result<catalog::CourseInfo> &made) {
        QVERIFY(made);
        courses.openCourse(made->id);
    });
    QTRY_VERIFY(courses.open().isOpen());
    catalog::NodeDraft chapter{.kind = catalog::NodeKind::Chapter};
    chapter.chapter.title = u"第一章 水彩入门：纸张、颜料与画笔的选择"_s;
    for (int i = 1; i <= 12; ++i) {
        catalog::NodeDraft lesson;
        lesson.lesson.title = u"Lesson %1: what to do when everything has run into everything else"_s.arg(i);
        chapter.children.push_back(lesson);
    }
    courses.open().push(new catalog::InsertNodesCommand(courses.open().document(), {}, 0, {chapter},
                                                        catalog::InsertNodesCommand::Why::Paste));
    courses.saveNow();
    QTRY_VERIFY(!courses.hasUnsaved());
}

void ReachTest::pages_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("language");
    for (const QSize &size : Sizes) {
        for (const QString &code : ui::Language::codes())
            QTest::addRow("%dx%d %s", size.width(), size.height(), qPrintable(code)) << size << code;
    }
}

void ReachTest::pages()
{
    QFETCH(const QSize, size);
    QFETCH(const QString, language);
    m_desktop->language().setCode(language);
    shell::MainWindow &window = m_desktop->window();
    window.setMinimumSize(0, 0);
    window.resize(size);
    window.show();
    for (ui::Page *page : window.pages()) {
        window.showPage(page->pageId());
        QTRY_VERIFY(page->isLoaded());
        for (const QString &view : QStringList{QString()} + page->views()) {
            page->showView(view);
            QTRY_VERIFY(page->isLoaded());
            settle();
            const QString where = u"%1 %2"_s.arg(page->pageId(), view);
            QCOMPARE(window.size(), size);
            picture(window, u"%1-%2-%3-%4"_s.arg(page->pageId(), view, language).arg(size.width()));
            QTRY_VERIFY2(support::outOfReach(window).isEmpty(),
                         qPrintable(where + u'\n' + support::outOfReach(window).join(u'\n')));
            if (size.width() < Roomy)
                continue;
            QTRY_VERIFY2(support::cutOffTexts(window).isEmpty(),
                         qPrintable(where + u'\n' + support::cutOffTexts(window).join(u'\n')));
            const QWidget *around = page->parentWidget()->parentWidget();
            QTRY_VERIFY2(page->width() <= around->width(), qPrintable(where + u" scrolls sideways"_s));
        }
        page->showView({});
    }
}

void ReachTest::sheets_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("language");
    for (const QString &code : ui::Language::codes()) {
        for (const char *name : {"publish", "import", "trash", "conflict", "sign in", "unsaved", "progress", "failed"})
            QTest::addRow("%s %s", name, qPrintable(code)) << QString::fromLatin1(name) << code;
    }
}

/// Over a window in the farthest corner of the screen, where a sheet that only follows its window would hang over.
void ReachTest::sheets()
{
    QFETCH(const QString, name);
    QFETCH(const QString, language);
    m_desktop->language().setCode(language);
    shell::MainWindow &window = m_desktop->window();
    catalog::CoursesPage &courses = m_desktop->courses();
    window.showPage(u"courses"_s);
    courses.showView(u"editor"_s);
    QTRY_VERIFY(courses.open().isOpen());
    const QRect screen = window.screen()->availableGeometry();
    window.resize(Sizes[0].boundedTo(screen.size()));
    window.move(screen.right() - 200, screen.bottom() - 150);
    window.show();
    api::ApiClient nobody;
    const auto outline = [&] { return courses.open().document().toOutline(); };
    std::unique_ptr<ui::Sheet> sheet;
    if (name == "publish"_L1)
        sheet = std::make_unique<catalog::PublishSheet>(courses.open(), nobody, &courses);
    else if (name == "import"_L1)
        sheet = std::make_unique<catalog::ImportSheet>(nobody, QString(), &courses);
    else if (name == "trash"_L1)
        sheet = std::make_unique<catalog::TrashDialog>(std::vector<catalog::NodeDraft>(3), &courses);
    else if (name == "conflict"_L1)
        sheet = std::make_unique<catalog::ConflictDialog>(outline(), outlines::parse(u"A | a1, a2"_s), &courses);
    else if (name == "sign in"_L1)
        sheet = std::make_unique<accounts::SignInDialog>(m_desktop->session(), &window);
    else if (name == "unsaved"_L1)
        sheet = std::make_unique<catalog::UnsavedQuestion>(courses.open().document().courseFields().title,
                                                           Error{ErrorCode::Unavailable, u"disk_full"_s, {}, {}},
                                                           &courses);
    else
        sheet = std::make_unique<shell::ProgressSheet>(
                u"Making the demo school"_s, u"Videos, courses, learners and their progress are made here."_s, &window);
    if (name == "failed"_L1)
        static_cast<shell::ProgressSheet *>(sheet.get())
                ->setError({ErrorCode::Unavailable, u"disk_full"_s, u"/home/me/school is full"_s, {}});
    sheet->open();
    QTRY_VERIFY2(screen.contains(sheet->frameGeometry()), "it hangs over the edge of the screen");
    settle();
    picture(*sheet, u"sheet-%1-%2"_s.arg(name, language));
    QTRY_VERIFY(screen.contains(sheet->frameGeometry()));
    QTRY_VERIFY2(support::outOfReach(*sheet).isEmpty(), qPrintable(support::outOfReach(*sheet).join(u'\n')));
    QTRY_VERIFY2(support::cutOffTexts(*sheet).isEmpty(), qPrintable(support::cutOffTexts(*sheet).join(u'\n')));
}

QTEST_MAIN(ReachTest)
#include "tst_reach.moc"
