#include "widgets/media/preview/previewplayer.h"

#include "widgets/common/controls/errorbanner.h"
#include "widgets/media/preview/playercontrols.h"
#include "widgets/media/preview/videosurface.h"

#include <QAudioDevice>
#include <QAudioOutput>
#include <QKeyEvent>
#include <QMediaDevices>
#include <QMediaMetaData>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace media {

namespace {
constexpr int ShuttleMs = 200;  // one jump back
constexpr int ShuttleFastest = 8;
constexpr qint64 SkipMs = 5000;
constexpr int IdleMs = 3000;
constexpr double VolumeStep = 0.1;
constexpr double UsualFrameRate = 25;
}  // namespace

PreviewPlayer::PreviewPlayer(QWidget *parent)
    : QWidget(parent), m_player(new QMediaPlayer(this)), m_devices(new QMediaDevices(this)),
      m_surface(new VideoSurface(this)), m_controls(new PlayerControls(this)), m_error(new ui::ErrorBanner(this))
{
    setFocusPolicy(Qt::StrongFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_error);
    column->addWidget(m_surface, 1);
    column->addWidget(m_controls);
    m_player->setVideoSink(m_surface->sink());
    useSoundDevice();
    connect(m_devices, &QMediaDevices::audioOutputsChanged, this, &PreviewPlayer::useSoundDevice);

    connect(m_player, &QMediaPlayer::durationChanged, m_controls, &PlayerControls::setDuration);
    connect(m_player, &QMediaPlayer::positionChanged, this, [this] { m_controls->setPosition(position()); });
    connect(m_player, &QMediaPlayer::playbackStateChanged, this, [this] { m_controls->setPlaying(isPlaying()); });
    connect(m_player, &QMediaPlayer::mediaStatusChanged, this, [this](QMediaPlayer::MediaStatus status) {
        if (status == QMediaPlayer::LoadedMedia || status == QMediaPlayer::BufferedMedia)
            Q_EMIT opened();
        if (status == QMediaPlayer::EndOfMedia) {
            m_ended = true;
            m_controls->setPosition(position());
        }
    });
    connect(m_player, &QMediaPlayer::errorOccurred, this,
            [this](QMediaPlayer::Error, const QString &text) { fail(u"player_failed"_s, text); });
    m_error->setRetryVisible(true);
    connect(m_error, &ui::ErrorBanner::retry, this, [this] { open(m_source); });

    connect(m_surface, &VideoSurface::clicked, this, &PreviewPlayer::togglePlay);
    connect(m_surface, &VideoSurface::doubleClicked, this, &PreviewPlayer::fullScreenToggled);
    connect(m_controls, &PlayerControls::playToggled, this, &PreviewPlayer::togglePlay);
    connect(m_controls, &PlayerControls::sought, this, &PreviewPlayer::seek);
    connect(m_controls, &PlayerControls::skipped, this, [this](qint64 by) {
        if (!m_ended || by < 0)
            seek(position() + by);
    });
    connect(m_controls, &PlayerControls::stepped, this, &PreviewPlayer::step);
    connect(m_controls, &PlayerControls::rateChosen, this, &PreviewPlayer::setRate);
    connect(m_controls, &PlayerControls::fullScreenToggled, this, &PreviewPlayer::fullScreenToggled);
    connect(m_controls, &PlayerControls::volumeChosen, this, [this](double volume) {
        m_volume = volume;
        m_muted = false;
        useSoundDevice();
    });
    connect(m_controls, &PlayerControls::muteToggled, this, [this] {
        m_muted = !m_muted;
        useSoundDevice();
    });
    connect(m_surface, &VideoSurface::pointed, this, &PreviewPlayer::showControls);
    m_idle.setInterval(IdleMs);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &PreviewPlayer::hideControls);
    m_controls->setRate(1);
    m_shuttle.setInterval(ShuttleMs);
    connect(&m_shuttle, &QTimer::timeout, this, [this] {
        seek(position() - qint64(ShuttleMs) * m_shuttleSpeed);
        if (position() == 0)
            stopShuttle();
    });
}

PreviewPlayer::~PreviewPlayer()
{
    // The decoder's threads hand frames to the surface until they are stopped.
    m_player->stop();
    m_player->setVideoSink(nullptr);
    m_player->setSource({});  // before the file goes that it reads
}

void PreviewPlayer::useSoundDevice()
{
    const bool available = !QMediaDevices::defaultAudioOutput().isNull();
    if (available && !m_sound) {
        m_sound = new QAudioOutput(this);
        m_player->setAudioOutput(m_sound);
    } else if (!available && m_sound) {
        m_player->setAudioOutput(nullptr);
        delete m_sound;
        m_sound = nullptr;
    }
    if (m_sound) {
        m_sound->setVolume(float(m_volume));
        m_sound->setMuted(m_muted);
    }
    m_controls->setSoundAvailable(available);
    m_controls->setVolume(m_volume, m_muted);
}

