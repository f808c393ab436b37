#include "models/catalog/outline/outlinecommands.h"
#include "tests/gui/catalog/studio.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMainWindow>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>

/// ./dev bench desktop: what waits for the GUI thread in the Courses page, over the real embedded backend, offscreen.
/// The course has 5,000 lessons in 20 chapters; a frame is an event, its layout and its painting.
using namespace Qt::StringLiterals;

namespace {

constexpr int Chapters = 20, LessonsEach = 250;

double timed(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    QCoreApplication::processEvents();
    return double(timer.nsecsElapsed()) / 1e6;
}

/// Until `done`, with the longest stretch in which the event loop could not turn.
double waited(const char *what, const std::function<bool()> &done)
{
    QElapsedTimer all;
    all.start();
    double longest = 0;
    while (!done() && all.elapsed() < 20'000) {
        QElapsedTimer turn;
        turn.start();
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
        longest = std::max(longest, double(turn.nsecsElapsed()) / 1e6);
    }
    std::printf("%-52s %8.1f ms   longest turn %6.1f ms\n", what, double(all.nsecsElapsed()) / 1e6, longest);
    return double(all.nsecsElapsed()) / 1e6;
}

void report(const char *what, double ms)
{
    std::printf("%-52s %8.1f ms\n", what, ms);
    std::fflush(stdout);
}

QJsonObject largeOutline(qint64 revision)
{
    QJsonArray chapters;
    for (int c = 0; c < Chapters; ++c) {
        QJsonArray lessons;
        for (int l = 0; l < LessonsEach; ++l)
            lessons.append(QJsonObject{{u"title"_s, u"Lesson %1 of chapter %2"_s.arg(l + 1).arg(c + 1)},
                                       {u"kind"_s, u"video"_s}});
        chapters.append(QJsonObject{{u"title"_s, u"Chapter %1"_s.arg(c + 1)}, {u"videos"_s, lessons}});
    }
    return {{u"revision"_s, revision}, {u"chapters"_s, chapters}};
}

int measure()
{
    const double bare = timed([] {
        QMainWindow empty;
        empty.resize(1280, 800);
        empty.show();
        QCoreApplication::processEvents();
    });
    report("empty QMainWindow, shown and painted", bare);

    Studio studio;
    const auto made = studio.ask(u"POST"_s, u"/api/courses"_s,
                                 {{u"title"_s, u"A large course"_s}, {u"course_type"_s, u"video"_s}});
    if (!made)
        return 1;
    const qint64 id = made->toObject().value(u"id"_s).toInteger();
    const auto path = u"/api/courses/%1/outline"_s.arg(id);
    const auto first = studio.ask(u"GET"_s, path);
    const auto stored = studio.ask(u"PUT"_s, path, largeOutline(first->toObject().value(u"revision"_s).toInteger()));
    if (!stored) {
        std::fprintf(stderr, "%s\n", qPrintable(stored.error().message));
        return 1;
    }
    for (int round = 0; round < 3; ++round) {
        studio.page->showList();
        QCoreApplication::processEvents();
        studio.page->openCourse(CourseId(id));
        waited("opening 5,000 lessons, to the outline", [&] { return studio.open().isOpen(); });
        report("  its first painting", timed([&] { studio.tree().repaint(); }));
    }

    catalog::OutlineView &tree = studio.tree();
    QScrollBar &bar = *tree.verticalScrollBar();
    std::vector<double> frames;
    for (int step = 0; step <= 200; ++step)
        frames.push_back(timed([&] {
            bar.setValue(bar.maximum() * step / 200);
            tree.viewport()->repaint();
        }));
    std::sort(frames.begin(), frames.end());
    std::printf("%-52s %8.1f ms   worst %6.1f ms\n", "a frame while scrolling from end to end, median", frames[100],
                frames.back());
    report("select all", timed([&] { QTest::keyClick(&tree, Qt::Key_A, Qt::ControlModifier); }));
    report("delete all", timed([&] { QTest::keyClick(&tree, Qt::Key_Delete); }));
    report("undo that", timed([&] { studio.open().stack().undo(); }));
    waited("saving it", [&] { return !studio.open().hasUnsaved(); });
    const QModelIndex lesson = tree.model()->index(10, 0, tree.model()->index(0, 0));
    tree.setCurrentIndex(lesson);
    report("move a lesson up", timed([&] { QTest::keyClick(&tree, Qt::Key_Up, Qt::AltModifier); }));
    report("collapse all, expand all", timed([&] {
               tree.collapseAll();
               tree.expandAll();
               tree.viewport()->repaint();
           }));
    waited("saving a move", [&] { return !studio.open().hasUnsaved(); });
    return 0;
}

}  // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    return measure();
}
