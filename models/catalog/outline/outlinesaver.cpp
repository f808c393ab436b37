#include "models/catalog/outline/outlinesaver.h"

#include "models/catalog/outline/outlinecomparison.h"
#include "models/domain/catalog/outlinejson.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

constexpr int LongestPause = 60'000;

bool canTryAgain(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Unavailable:
    case ErrorCode::RateLimited:
    case ErrorCode::Cancelled:
    case ErrorCode::Internal:
    case ErrorCode::DataLoss: return true;
    default: return false;
    }
}

/// Ids for the nodes that were new in `sent`, by position: for an answer that never arrived, and so never brought them.
Outline withClientKeys(Outline theirs, const Outline &sent)
{
    for (size_t c = 0; c < theirs.chapters.size(); ++c) {
        theirs.chapters[c].clientKey = sent.chapters[c].clientKey;
        for (size_t l = 0; l < theirs.chapters[c].lessons.size(); ++l)
            theirs.chapters[c].lessons[l].clientKey = sent.chapters[c].lessons[l].clientKey;
    }
    return theirs;
}

}  // namespace

OutlineSaver::OutlineSaver(api::ApiClient &api, OutlineDocument &document, QObject *parent)
    : QObject(parent), m_api(api), m_document(document)
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(QuietMs);
    m_retry.setSingleShot(true);
    m_journalLater.setSingleShot(true);
    m_journalLater.setInterval(JournalMs);
    connect(&m_journalLater, &QTimer::timeout, this, [this] {
        if (m_journal && hasUnsaved())
            writeJournal();
    });
    connect(&m_quiet, &QTimer::timeout, this, &OutlineSaver::send);
    connect(&m_retry, &QTimer::timeout, this, &OutlineSaver::send);
    connect(&document, &OutlineDocument::edited, this, &OutlineSaver::edited);
    connect(&api, &api::ApiClient::reachableChanged, this, [this](bool reachable) {
        if (reachable && m_state == State::Offline)
            m_retry.start(0);
    });
}

void OutlineSaver::start(OutlineJournal journal, const CourseFields &course)
{
    ++m_session;
    m_journal = std::move(journal);
    m_courseBase = course;
    m_unkept.reset();
    m_outlineEdited = m_courseEdited = m_courseUnderWay = m_inFlight = false;
    m_failures = 0;
    m_quiet.stop();
    m_retry.stop();
    m_journalLater.stop();
    setState(State::Saved);
}

void OutlineSaver::stop()
{
    if (m_journal && hasUnsaved())
        writeJournal();
    ++m_session;
    m_journal.reset();
    m_unkept.reset();
    m_quiet.stop();
    m_retry.stop();
    m_journalLater.stop();
    m_outlineEdited = m_courseEdited = m_courseUnderWay = m_inFlight = false;
    setState(State::Saved);
}

void OutlineSaver::resume(bool courseEdited)
{
    m_outlineEdited = true;
    m_courseEdited = courseEdited;
    setState(State::Unsaved);
    m_quiet.start();
}

void OutlineSaver::edited()
{
    if (!m_journal)
        return;
    const bool ofCourse = m_document.node(NodeKey()).editedAt == m_document.generation();
    (ofCourse ? m_courseEdited : m_outlineEdited) = true;
    if (m_state == State::Saved || m_state == State::Refused)
        setState(State::Unsaved);
    // Offline: the journal takes it after the same quiet. Conflict: nothing is sent before somebody has chosen.
    m_quiet.start();
    if (!m_journalLater.isActive())
        m_journalLater.start();
}

void OutlineSaver::saveNow()
{
    if (hasUnsaved() && m_state != State::Conflict)
        send();
}

void OutlineSaver::send()
{
    m_quiet.stop();
    if (!m_journal || !hasUnsaved())
        return;
    writeJournal();
    if (m_inFlight || m_state == State::Conflict)
        return;
    m_retry.stop();
    m_inFlight = true;
    if (m_state != State::Offline)
        setState(State::Saving);
    if (m_outlineEdited)
        sendOutline();
    else
        sendCourse();
}

void OutlineSaver::sendOutline()
{
    const Outline sent = m_document.toOutline();
    const qint64 generation = m_document.generation();
    m_outlineEdited = false;
    m_api.put(u"/api/courses/%1/outline"_s.arg(sent.course.value), toJson(sent), this,
              [this, sent, generation, session = m_session](const api::Answer &answer) {
                  if (session == m_session)
                      outlineAnswered(answer, sent, generation);
              });
}

