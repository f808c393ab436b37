#pragma once

#include "models/api/apiclient.h"
#include "models/catalog/outline/outlinedocument.h"

namespace catalog {

class OpenCourse;

/// What was deleted from the open course and the server still has. Thread: GUI. The course owns it.
class OutlineTrash
{
public:
    OutlineTrash(api::ApiClient &api, OpenCourse &course) : m_api(api), m_course(course) {}

    /// Deleted chapters and lessons that are not in the document, from top to bottom; each knows its place. Stores
    /// first what is unsaved.
    void fetch(QObject *context, std::function<void(Result<std::vector<NodeDraft>>)> done);
    /// Back where they were, as one undo step; a lesson whose chapter is gone, to the end of the last one (without any:
    /// nowhere). The answer is what came back.
    std::vector<NodeKey> restore(const std::vector<NodeDraft> &drafts);

private:
    std::vector<NodeDraft> draftsOf(const Outline &trash) const;
    NodeKey restoreOne(const NodeDraft &draft, NodeKey parent, int row);

    api::ApiClient &m_api;
    OpenCourse &m_course;
};

}  // namespace catalog
