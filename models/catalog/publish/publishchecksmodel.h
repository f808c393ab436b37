#pragma once

#include "models/catalog/outline/outlinedocument.h"
#include "models/domain/catalog/publishchecks.h"

#include <QAbstractListModel>

#include <vector>

namespace catalog {

/// What stands between a draft and its learners, the blocking ones first (GET /api/courses/{id}/checks, or the details
/// of a refused publish). Thread: GUI.
class PublishChecksModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        CheckRole = Qt::UserRole + 1,  ///< id of DOMAIN §7
        BlocksRole,                    ///< bool
        KeyRole,                       ///< NodeKey's value of the node in question; 0: the course
        WhereRole                      ///< its title
    };
    explicit PublishChecksModel(const OutlineDocument &document, QObject *parent = nullptr);

    void set(const QJsonArray &checks);
    /// The number that publishing would give now: the newest edition's own where nothing has changed since. 0: unknown.
    int nextEdition() const { return m_nextEdition; }
    void setNextEdition(int number) { m_nextEdition = number; }
    bool isFit() const { return blocking() == 0; }
    int blocking() const;
    bool waitsForMedia() const { return readinessOf(m_checks) == Readiness::WaitsForMedia; }
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    /// The sentence for a check in the present language; the server's own text for one this program does not know.
    static QString sentence(const QString &id, const QJsonObject &params, const QString &fallback = {});

private:
    NodeKey keyOf(const PublishCheck &check) const;

    const OutlineDocument &m_document;
    std::vector<PublishCheck> m_checks;
    int m_nextEdition = 0;
};

}  // namespace catalog
