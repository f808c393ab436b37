#include "models/catalog/import/importplanmodel.h"

#include "models/catalog/import/leftovertext.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {
constexpr quintptr OfChapter = ~quintptr(0);
}

ImportPlanModel::ImportPlanModel(QObject *parent) : QAbstractItemModel(parent) {}

void ImportPlanModel::setPlan(ImportPlan plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_rows.clear();
    for (size_t c = 0; c < m_plan.chapters.size(); ++c) {
        for (size_t f = 0; f < m_plan.chapters[c].files.size(); ++f)
            m_rows.insert(m_plan.chapters[c].files[f].path, {int(c), int(f)});
    }
    endResetModel();
    Q_EMIT countsChanged();
}

namespace {

template<class Visit>
void eachFile(const ImportPlan &plan, Visit visit)
{
    for (const ImportChapter &chapter : plan.chapters) {
        for (const ImportFile &file : chapter.files)
            visit(file);
    }
}

}  // namespace

int ImportPlanModel::wantedCount() const
{
    int count = 0;
    eachFile(m_plan, [&](const ImportFile &file) { count += file.wanted; });
    return count;
}

qint64 ImportPlanModel::wantedBytes() const
{
    qint64 bytes = 0;
    eachFile(m_plan, [&](const ImportFile &file) { bytes += file.wanted ? file.size : 0; });
    return bytes;
}

Millis ImportPlanModel::expectedTime() const
{
    Millis time = 0;
    eachFile(m_plan, [&](const ImportFile &file) { time += file.wanted && file.need ? file.need->estimatedTime : 0; });
    return time;
}

ImportPlanModel::Tally ImportPlanModel::tally() const
{
    Tally tally;
    eachFile(m_plan, [&](const ImportFile &file) {
        const bool refused = file.fault && file.state != ImportFile::State::Failed;
        ++(file.wanted              ? tally.wanted
           : refused                ? tally.refused
           : !file.sameAs.isEmpty() ? tally.doubles
                                    : tally.unticked);
    });
    tally.leftOver = m_plan.leftOverCount();
    tally.total = m_plan.fileCount() + tally.leftOver;
    return tally;
}

int ImportPlanModel::failed() const
{
    int count = 0;
    eachFile(m_plan, [&](const ImportFile &file) { count += file.state == ImportFile::State::Failed; });
    return count;
}

QStringList ImportPlanModel::pending() const
{
    QStringList paths;
    eachFile(m_plan, [&](const ImportFile &file) {
        if (file.wanted && !file.asset.isValid())
            paths << file.path;
    });
    return paths;
}

void ImportPlanModel::change(const QString &path, const std::function<void(ImportFile &)> &edit)
{
    const auto row = m_rows.constFind(path);
    if (row == m_rows.constEnd())
        return;
    edit(m_plan.chapters[size_t(row->first)].files[size_t(row->second)]);
    const QModelIndex chapter = index(row->first, 0);
    Q_EMIT dataChanged(index(row->second, 0, chapter), index(row->second, FieldCount - 1, chapter));
    Q_EMIT dataChanged(chapter, chapter);
    Q_EMIT countsChanged();
}

void ImportPlanModel::setNeed(const QString &path, const ImportNeed &need)
{
    change(path, [&](ImportFile &file) { file.need = need; });
}

void ImportPlanModel::setFault(const QString &path, const Error &fault)
{
    change(path, [&](ImportFile &file) {
        file.fault = fault;
        file.wanted = false;
    });
}

void ImportPlanModel::setImporting(const QString &path)
{
    change(path, [](ImportFile &file) {
        file.state = ImportFile::State::Importing;
        file.fault.reset();
    });
}

void ImportPlanModel::setImported(const QString &path, AssetId asset, const QString &status)
{
    change(path, [&](ImportFile &file) {
        file.state = ImportFile::State::Done;
        file.asset = asset;
        file.assetStatus = status;
        file.duration = file.need ? file.need->duration : 0;  // the server's is told with the outline
    });
}

