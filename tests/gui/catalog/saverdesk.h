#pragma once

// Desktops at work on one course, each with its own journal.

// Edits reach the server: quiet, coalescing, conflict, offline, journal.
#include "models/catalog/outline/opencourse.h"
#include "models/catalog/outline/outlinecommands.h"
#include "models/domain/catalog/outlinejson.h"
#include "tests/gui/catalog/outlines.h"
#include "tests/support/fakeserver.h"
#include "tests/support/patience.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace catalog;
using outlines::find;
using outlines::text;
using support::FakeReply;
using support::FakeRequest;
using State = OutlineSaver::State;

/// A server with one course, that keeps what it is sent and checks the revision as the real one does.
class School : public support::FakeServer
{
public:
    explicit School(const QString &start) : outline(outlines::parse(start))
    {
        on("GET"_ba, u"/api/courses/7"_s, [this](const FakeRequest &) { return FakeReply::data(course()); });
        on("PUT"_ba, u"/api/courses/7"_s, [this](const FakeRequest &request) {
            const QJsonObject sent = request.json();
            for (auto it = sent.begin(); it != sent.end(); ++it)
                fields[it.key()] = it.value();
            return FakeReply::data(course());
        });
        on("GET"_ba, u"/api/courses/7/outline"_s,
           [this](const FakeRequest &) { return FakeReply::data(toJson(outline)); });
        on("PUT"_ba, u"/api/courses/7/outline"_s, [this](const FakeRequest &request) { return put(request.json()); });
    }

    QJsonObject course() const
    {
        return {{u"id"_s, 7},
                {u"title"_s, fields[u"title"].toString(u"Light"_s)},
                {u"revision"_s, outline.revision},
                {u"price"_s, fields[u"price"]},
                {u"description"_s, fields[u"description"]},
                {u"status"_s, u"draft"_s}};
    }

    FakeReply put(const QJsonObject &document)
    {
        Outline sent = *outlineFromJson(document);
        if (sent.revision != outline.revision)
            return FakeReply::failure(409, u"stale_revision"_s, {}, {{u"outline"_s, toJson(outline)}});
        for (auto &chapter : sent.chapters) {
            if (!chapter.id.isValid())
                chapter.id = ChapterId(++lastId);
            for (auto &lesson : chapter.lessons) {
                if (!lesson.id.isValid())
                    lesson.id = LessonId(++lastId);
            }
        }
        ++sent.revision;
        const FakeReply answer = FakeReply::data(toJson(sent));
        for (auto &chapter : sent.chapters) {
            chapter.clientKey.clear();  // never stored
            for (auto &lesson : chapter.lessons)
                lesson.clientKey.clear();
        }
        outline = sent;
        return std::exchange(loseAnswer, false) ? FakeReply::hangUp() : answer;
    }

    qsizetype puts() const { return requests("PUT"_ba, u"/api/courses/7/outline"_s).size(); }

    Outline outline;
    QJsonObject fields;
    qint64 lastId = 100;
    bool loseAnswer = false;
};

/// What every test of these begins with.
class SaverDeskTest : public QObject
{
    Q_OBJECT
protected:
    struct Desk {
        api::ApiClient client;
        api::EventStream events{client};
        OpenCourse course;
        Desk(const School &school, const QString &journal) : course(client, events)
        {
            course.setJournal(OutlineJournal(journal, u"here"_s));
            client.connectTo(school.url(), {"t"_ba, {}});
            course.open(CourseId(7));
        }
        bool opened()
        {
            return QTest::qWaitFor([this] { return course.isOpen(); }, support::Patience);
        }
        State state() { return course.saver().state(); }
        void rename(const QString &from, const QString &to)
        {
            course.push(new RenameNodeCommand(course.document(), find(course.document(), from), to));
        }
        CourseFields fields() { return course.document().courseFields(); }
        void describe(const QString &text)
        {
            CourseFields after = fields();
            after.description = text;
            course.push(new EditCourseCommand(course.document(), u"description"_s, after));
        }
        void add(const QString &chapter, const QString &title)
        {
            NodeDraft draft;
            draft.lesson.title = title;
            course.push(new InsertNodesCommand(course.document(), find(course.document(), chapter), 0, {draft},
                                               InsertNodesCommand::Why::Add));
        }
    };
    QTemporaryDir m_dir;
    QString journal() const { return m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction())); }
    QStringList journalFiles() const { return QDir(journal()).entryList(QDir::Files); }
};
