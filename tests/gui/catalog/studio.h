#pragma once

// The Courses page over the real backend, in one process, as the desktop has it.

#include "backend/backend.h"
#include "models/catalog/outline/opencourse.h"
#include "models/domain/catalog/outlinejson.h"
#include "tests/support/patience.h"
#include "widgets/catalog/editor/courseeditor.h"
#include "widgets/catalog/editor/outlineview.h"
#include "widgets/catalog/list/courselistpane.h"
#include "widgets/catalog/list/coursespage.h"

#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

/// A school in a folder of its own, and a page that shows it.
class Studio
{
public:
    explicit Studio(bool runJobs = false)
    {
        Backend::Options options;
        options.dataFolder = dir.filePath(QStringLiteral("school"));
        options.http.port = 0;
        options.embedded = true;
        options.runJobs = runJobs;
        options.cheapPasswords = true;
        options.requestsPerMinute = 0;
        auto opened = Backend::open(options);
        if (!opened || !(*opened)->listen())
            qFatal("The backend did not start: %s", opened ? "can't listen" : qPrintable(opened.error().message));
        backend = std::move(*opened);
        connectPage();
    }
    ~Studio() { page.reset(); }

    void connectPage()
    {
        page = std::make_unique<catalog::CoursesPage>(client, events, nullptr);
        page->setSchool(QStringLiteral("studio"), dir.filePath(QStringLiteral("journal")));
        page->resize(1280, 800);
        page->show();
        (void)QTest::qWaitForWindowActive(page.get());
        client.connectTo(QUrl(backend->url()), {backend->ownerToken(), {}});
        page->activated();
        if (!QTest::qWaitFor([this] { return page->isLoaded(); }, support::Patience))
            qFatal("The course list never came.");
    }

    catalog::OpenCourse &open() { return page->open(); }
    catalog::OutlineView &tree() { return *page->editor()->outline(); }
    bool waitOpen()
    {
        return QTest::qWaitFor([this] { return open().isOpen(); }, support::Patience);
    }
    /// The edits reach the server at once, as when the author leaves the page: for tests that are not about when.
    bool save()
    {
        open().saver().saveNow();
        return waitSaved();
    }
    /// The edits reach the server by themselves, after the quiet that the saver waits for.
    bool waitSaved()
    {
        return QTest::qWaitFor(
                [this] {
                    return !open().hasUnsaved() && open().saver().state() == catalog::OutlineSaver::State::Saved;
                },
                support::Patience);
    }

    /// One request outside the page, as another desktop would make it.
    api::Answer ask(const QString &method, const QString &path, const QJsonObject &body = {})
    {
        std::optional<api::Answer> got;
        const auto done = [&](api::Answer answer) { got = std::move(answer); };
        if (method == QLatin1String("GET"))
            client.get(path, page.get(), done);
        else if (method == QLatin1String("PUT"))
            client.put(path, body, page.get(), done);
        else
            client.post(path, body, page.get(), done);
        if (!QTest::qWaitFor([&] { return got.has_value(); }, support::Patience))
            return Error::internal(QStringLiteral("no answer"));
        return *got;
    }
    catalog::Outline stored() { return stored(open().id()); }
    catalog::Outline stored(CourseId course)
    {
        const auto answer = ask(QStringLiteral("GET"), QStringLiteral("/api/courses/%1/outline").arg(course.value));
        return answer ? *catalog::outlineFromJson(answer->toObject()) : catalog::Outline();
    }

    QPushButton *button(QWidget *within, const QString &text)
    {
        for (QPushButton *candidate : within->findChildren<QPushButton *>()) {
            if (candidate->text() == text && candidate->isVisibleTo(within))
                return candidate;
        }
        return nullptr;
    }
    void click(QWidget *within, const QString &text)
    {
        QPushButton *target = button(within, text);
        if (!target)
            qFatal("There is no button “%s”.", qPrintable(text));
        QTest::mouseClick(target, Qt::LeftButton);
    }

    QTemporaryDir dir;
    std::unique_ptr<Backend> backend;
    api::ApiClient client;
    api::EventStream events{client};
    std::unique_ptr<catalog::CoursesPage> page;
};