void ImportPlanModel::setFailed(const QString &path, const Error &error)
{
    change(path, [&](ImportFile &file) {
        file.state = ImportFile::State::Failed;
        file.fault = error;
    });
}

void ImportPlanModel::setLocked(bool locked)
{
    m_locked = locked;
}

void ImportPlanModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, FieldCount - 1);
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex chapter = index(row, 0);
        Q_EMIT dataChanged(chapter, chapter.siblingAtColumn(FieldCount - 1));
        if (const int files = rowCount(chapter); files > 0)
            Q_EMIT dataChanged(index(0, Need, chapter), index(files - 1, Need, chapter));
    }
}

QModelIndex ImportPlanModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) : OfChapter);
}

QModelIndex ImportPlanModel::parent(const QModelIndex &index) const
{
    return !index.isValid() || index.internalId() == OfChapter ? QModelIndex()
                                                               : createIndex(int(index.internalId()), 0, OfChapter);
}

int ImportPlanModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_plan.chapters.size()) + !m_plan.leftOver.empty();
    if (parent.internalId() != OfChapter || parent.column() != 0)
        return 0;
    if (isLeftOver(parent))
        return int(m_plan.leftOver.size());
    return int(m_plan.chapters[size_t(parent.row())].files.size());
}

int ImportPlanModel::columnCount(const QModelIndex &) const
{
    return FieldCount;
}

const ImportFile *ImportPlanModel::file(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == OfChapter || isLeftOver(index))
        return nullptr;
    return &m_plan.chapters[size_t(index.internalId())].files[size_t(index.row())];
}

bool ImportPlanModel::isLeftOver(const QModelIndex &index) const
{
    const quintptr top = index.internalId() == OfChapter ? quintptr(index.row()) : index.internalId();
    return top == m_plan.chapters.size();
}

QVariant ImportPlanModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (isLeftOver(index))
        return leftOverData(index.internalId() == OfChapter ? -1 : index.row(), index.column(), role);
    if (const ImportFile *of = file(index))
        return fileData(*of, index.column(), role);
    return chapterData(m_plan.chapters[size_t(index.row())], index.column(), role);
}

Qt::CheckState ImportPlanModel::checked(const ImportChapter &chapter) const
{
    const auto wanted =
            std::count_if(chapter.files.begin(), chapter.files.end(), [](const ImportFile &f) { return f.wanted; });
    return wanted == 0 ? Qt::Unchecked : size_t(wanted) == chapter.files.size() ? Qt::Checked : Qt::PartiallyChecked;
}

QVariant ImportPlanModel::chapterData(const ImportChapter &chapter, int field, int role) const
{
    if (field == Title && (role == Qt::DisplayRole || role == Qt::EditRole))
        return chapter.title;
    if (field == Title && role == Qt::CheckStateRole)
        return int(checked(chapter));
    if (field == File && role == Qt::DisplayRole)
        return tr("%n file(s)", nullptr, int(chapter.files.size()));
    return {};
}

QVariant ImportPlanModel::fileData(const ImportFile &file, int field, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        switch (field) {
        case Title: return file.title;
        case File: return QFileInfo(file.path).fileName();
        case Size: return file.size;
        case Need: return needText(file);
        default: return {};
        }
    case Qt::CheckStateRole:
        return field == Title ? QVariant(int(file.wanted ? Qt::Checked : Qt::Unchecked)) : QVariant();
    case Qt::TextAlignmentRole: return field == Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ToolTipRole:
        return field == File ? file.path : field == Need && file.fault ? file.fault->message : QString();
    case StateRole: return int(file.state);
    case FaultRole: return file.fault ? file.fault->reason : QString();
    case PathRole: return file.path;
    case SameAsRole: return file.sameAs;
    case TimeRole:
        return file.need && file.need->work == ImportNeed::Work::Encode && (file.wanted || file.sameAs.isEmpty())
                       ? file.need->estimatedTime
                       : 0;
    case KnownRole: return file.need.has_value() || file.fault.has_value();
    default: return {};
    }
}

