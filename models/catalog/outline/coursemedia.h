#pragma once

#include "models/api/apiclient.h"
#include "models/catalog/outline/outlinemodel.h"

#include <QTimer>

#include <functional>

namespace catalog {

/// What becomes of the media of the open course: looks at the server while something is prepared, as often as events
/// say that it moved, and writes into the document what it finds. No edit: nothing becomes unsaved. Thread: GUI. Owner:
/// OpenCourse; what is handed in outlives it.
class CourseMedia : public QObject
{
    Q_OBJECT
public:
    CourseMedia(api::ApiClient &api, OutlineDocument &document, const OutlineModel &model);

    /// The document shows this course now.
    void start(CourseId course);
    void stop();
    /// Something of the course has changed: looks at once if anything is being prepared.
    void lookAgain();
    void eventHeard(const QString &type, qint64 id);
    /// Puts what failed or was canceled into the queue again. NotFound: there is nothing of that kind.
    void prepareAgain(NodeKey lesson, QObject *context, std::function<void(Result<void>)> done);

private:
    void schedule(int delay);
    void refresh();
    void followDuplicates(const QHash<AssetId, OutlineDocument::MediaFacts> &known);
    bool usesAsset(AssetId id) const;
    bool anyProcessing() const;

    api::ApiClient &m_api;
    OutlineDocument &m_document;
    const OutlineModel &m_model;
    CourseId m_course;  ///< none: no course is open
    QTimer m_timer;
    bool m_inFlight = false;
    bool m_again = false;  ///< news came while an answer was on its way that may not know of it
};

}  // namespace catalog
