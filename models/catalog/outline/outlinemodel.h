#pragma once

#include "models/catalog/outline/outlinedocument.h"

#include <QAbstractItemModel>
#include <QUrl>

class QUndoStack;

namespace catalog {

/// The open course as a tree of chapters and lessons. Holds no data: it reads the document and, where a view edits,
/// pushes a command. Thread: GUI. The document and the stack outlive it.
class OutlineModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role {
        KeyRole = Qt::UserRole + 1,  ///< NodeKey's value
        KindRole,                    ///< int(NodeKind)
        LessonKindRole,              ///< int(LessonKind)
        DurationRole,                ///< ms; a chapter: the sum
        AccessRole,                  ///< int(Access)
        TrialSecondsRole,
        PriceRole,  ///< fen, of a lesson sold alone
        LockedRole,
        MediaRole,     ///< int(MediaState)
        ProgressRole,  ///< 0–1 of the running job
        PosterRole,    ///< path on the server
        WarningsRole,  ///< QStringList of check ids (DOMAIN §7), the grave ones first
        DirtyRole,     ///< not yet stored
        CountRole      ///< lessons of a chapter
    };
    enum class Access { Paid, Free, Trial };
    enum class MediaState { NotNeeded, Missing, Processing, Ready, Failed, Canceled };

    OutlineModel(OutlineDocument &document, QUndoStack &stack, QObject *parent = nullptr);

    NodeKey keyOf(const QModelIndex &index) const;
    QModelIndex indexOf(NodeKey key) const;
    MediaState mediaState(NodeKey key) const;
    QStringList warnings(NodeKey key) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QHash<int, QByteArray> roleNames() const override;

    Qt::DropActions supportedDragActions() const override { return Qt::MoveAction | Qt::CopyAction; }
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction | Qt::CopyAction; }
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool canDropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column,
                         const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

    /// Where nodes of a kind go when they are dropped at (row, parent) as views say it: on a lesson means behind it,
    /// between chapters means at the end of the one before.
    struct Place {
        NodeKey parent;
        int row = 0;
        bool valid = false;
    };
    Place placeFor(NodeKind kind, int row, const QModelIndex &parent) const;

Q_SIGNALS:
    /// Files were dropped there: importing them is the page's business.
    void filesDropped(const QList<QUrl> &files, catalog::NodeKey chapter, int row);
    void nodesMoved(const std::vector<catalog::NodeKey> &keys);

private:
    QVariant lessonData(NodeKey key, const Node &node, int role) const;
    QVariant chapterData(NodeKey key, const Node &node, int role) const;
    QString spoken(NodeKey key, const Node &node) const;
    void announceAll(const QList<int> &roles);
    bool insertDrafts(std::vector<NodeDraft> drafts, int row, const QModelIndex &parent);

    OutlineDocument &m_document;
    QUndoStack &m_stack;
};

}  // namespace catalog