QString ImportPlanModel::needText(const ImportFile &file) const
{
    if (file.state == ImportFile::State::Importing)
        return tr("Importing…");
    if (file.state == ImportFile::State::Done)
        return tr("Imported");
    if (!file.sameAs.isEmpty() && !file.wanted)
        return tr("Same as %1").arg(file.sameAs);
    if (!file.need)
        return {};
    switch (file.need->work) {
    case ImportNeed::Work::Copy: return tr("Ready as it is");
    case ImportNeed::Work::Remux: return tr("Repacked, without loss");
    case ImportNeed::Work::Encode: break;
    }
    return tr("Encoded");
}

QVariant ImportPlanModel::leftOverData(int row, int field, int role) const
{
    if (row < 0) {
        if (role == Qt::DisplayRole && field == Title)
            return tr("Left out");
        if (role == Qt::DisplayRole && field == File)
            return tr("%n file(s)", nullptr, m_plan.leftOverCount());
        return {};
    }
    const LeftOver &file = m_plan.leftOver[size_t(row)];
    if (role == Qt::ToolTipRole)
        return field == Need ? leftOverText(file.reason) : file.path;
    if (role != Qt::DisplayRole)
        return {};
    const QString folder = file.path.left(std::max<qsizetype>(0, file.path.lastIndexOf(u'/')));
    switch (field) {
    case Title: return QFileInfo(file.path).fileName();
    case File: return file.count > 1 ? tr("%n file(s)", nullptr, file.count) : folder;
    case Need: return leftOverText(file.reason);
    default: return {};
    }
}

bool ImportPlanModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || m_locked || index.column() != Title || isLeftOver(index))
        return false;
    const bool ofChapter = index.internalId() == OfChapter;
    ImportChapter &chapter = m_plan.chapters[ofChapter ? size_t(index.row()) : size_t(index.internalId())];
    if (role == Qt::EditRole) {
        const QString title = value.toString().trimmed().left(MaxTitle);
        if (title.isEmpty())
            return false;
        (ofChapter ? chapter.title : chapter.files[size_t(index.row())].title) = title;
        Q_EMIT dataChanged(index, index);
        return true;
    }
    if (role != Qt::CheckStateRole)
        return false;
    const bool wanted = value.toInt() != Qt::Unchecked;
    if (ofChapter) {
        for (ImportFile &file : chapter.files)
            file.wanted = wanted && (!file.fault || file.state == ImportFile::State::Failed);
        if (!chapter.files.empty())
            Q_EMIT dataChanged(this->index(0, 0, index),
                               this->index(int(chapter.files.size()) - 1, FieldCount - 1, index));
        Q_EMIT dataChanged(index, index);
    } else {
        chapter.files[size_t(index.row())].wanted = wanted;
        Q_EMIT dataChanged(index, index.siblingAtColumn(FieldCount - 1));
        Q_EMIT dataChanged(index.parent(), index.parent());
    }
    Q_EMIT countsChanged();
    return true;
}

Qt::ItemFlags ImportPlanModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const ImportFile *of = file(index);
    if (of)
        flags |= Qt::ItemNeverHasChildren;
    if (index.column() != Title || m_locked || isLeftOver(index))
        return index.internalId() != OfChapter ? flags | Qt::ItemNeverHasChildren : flags;
    flags |= Qt::ItemIsEditable;
    // What the dry run found unusable can't be ticked.
    if (!of || !of->fault || of->state == ImportFile::State::Failed)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant ImportPlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Title: return tr("Title");
    case File: return tr("File");
    case Size: return tr("Size");
    case Need: return tr("What it needs");
    default: return {};
    }
}

}  // namespace catalog