void OutlineSaver::outlineAnswered(const api::Answer &answer, const Outline &sent, qint64 generation)
{
    m_inFlight = false;
    if (!answer) {
        m_outlineEdited = true;
        const Result<Outline> theirs = outlineFromJson(answer.error().detail[u"outline"].toObject());
        if (answer.error().reason != u"stale_revision" || !theirs)
            return failed(answer.error());
        if (!isOurs(*theirs, sent)) {
            m_theirs = *theirs;
            writeJournal();
            return setState(State::Conflict, answer.error());
        }
        // Our own save had arrived; only its answer was lost.
        m_document.adopt(withClientKeys(*theirs, sent));
        m_outlineEdited = m_document.generation() != generation;
    } else {
        const Result<Outline> stored = outlineFromJson(answer->toObject());
        if (!stored) {
            m_outlineEdited = true;
            return failed(stored.error());
        }
        m_document.adopt(*stored);
    }
    m_failures = 0;
    m_document.markSaved(generation);
    if (m_courseEdited && !m_outlineEdited) {
        m_inFlight = true;
        return sendCourse();
    }
    if (hasUnsaved()) {
        setState(State::Unsaved);
        if (!m_quiet.isActive())
            m_quiet.start();
    } else {
        removeJournal();
        setState(State::Saved);
    }
    Q_EMIT stored();
}

void OutlineSaver::sendCourse()
{
    const CourseFields sent = m_document.courseFields();
    m_courseEdited = false;
    m_courseUnderWay = true;
    m_api.put(u"/api/courses/%1"_s.arg(m_document.course().value), changesBetween(m_courseBase, sent), this,
              [this, sent, session = m_session](const api::Answer &answer) {
                  if (session == m_session)
                      courseAnswered(answer, sent);
              });
}

void OutlineSaver::courseAnswered(const api::Answer &answer, const CourseFields &sent)
{
    m_inFlight = m_courseUnderWay = false;
    if (!answer) {
        m_courseEdited = true;
        return failed(answer.error());
    }
    courseStored(courseFieldsFromJson(answer->toObject()), sent);
    m_failures = 0;
    if (hasUnsaved()) {
        setState(State::Unsaved);
        if (!m_quiet.isActive())
            m_quiet.start();
    } else {
        m_document.markSaved(m_document.generation());
        removeJournal();
        setState(State::Saved);
    }
    Q_EMIT stored();
}

/// What we have sent stays as it was typed, whatever the server made of it; what we have not touched becomes theirs.
void OutlineSaver::courseStored(const CourseFields &theirs, const CourseFields &sent)
{
    const CourseFields shared = withChanges(theirs, m_courseBase, sent);
    m_document.adoptCourse(withChanges(shared, sent, m_document.courseFields()));
    m_courseEdited = m_courseEdited || !(m_document.courseFields() == shared);
    m_courseBase = theirs;
}

bool OutlineSaver::takeCourse(const CourseFields &theirs)
{
    if (!m_journal || theirs == m_courseBase)
        return false;
    m_document.adoptCourse(withChanges(theirs, m_courseBase, m_document.courseFields()));
    m_courseBase = theirs;
    return true;
}

void OutlineSaver::failed(const Error &error)
{
    if (!canTryAgain(error))
        return setState(State::Refused, error);
    const int pause = std::min(LongestPause, 1000 << std::min(m_failures, 6));
    ++m_failures;
    const int asked = error.detail[u"retryAfter"].toInt() * 1000;
    m_retry.start(std::max(asked, pause / 2 + int(QRandomGenerator::global()->bounded(pause / 2 + 1))));
    setState(State::Offline, error);
}

bool OutlineSaver::isOurs(const Outline &theirs, const Outline &sent) const
{
    return sameContent(theirs, sent);
}

void OutlineSaver::keepMine()
{
    if (m_state != State::Conflict)
        return;
    m_document.setRevision(m_theirs.revision);
    m_outlineEdited = true;
    setState(State::Unsaved);
    send();
}

void OutlineSaver::takeTheirs()
{
    if (m_state != State::Conflict)
        return;
    removeJournal();
    const CourseFields course = m_document.courseFields();
    m_document.reset(m_theirs, course);
    m_outlineEdited = false;
    setState(m_courseEdited ? State::Unsaved : State::Saved);
    if (m_courseEdited)
        m_quiet.start();
    Q_EMIT theirsTaken();
}

OutlineJournal::Entry OutlineSaver::journalEntry() const
{
    return {m_document.toOutline(), m_document.courseFields(), m_courseEdited || m_courseUnderWay,
            QDateTime::currentMSecsSinceEpoch(), m_courseBase};
}

void OutlineSaver::writeJournal()
{
    // What can't be kept here must not stop the save itself: the school may be on another disk.
    const Result<void> written = m_journal->write(journalEntry());
    const bool changed =
            written.ok() == m_unkept.has_value() || (!written && written.error().reason != m_unkept->reason);
    m_unkept = written ? std::nullopt : std::optional(written.error());
    if (changed)
        Q_EMIT stateChanged();
}

void OutlineSaver::removeJournal()
{
    m_journal->remove(m_document.course());
    m_unkept.reset();
}

bool OutlineSaver::keep()
{
    if (m_journal && m_state != State::Saved)
        writeJournal();
    return isKept();
}

void OutlineSaver::setState(State state, const std::optional<Error> &error)
{
    m_error = error;
    if (m_state == state && !error)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

}  // namespace catalog
