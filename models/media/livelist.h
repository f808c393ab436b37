#pragma once

#include "models/api/apiclient.h"
#include "models/api/eventstream.h"

#include <QSet>
#include <QTimer>

#include <functional>

namespace media {

/// The way a list of the server's things stays true: all pages once, then single things as events name them, gathered
/// for a moment so that a burst costs one fetch each. A list may grow by what isn't in it; what the server doesn't know
/// any more goes. Thread: GUI. It fetches and tells; the item model that owns it keeps the rows.
class LiveList : public QObject
{
    Q_OBJECT
public:
    struct Source {
        QString path;       ///< "/api/media": the list; "<path>/<id>" is one thing
        QString key;        ///< of the array in the list's data: "media"
        QString eventType;  ///< "media.asset"
    };

    LiveList(api::ApiClient &api, api::EventStream &events, Source source, QObject *parent = nullptr);

    /// Fetches everything again. Answers that belong to an earlier call are dropped.
    void refresh();
    bool isLoading() const { return m_loading; }
    bool isLoaded() const { return m_loaded; }

    std::function<void(const QList<QJsonObject> &)> onAll;  ///< the whole list, in the server's order
    std::function<void(const QJsonObject &)> onOne;         ///< one thing, new or changed
    std::function<void(qint64)> onGone;

Q_SIGNALS:
    void loaded();
    void failed(const Error &why);

private:
    void fetchPage(int page, QList<QJsonObject> before, int generation);
    void noteChange(const QString &type, qint64 id);
    void fetchNoted();

    api::ApiClient &m_api;
    Source m_source;
    QSet<qint64> m_noted;
    QTimer m_quiet;
    int m_generation = 0;
    bool m_loading = false;
    bool m_loaded = false;
};

}  // namespace media
