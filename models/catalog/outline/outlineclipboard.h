#pragma once

#include "models/catalog/outline/outlinedocument.h"

#include <QMimeData>

#include <memory>

namespace catalog {

/// Chapters and lessons on the clipboard or under the pointer. Thread: GUI.
namespace clipboard {

/// Rows of the open document that are being dragged: keys, valid in this program only.
inline constexpr char NodesFormat[] = "application/x-coursewright-nodes";
/// Copies of nodes as JSON: pasted into any course, also after the program was started again.
inline constexpr char DraftsFormat[] = "application/x-coursewright-outline+json";

/// Both formats, and the titles as plain text for other programs. Only topmost nodes, in order.
std::unique_ptr<QMimeData> copy(const OutlineDocument &document, const std::vector<NodeKey> &keys);

std::vector<NodeKey> keys(const QMimeData &mime, const OutlineDocument &document);  ///< empty: of another document
/// What was cut out of this document and is nowhere in it: pasting brings back those very nodes, with the progress of
/// those who learn with them. Empty: of another document, only copied, or pasted already.
std::vector<NodeKey> cutKeys(const QMimeData &mime, const OutlineDocument &document);
std::vector<NodeDraft> drafts(const QMimeData &mime);  ///< empty: nothing of ours

}  // namespace clipboard

}  // namespace catalog
