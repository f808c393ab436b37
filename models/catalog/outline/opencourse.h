#pragma once

#include "models/api/eventstream.h"
#include "models/catalog/list/courseinfo.h"
#include "models/catalog/outline/coursecover.h"
#include "models/catalog/outline/coursemedia.h"
#include "models/catalog/outline/outlinemodel.h"
#include "models/catalog/outline/outlinesaver.h"
#include "models/catalog/outline/outlinetrash.h"
#include "models/catalog/publish/publishchecksmodel.h"

#include <QUndoStack>

namespace catalog {

/// The course that is open in the editor: document, history, tree, saver and checks as one, kept up to date by events.
/// Thread: GUI.
class OpenCourse : public QObject
{
    Q_OBJECT
public:
    OpenCourse(api::ApiClient &api, api::EventStream &events, QObject *parent = nullptr);
    ~OpenCourse() override;

    /// Where unsaved edits go. For the course that is opened next.
    void setJournal(OutlineJournal journal) { m_journal = std::move(journal); }
    const OutlineJournal &journal() const { return m_journal; }

    /// Loads it; `opened` or `failed` follows. A journal of the same revision is applied at once, one of an older
    /// revision becomes a conflict to be resolved.
    void open(CourseId id);
    void close();

    bool isOpen() const { return m_open; }
    bool hasUnsaved() const { return m_saver.hasUnsaved(); }
    CourseId id() const { return m_id; }
    const CourseInfo &info() const { return m_info; }
    OutlineDocument &document() { return m_document; }
    QUndoStack &stack() { return m_stack; }
    OutlineModel &model() { return m_model; }
    OutlineSaver &saver() { return m_saver; }
    const OutlineSaver &saver() const { return m_saver; }
    PublishChecksModel &checks() { return m_checks; }
    OutlineTrash &trash() { return m_trash; }
    CourseMedia &media() { return m_media; }
    CourseCover &cover() { return m_cover; }

    /// Calls back when everything is stored, or when it is clear that it won't be now (it is in the journal then).
    void whenSaved(QObject *context, const std::function<void(Result<void>)> &done);
    void push(QUndoCommand *command) { m_stack.push(command); }

    /// Saves first when something is unsaved. The checks are in the model afterwards.
    void fetchChecks(QObject *context, std::function<void(Result<void>)> done);
    /// FailedPrecondition "not_fit_to_publish": the checks are in the model. The answer is the edition's number.
    void publish(QObject *context, std::function<void(Result<int>)> done);
    /// As soon as the media are ready, by itself; at once if they are. The answer is the edition that is out by now, 0: it
    /// waits. Errors as of publish.
    void publishWhenReady(QObject *context, std::function<void(Result<int>)> done);
    void cancelPublish(QObject *context, std::function<void(Result<void>)> done);
    api::ApiClient &api() { return m_api; }
    void unpublish(QObject *context, std::function<void(Result<void>)> done);

Q_SIGNALS:
    void opened();
    void aboutToClose();  ///< everything is still there: what the view remembers is written now
    void closed();
    void failed(const Error &error);
    void infoChanged();
    void publishedByItself(int edition);  ///< what waited for its media is out
    void publishStopped();                ///< it waited, and something else stood in the way
    void journalApplied(Millis written);
    void changedElsewhere();        ///< the outline was replaced by a newer one of the server; the history is void
    void fieldsChangedElsewhere();  ///< the course's own fields have: they are in the document, the history stands

private:
    void loaded(const CourseInfo &info, const Outline &outline);
    void applyJournal(const Outline &stored);
    void refresh() { m_refreshTimer.start(); }
    void fetchInfo();
    void refreshOutline();
    void eventHeard(const QString &type, qint64 id);
    void setInfo(const CourseInfo &info);
    void sendPublish(const QJsonObject &body, QObject *context, std::function<void(Result<int>)> done);

    api::ApiClient &m_api;
    OutlineJournal m_journal{OutlineJournal::defaultFolder(), QStringLiteral("own")};
    CourseId m_id;
    CourseInfo m_info;
    OutlineDocument m_document;
    QUndoStack m_stack;
    OutlineModel m_model;
    OutlineSaver m_saver;
    CourseMedia m_media;
    CourseCover m_cover;
    PublishChecksModel m_checks;
    OutlineTrash m_trash;
    QTimer m_refreshTimer;  ///< our own save is told twice, by its answer and by an event: one look is enough
    bool m_open = false;
    std::shared_ptr<void> m_halves;  ///< the load under way
};

}  // namespace catalog
