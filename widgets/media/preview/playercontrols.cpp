#include "widgets/media/preview/playercontrols.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/text/format.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"
#include "widgets/media/preview/timeline.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>

using namespace Qt::StringLiterals;

namespace media {

namespace {
constexpr Millis Skip = 5000;
}

const QList<double> &PlayerControls::rates()
{
    static const QList<double> all{0.5, 0.75, 1, 1.25, 1.5, 1.75, 2};
    return all;
}

PlayerControls::PlayerControls(QWidget *parent)
    : QWidget(parent), m_timeline(new Timeline(this)), m_back(ui::iconButton(u"back5"_s, this)),
      m_stepBack(ui::iconButton(u"frame-back"_s, this)), m_play(ui::iconButton(u"play"_s, this)),
      m_stepForward(ui::iconButton(u"frame-forward"_s, this)), m_forward(ui::iconButton(u"forward5"_s, this)),
      m_time(ui::label(this, true)), m_mute(ui::iconButton(u"volume"_s, this)),
      m_volume(new QSlider(Qt::Horizontal, this)), m_rate(new QComboBox(this)),
      m_full(ui::iconButton(u"fullscreen"_s, this))
{
    m_volume->setRange(0, 100);
    m_volume->setFixedWidth(104);
    for (const double rate : rates())
        m_rate->addItem(u"%1×"_s.arg(QLocale::c().toString(rate)), rate);
    m_rate->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *row = new QHBoxLayout;
    row->setSpacing(ui::metrics::Half);
    for (QToolButton *button : {m_back, m_stepBack, m_play, m_stepForward, m_forward})
        row->addWidget(button);
    row->addSpacing(ui::metrics::Grid);
    row->addWidget(m_time);
    row->addStretch(1);
    row->addWidget(m_mute);
    row->addWidget(m_volume);
    row->addSpacing(ui::metrics::Grid);
    row->addWidget(m_rate);
    row->addWidget(m_full);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Gap, ui::metrics::Grid, ui::metrics::Gap, ui::metrics::Gap);
    column->setSpacing(ui::metrics::Half);
    column->addWidget(m_timeline);
    column->addLayout(row);

    connect(m_timeline, &Timeline::sought, this, &PlayerControls::sought);
    connect(m_play, &QToolButton::clicked, this, &PlayerControls::playToggled);
    connect(m_back, &QToolButton::clicked, this, [this] { Q_EMIT skipped(-Skip); });
    connect(m_forward, &QToolButton::clicked, this, [this] { Q_EMIT skipped(Skip); });
    connect(m_stepBack, &QToolButton::clicked, this, [this] { Q_EMIT stepped(-1); });
    connect(m_stepForward, &QToolButton::clicked, this, [this] { Q_EMIT stepped(1); });
    connect(m_mute, &QToolButton::clicked, this, &PlayerControls::muteToggled);
    connect(m_full, &QToolButton::clicked, this, &PlayerControls::fullScreenToggled);
    connect(m_volume, &QSlider::valueChanged, this, [this](int value) { Q_EMIT volumeChosen(value / 100.0); });
    connect(m_rate, &QComboBox::activated, this,
            [this](int index) { Q_EMIT rateChosen(m_rate->itemData(index).toDouble()); });
    // A click leaves the focus with the player: its Space must not press what was clicked last.
    for (QWidget *control : findChildren<QWidget *>()) {
        if (control->focusPolicy() & Qt::ClickFocus)
            control->setFocusPolicy(Qt::TabFocus);
    }
    retranslate();
}

void PlayerControls::setPlaying(bool playing)
{
    m_playing = playing;
    m_play->setIcon(ui::icon(playing ? u"pause"_s : u"play"_s));
    ui::setName(m_play, playing ? tr("Pause") : tr("Play"), tr("Space"));
}

void PlayerControls::setDuration(Millis duration)
{
    m_duration = duration;
    m_timeline->setDuration(duration);
    showTime();
}

void PlayerControls::setPosition(Millis position)
{
    m_position = position;
    m_timeline->setPosition(position);
    showTime();
}

void PlayerControls::showTime()
{
    m_time->setText(u"%1 / %2"_s.arg(ui::formatDuration(m_position), ui::formatDuration(m_duration)));
}

void PlayerControls::setRate(double rate)
{
    for (int i = 0; i < m_rate->count(); ++i) {
        if (qFuzzyCompare(m_rate->itemData(i).toDouble(), rate))
            m_rate->setCurrentIndex(i);
    }
}

void PlayerControls::setVolume(double volume, bool muted)
{
    m_muted = muted;
    const QSignalBlocker quiet(m_volume);
    m_volume->setValue(qRound(volume * 100));
    m_mute->setIcon(ui::icon(muted || !m_sound ? u"muted"_s : u"volume"_s));
    retranslate();
}

void PlayerControls::setSoundAvailable(bool available)
{
    m_sound = available;
    m_mute->setEnabled(available);
    m_volume->setEnabled(available);
    m_mute->setIcon(ui::icon(m_muted || !available ? u"muted"_s : u"volume"_s));
    retranslate();
}

void PlayerControls::setFullScreen(bool full)
{
    m_isFull = full;
    m_full->setIcon(ui::icon(full ? u"fullscreen-exit"_s : u"fullscreen"_s));
    retranslate();
}

void PlayerControls::retranslate()
{
    setPlaying(m_playing);
    ui::setName(m_timeline, tr("Position"));
    ui::setName(m_back, tr("Back 5 seconds"), u"←"_s);
    ui::setName(m_forward, tr("Forward 5 seconds"), u"→"_s);
    ui::setName(m_stepBack, tr("Previous frame"), u","_s);
    ui::setName(m_stepForward, tr("Next frame"), u"."_s);
    const QString noSound = tr("This computer has no sound device");
    ui::setName(m_mute, !m_sound ? noSound : m_muted ? tr("Sound on") : tr("Mute"), m_sound ? u"M"_s : QString());
    ui::setName(m_volume, tr("Volume"), u"↑ ↓"_s);
    ui::setName(m_rate, tr("Speed"));
    ui::setName(m_full, m_isFull ? tr("Leave full screen") : tr("Full screen"), u"F"_s);
}

void PlayerControls::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace media
