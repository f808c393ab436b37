#pragma once

#include "models/domain/catalog/outline.h"

#include <QJsonObject>

/// The outline as the document of the contract (API §2, GET/PUT /api/courses/{id}/outline). Both ends use these.
/// Thread: any (pure).
///
///   {"course_id":1,"revision":7,"chapters":[
///     {"id":1,"uid":"chapter_1","title":"…","is_free":false,"is_locked":false,"order_number":1,"videos":[
///       {"id":1,"uid":"lesson_1","title":"…","kind":"video","asset_id":3,"duration":61.5,"is_free":false,
///        "is_trial":true,"trial_seconds":30,"price":0,"content":"","order_number":1,
///        "media":{"status":"ready","progress":1,"qualities":["sd"],"poster_url":"/media/…","failure":"","filename":"a.mp4"}}]}]}
///
/// `duration` is in seconds with milliseconds, `asset_id` null without media, `media` absent without an asset.
/// In the trash `order_number` says where a node would stand among the living ones (OutlineLesson::place).
/// `clientKey` stands only where it was given. A lesson is never free and a trial: one of them given true ends the
/// other; both given true are a fault.
namespace catalog {

QJsonObject toJson(const Outline &outline);
QJsonObject toJson(const OutlineChapter &chapter, int orderNumber);  ///< with its videos
QJsonObject toJson(const OutlineLesson &lesson, int orderNumber);
QJsonObject trashToJson(const Outline &trash);

/// Reads a document. A field that is absent keeps the value its node has in `known` (so a client that knows fewer
/// fields wipes nothing), or the default for a new node. Read-only fields are ignored: `duration` and `media` come from
/// `known`. Errors: InvalidArgument "invalid_outline" with {fields:{path: what}}; includes validateOutline.
Result<Outline> outlineFromJson(const QJsonObject &document, const OutlineIndex &known);
/// For clients that read a server's answer, or what they have kept themselves: everything is taken from the document,
/// and no rule is asked, or an outline that a server refuses could not even be read again from the journal.
Result<Outline> outlineFromJson(const QJsonObject &document);

/// Reads what an author may set of one node; absent fields stay. InvalidArgument "invalid_fields"; includes
/// validateChapter and validateLesson.
Result<void> readFields(const QJsonObject &object, OutlineChapter &chapter);
Result<void> readFields(const QJsonObject &object, OutlineLesson &lesson);

}  // namespace catalog
