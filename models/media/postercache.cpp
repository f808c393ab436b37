#include "models/media/postercache.h"

namespace media {

namespace {
constexpr int MostPosters = 500;
constexpr QSize LargestPoster(640, 640);  // twice what the inspector shows
}  // namespace

PosterCache::PosterCache(api::ApiClient &api, QObject *parent) : QObject(parent), m_api(api), m_images(MostPosters)
{
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        m_images.clear();
        m_asked.clear();
    });
}

QImage PosterCache::image(const QString &path)
{
    if (path.isEmpty())
        return {};
    if (const QImage *known = m_images.object(path))
        return *known;
    if (m_asked.contains(path))
        return {};
    m_asked.insert(path);
    m_api.download(m_api.resolve(path), this, [this, path](const Result<QByteArray> &bytes) {
        if (!bytes)
            return;
        QImage image = QImage::fromData(*bytes);
        if (image.isNull())
            return;
        if (image.width() > LargestPoster.width() || image.height() > LargestPoster.height())
            image = image.scaled(LargestPoster, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        m_images.insert(path, new QImage(image));
        m_asked.remove(path);
        Q_EMIT ready(path);
    });
    return {};
}

}  // namespace media
