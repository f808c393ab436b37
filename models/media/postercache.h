#pragma once

#include "models/api/apiclient.h"

#include <QCache>
#include <QImage>
#include <QSet>

namespace media {

/// Posters by their path on the server, scaled down once to what lists need. Thread: GUI. Forgets all when the
/// connection changes.
class PosterCache : public QObject
{
    Q_OBJECT
public:
    explicit PosterCache(api::ApiClient &api, QObject *parent = nullptr);

    /// Null while it is on its way (ready() tells) or where there is none.
    QImage image(const QString &path);

Q_SIGNALS:
    void ready(const QString &path);

private:
    api::ApiClient &m_api;
    QCache<QString, QImage> m_images;
    QSet<QString> m_asked;  ///< also the ones that failed: not asked again on every repaint
};

}  // namespace media
