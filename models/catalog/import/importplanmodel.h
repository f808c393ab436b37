#pragma once

#include "models/catalog/import/importplan.h"

#include <QAbstractItemModel>

namespace catalog {

/// The dry run as a tree of chapters and files: what to take (check boxes), under which titles (editable), what each
/// needs and how its import went. Behind the chapters stands what is left out, each file with its reason. Thread: GUI.
class ImportPlanModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Field { Title, File, Size, Need, FieldCount };
    enum Role {
        StateRole = Qt::UserRole + 1,  ///< int(ImportFile::State) of a file
        FaultRole,                     ///< error reason; empty: none
        PathRole,
        SameAsRole,
        KnownRole,  ///< the dry run has looked at it
        TimeRole    ///< Millis that its encoding is expected to take; 0: none, or not known
    };
    explicit ImportPlanModel(QObject *parent = nullptr);

    void setPlan(ImportPlan plan);
    const ImportPlan &plan() const { return m_plan; }
    void setTitle(const QString &title) { m_plan.title = title; }

    int wantedCount() const;
    qint64 wantedBytes() const;
    Millis expectedTime() const;  ///< of the wanted ones, as far as known
    int failed() const;
    /// What becomes of everything that was there; the parts add up to `total`.
    struct Tally {
        int total = 0;
        int wanted = 0;
        int doubles = 0;   ///< not wanted, because another is the same
        int refused = 0;   ///< the dry run found that it can't be used
        int unticked = 0;  ///< not wanted, because somebody said so
        int leftOver = 0;
    };
    Tally tally() const;
    /// Paths of wanted files that have no asset yet, in order.
    QStringList pending() const;

    void setNeed(const QString &path, const ImportNeed &need);
    void setFault(const QString &path, const Error &fault);  ///< found by the dry run: not wanted any more
    void setImporting(const QString &path);
    void setImported(const QString &path, AssetId asset, const QString &status);
    void setFailed(const QString &path, const Error &error);
    void setLocked(bool locked);  ///< while the import runs nothing can be ticked
    void retranslate();

    const ImportFile *file(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void countsChanged();

private:
    void change(const QString &path, const std::function<void(ImportFile &)> &edit);
    QVariant chapterData(const ImportChapter &chapter, int field, int role) const;
    QVariant fileData(const ImportFile &file, int field, int role) const;
    Qt::CheckState checked(const ImportChapter &chapter) const;
    QString needText(const ImportFile &file) const;
    QVariant leftOverData(int row, int field, int role) const;  ///< row -1: their heading
    bool isLeftOver(const QModelIndex &index) const;            ///< the heading, or a row under it

    ImportPlan m_plan;
    QHash<QString, std::pair<int, int>> m_rows;  ///< path → chapter, file
    bool m_locked = false;
};

}  // namespace catalog
