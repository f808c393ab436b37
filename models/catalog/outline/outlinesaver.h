#pragma once

#include "models/api/apiclient.h"
#include "models/catalog/outline/outlinedocument.h"
#include "models/catalog/outline/outlinejournal.h"

#include <QTimer>

#include <optional>

namespace catalog {

/// Brings the open document to the server: 0.8 s after the last edit, with the revision it came from; one request at a
/// time, what is edited meanwhile goes with the next. Unreachable: keeps trying, with growing pauses and at once when
/// the server is back; everything unsaved is in the journal until the server has it, also while somebody types on
/// without a pause, unless the journal can't be written: then unkept() says why, and nobody may promise that it is
/// kept. Of the course's own fields only the changed ones are sent: they have no revision, and what another
/// desktop has set meanwhile must stay. Thread: GUI.
class OutlineSaver : public QObject
{
    Q_OBJECT
public:
    enum class State {
        Saved,
        Unsaved,  ///< waiting for quiet
        Saving,
        Offline,   ///< nobody answers, or the school can't store now (error()); in the journal, if isKept()
        Conflict,  ///< somebody else has saved meanwhile: resolve with keepMine() or takeTheirs()
        Refused    ///< the server says no (error()); the next edit tries again
    };
    static constexpr int QuietMs = 800;
    static constexpr int JournalMs = 2000;  ///< the longest that an edit is in memory alone

    OutlineSaver(api::ApiClient &api, OutlineDocument &document, QObject *parent = nullptr);

    /// A course has been opened: what the document holds, and `course`, is what the server has.
    void start(OutlineJournal journal, const CourseFields &course);
    /// Stops saving; what is unsaved is in the journal afterwards.
    void stop();

    State state() const { return m_state; }
    bool hasUnsaved() const { return m_outlineEdited || m_courseEdited; }
    const std::optional<Error> &error() const { return m_error; }
    /// Why the journal could not take what is unsaved: it is in memory alone. Errors: those of OutlineJournal::write.
    const std::optional<Error> &unkept() const { return m_unkept; }
    /// What is unsaved would still be there at the next start.
    bool isKept() const { return !m_unkept; }
    /// Tries the journal once more, now. True: everything unsaved is in it, or there is nothing to keep.
    bool keep();
    /// The server's outline that stands against ours, in Conflict.
    const Outline &theirs() const { return m_theirs; }

    void saveNow();
    void keepMine();    ///< ours over theirs; nodes they added go to the trash
    void takeTheirs();  ///< drops our edits

    OutlineJournal::Entry journalEntry() const;
    /// The document holds edits of a journal already.
    void resume(bool courseEdited);
    /// A newer look at the course, while nothing of ours is unsaved. True: somebody else has changed its own fields;
    /// they are in the document now.
    bool takeCourse(const CourseFields &theirs);

Q_SIGNALS:
    void stateChanged();
    void stored();       ///< something has arrived at the server
    void theirsTaken();  ///< the document was replaced: undo history is void

private:
    void edited();
    void send();
    void sendOutline();
    void sendCourse();
    void outlineAnswered(const api::Answer &answer, const Outline &sent, qint64 generation);
    void courseAnswered(const api::Answer &answer, const CourseFields &sent);
    void courseStored(const CourseFields &theirs, const CourseFields &sent);
    void failed(const Error &error);
    bool isOurs(const Outline &theirs, const Outline &sent) const;
    void writeJournal();
    void removeJournal();
    void setState(State state, const std::optional<Error> &error = {});

    api::ApiClient &m_api;
    OutlineDocument &m_document;
    std::optional<OutlineJournal> m_journal;
    CourseFields m_courseBase;  ///< the course's own fields as the server last told them
    Outline m_theirs;
    std::optional<Error> m_error;
    std::optional<Error> m_unkept;
    QTimer m_quiet;
    QTimer m_retry;
    QTimer m_journalLater;
    State m_state = State::Saved;
    int m_failures = 0;
    int m_session = 0;  ///< answers for a course that was closed meanwhile are dropped
    bool m_outlineEdited = false;
    bool m_courseEdited = false;
    bool m_courseUnderWay = false;  ///< sent, and not yet answered: as good as unsaved when the program ends
    bool m_inFlight = false;
};

}  // namespace catalog
