#pragma once

#include "models/domain/result.h"

#include <QFile>
#include <QMediaPlayer>
#include <QTimer>
#include <QUrl>
#include <QWidget>

#include <memory>

class QAudioOutput;
class QMediaDevices;

namespace ui {
class ErrorBanner;
}

namespace media {

class PlayerControls;
class VideoSurface;

/// Plays a local source or a finished version. Space plays and pauses, K pauses, L plays and then faster, J back, ←/→ 5
/// s, comma and full stop one frame, ↑/↓ volume, M mute, F full screen. Works without a sound device. Thread: GUI.
class PreviewPlayer : public QWidget
{
    Q_OBJECT
public:
    explicit PreviewPlayer(QWidget *parent = nullptr);
    ~PreviewPlayer() override;

    void open(const QUrl &source);
    void close();
    void togglePlay();
    void play();
    void pause();
    void seek(qint64 position);  ///< ms, clamped
    void step(int frames);       ///< pauses
    void setRate(double rate);
    double rate() const;
    /// At its end a film stands on its last moment, whatever the player below says then.
    qint64 position() const { return m_ended ? duration() : m_player->position(); }
    qint64 duration() const { return m_player->duration(); }
    bool isPlaying() const { return m_player->playbackState() == QMediaPlayer::PlayingState; }
    bool hasPicture() const;
    /// The bar goes out of sight while nobody touches the pointer or a key and the film runs.
    void setFullScreen(bool full);

Q_SIGNALS:
    void opened();  ///< the first frame can be shown
    void failed(const Error &why);
    void fullScreenToggled();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fail(const QString &reason, const QString &text);
    void useSoundDevice();
    void shuttleBack();
    void stopShuttle();
    void showControls();
    void hideControls();
    bool handleKey(int key, const QString &text);
    double frameMs() const;

    std::unique_ptr<QFile> m_file;  ///< what plays, when it is a local one; outlives the player's use of it
    QMediaPlayer *m_player;
    QMediaDevices *m_devices;
    QAudioOutput *m_sound = nullptr;
    VideoSurface *m_surface;
    PlayerControls *m_controls;
    ui::ErrorBanner *m_error;
    QTimer m_shuttle;
    int m_shuttleSpeed = 0;
    QTimer m_idle;
    bool m_full = false;
    double m_volume = 1;
    bool m_muted = false;
    QUrl m_source;
    bool m_ended = false;  ///< played to its end, and nothing was asked since
};

}  // namespace media