void PreviewPlayer::open(const QUrl &source)
{
    m_source = source;
    m_error->clear();
    stopShuttle();
    m_surface->clear();
    m_ended = false;
    m_player->setSource({});
    m_file.reset();
    if (source.isLocalFile()) {
        // As a device, not by its name: Qt 6.4's FFmpeg backend reads names as Latin-1 and finds no 第1讲.mp4.
        m_file = std::make_unique<QFile>(source.toLocalFile());
        if (!m_file->open(QIODevice::ReadOnly))
            return fail(m_file->exists() ? u"file_unreadable"_s : u"file_not_found"_s, m_file->errorString());
        m_player->setSourceDevice(m_file.get(), source);
    } else {
        m_player->setSource(source);
    }
    m_player->pause();  // shows the first frame
}

void PreviewPlayer::fail(const QString &reason, const QString &text)
{
    const Error error{ErrorCode::UnsupportedMedia, reason, text, {}};
    m_error->setError(error);
    Q_EMIT failed(error);
}

void PreviewPlayer::close()
{
    stopShuttle();
    m_player->stop();
    m_player->setSource({});
    m_file.reset();
    m_surface->clear();
}

bool PreviewPlayer::hasPicture() const
{
    return !m_surface->pictureSize().isEmpty();
}

void PreviewPlayer::play()
{
    stopShuttle();
    if (m_player->mediaStatus() == QMediaPlayer::NoMedia || m_player->error() != QMediaPlayer::NoError)
        return;  // a button that says "pause" over nothing would be a lie
    if (m_ended)
        seek(0);
    m_player->play();
}

void PreviewPlayer::pause()
{
    stopShuttle();
    if (!m_ended)
        m_player->pause();
}

void PreviewPlayer::togglePlay()
{
    if (isPlaying())
        pause();
    else
        play();
}

void PreviewPlayer::seek(qint64 to)
{
    // A film that has ended is stopped below, and a stopped one takes no position. The decoder that came to the end shows
    // no frame until it plays; stopped by its name, it makes room for another, which shows them paused as well.
    if (std::exchange(m_ended, false)) {
        m_player->stop();
        m_player->pause();
    }
    m_player->setPosition(std::clamp<qint64>(to, 0, std::max<qint64>(0, duration())));
}

void PreviewPlayer::setFullScreen(bool full)
{
    m_full = full;
    m_controls->setFullScreen(full);
    showControls();
}

void PreviewPlayer::showControls()
{
    m_surface->unsetCursor();
    m_controls->show();
    if (m_full)
        m_idle.start();
    else
        m_idle.stop();
}

void PreviewPlayer::hideControls()
{
    if (!isPlaying() || m_controls->underMouse() || m_controls->isAncestorOf(focusWidget())) {
        m_idle.start();
        return;
    }
    m_surface->setCursor(Qt::BlankCursor);
    m_controls->hide();
}

double PreviewPlayer::frameMs() const
{
    const double rate = m_player->metaData().value(QMediaMetaData::VideoFrameRate).toDouble();
    return 1000.0 / (rate > 0 ? rate : UsualFrameRate);
}

void PreviewPlayer::step(int frames)
{
    pause();
    // Half a frame more than asked lands inside the next frame, whatever the rounding of its time stamp.
    const double by = frames * frameMs();
    if (!m_ended || by < 0)
        seek(qint64(double(position()) + by + (by > 0 ? frameMs() / 2 : -frameMs() / 2)));
}

void PreviewPlayer::setRate(double rate)
{
    m_player->setPlaybackRate(rate);
    m_controls->setRate(rate);
}

double PreviewPlayer::rate() const
{
    return m_player->playbackRate();
}

void PreviewPlayer::shuttleBack()
{
    m_shuttleSpeed = m_shuttle.isActive() ? std::min(ShuttleFastest, m_shuttleSpeed * 2) : 2;
    pause();
    m_shuttle.start();
}

void PreviewPlayer::stopShuttle()
{
    m_shuttle.stop();
}

bool PreviewPlayer::handleKey(int key, const QString &text)
{
    const QList<double> &rates = PlayerControls::rates();
    switch (key) {
    case Qt::Key_Space: togglePlay(); return true;
    case Qt::Key_K: pause(); return true;
    case Qt::Key_J: shuttleBack(); return true;
    case Qt::Key_L:
        if (isPlaying())
            setRate(*std::find_if(rates.begin(), rates.end() - 1, [this](double r) { return r > rate() + 0.01; }));
        play();
        return true;
    case Qt::Key_Left: seek(position() - SkipMs); return true;
    case Qt::Key_Right:
        if (!m_ended)
            seek(position() + SkipMs);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        m_volume = std::clamp(m_volume + (key == Qt::Key_Up ? VolumeStep : -VolumeStep), 0.0, 1.0);
        useSoundDevice();
        return true;
    case Qt::Key_M:
        m_muted = !m_muted;
        useSoundDevice();
        return true;
    case Qt::Key_F: Q_EMIT fullScreenToggled(); return true;
    default: break;
    }
    if (text == u","_s || text == u"."_s) {
        step(text == u"."_s ? 1 : -1);
        return true;
    }
    return false;
}

void PreviewPlayer::keyPressEvent(QKeyEvent *event)
{
    showControls();
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (!plain || !handleKey(event->key(), event->text()))
        QWidget::keyPressEvent(event);
}

}  // namespace media
