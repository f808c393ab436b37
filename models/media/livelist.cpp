#include "models/media/livelist.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace media {

namespace {
constexpr int PerPage = 100;
constexpr int MostPages = 100;
constexpr int QuietMs = 80;
}  // namespace

LiveList::LiveList(api::ApiClient &api, api::EventStream &events, Source source, QObject *parent)
    : QObject(parent), m_api(api), m_source(std::move(source))
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(QuietMs);
    connect(&m_quiet, &QTimer::timeout, this, &LiveList::fetchNoted);
    connect(&events, &api::EventStream::changed, this, &LiveList::noteChange);
    connect(&events, &api::EventStream::resumed, this, [this] {
        if (m_loaded)
            refresh();
    });
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        const bool wasShown = m_loaded || m_loading;
        ++m_generation;
        m_loaded = false;
        m_loading = false;
        m_noted.clear();
        onAll({});
        if (wasShown && m_api.isConnected())
            refresh();
    });
}

void LiveList::refresh()
{
    if (!m_api.isConnected())
        return;
    m_loading = true;
    fetchPage(1, {}, ++m_generation);
}

void LiveList::fetchPage(int page, QList<QJsonObject> before, int generation)
{
    QUrlQuery query;
    query.addQueryItem(u"page"_s, QString::number(page));
    query.addQueryItem(u"per_page"_s, QString::number(PerPage));
    m_api.get(m_source.path, query, this, [this, page, before, generation](const api::Answer &answer) mutable {
        if (generation != m_generation)
            return;
        if (!answer) {
            m_loading = false;
            Q_EMIT failed(answer.error());
            return;
        }
        const QJsonObject data = answer->toObject();
        for (const QJsonValue &one : data.value(m_source.key).toArray())
            before.append(one.toObject());
        if (page < std::min(MostPages, data.value("pagination"_L1).toObject().value("pages"_L1).toInt())) {
            fetchPage(page + 1, std::move(before), generation);
            return;
        }
        m_loading = false;
        m_loaded = true;
        onAll(before);
        Q_EMIT loaded();
    });
}

void LiveList::noteChange(const QString &type, qint64 id)
{
    if (type != m_source.eventType || !m_loaded)
        return;
    m_noted.insert(id);
    if (!m_quiet.isActive())
        m_quiet.start();
}

void LiveList::fetchNoted()
{
    const QSet<qint64> ids = std::exchange(m_noted, {});
    for (const qint64 id : ids) {
        m_api.get(u"%1/%2"_s.arg(m_source.path).arg(id), this,
                  [this, id, generation = m_generation](const api::Answer &answer) {
                      if (generation != m_generation)
                          return;
                      if (answer)
                          onOne(answer->toObject());
                      else if (answer.error().code == ErrorCode::NotFound || answer.error().code == ErrorCode::Gone)
                          onGone(id);
                  });
    }
}

}  // namespace media
