#pragma once

#include "models/domain/clock.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace media {

class Timeline;

/// The bar under the picture. It shows what the player is doing and asks; it decides nothing. Times are milliseconds,
/// rates are factors (1: as filmed), volumes 0–1, linear. Thread: GUI.
class PlayerControls : public QWidget
{
    Q_OBJECT
public:
    explicit PlayerControls(QWidget *parent = nullptr);

    void setPlaying(bool playing);
    void setDuration(Millis duration);
    void setPosition(Millis position);
    void setRate(double rate);
    void setVolume(double volume, bool muted);
    /// A machine without a sound device: the volume says so instead of pretending.
    void setSoundAvailable(bool available);
    void setFullScreen(bool full);

    static const QList<double> &rates();  ///< on offer, slowest first

Q_SIGNALS:
    void playToggled();
    void sought(qint64 position);
    void skipped(qint64 by);   ///< ms; back when negative
    void stepped(int frames);  ///< 1 or -1
    void rateChosen(double rate);
    void volumeChosen(double volume);
    void muteToggled();
    void fullScreenToggled();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void showTime();

    Timeline *m_timeline;
    QToolButton *m_back;
    QToolButton *m_stepBack;
    QToolButton *m_play;
    QToolButton *m_stepForward;
    QToolButton *m_forward;
    QLabel *m_time;
    QToolButton *m_mute;
    QSlider *m_volume;
    QComboBox *m_rate;
    QToolButton *m_full;
    Millis m_position = 0;
    Millis m_duration = 0;
    bool m_playing = false;
    bool m_muted = false;
    bool m_sound = true;
    bool m_isFull = false;
};

}  // namespace media
