#include "tests/support/mediafiles.h"

#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/theme/theme.h"
#include "widgets/media/preview/playercontrols.h"
#include "widgets/media/preview/previewpage.h"
#include "widgets/media/preview/previewplayer.h"
#include "widgets/media/preview/videosurface.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QMediaPlayer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QVideoFrame>
#include <QVideoSink>

#include <memory>

using namespace Qt::StringLiterals;

// Plays a real file that FFmpeg has made. The machine that runs this may have no sound device: that must not matter.
class PreviewPlayerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void theFirstFrameShowsBeforePlaying();
    void spacePlaysAndPauses();
    void arrowsSkipFiveSeconds();
    void framesStepByKeyboard();
    void lPlaysAndThenFaster();
    void theEndIsAPlaceLikeOthers();
    void thePictureFollowsFromTheEnd();
    void jGoesBack();
    void whatIsOpenedByPlayPlays();
    void anyNameOfAFilePlays();
    void aBrokenFileSaysSoInPlace();
    void aClickedControlLeavesSpaceToThePlayer();
    void fullScreenHidesAllButTheFilm();

private:
    std::unique_ptr<ui::Theme> m_theme;
    QTemporaryDir m_folder;
    QString m_film;
    std::unique_ptr<media::PreviewPlayer> m_player;
};

void PreviewPlayerTest::initTestCase()
{
    m_theme = std::make_unique<ui::Theme>(*qApp);
    m_film = mediafiles::film(u"640x360"_s, 8);
    QVERIFY(QFile::exists(m_film));
}

void PreviewPlayerTest::init()
{
    m_player = std::make_unique<media::PreviewPlayer>();
    m_player->resize(640, 480);
    m_player->show();
    m_player->open(QUrl::fromLocalFile(m_film));
    QTRY_VERIFY(m_player->hasPicture());
}

void PreviewPlayerTest::cleanup()
{
    m_player.reset();
}

void PreviewPlayerTest::theFirstFrameShowsBeforePlaying()
{
    QVERIFY(!m_player->isPlaying());
    QVERIFY(qAbs(m_player->duration() - 8000) < 200);
    QVERIFY(m_player->position() < 200);
}

void PreviewPlayerTest::spacePlaysAndPauses()
{
    QTest::keyClick(m_player.get(), Qt::Key_Space);
    QVERIFY(m_player->isPlaying());
    QTRY_VERIFY(m_player->position() > 300);
    QTest::keyClick(m_player.get(), Qt::Key_Space);
    QVERIFY(!m_player->isPlaying());
}

void PreviewPlayerTest::arrowsSkipFiveSeconds()
{
    QTest::keyClick(m_player.get(), Qt::Key_Right);
    QTRY_VERIFY(qAbs(m_player->position() - 5000) < 250);
    QTest::keyClick(m_player.get(), Qt::Key_Left);
    QTRY_VERIFY(m_player->position() < 250);
    QTest::keyClick(m_player.get(), Qt::Key_Left);  // never before the beginning
    QVERIFY(m_player->position() >= 0);
}

void PreviewPlayerTest::framesStepByKeyboard()
{
    m_player->seek(2000);
    QTRY_VERIFY(qAbs(m_player->position() - 2000) < 120);
    const qint64 before = m_player->position();
    QTest::keyClicks(m_player.get(), u"."_s);
    QTRY_VERIFY(m_player->position() > before);
    const qint64 after = m_player->position();
    QVERIFY2(
            after - before <= 80,
            qPrintable(QString::number(after - before)));  // 25 frames a second: 40 ms, and the half that makes it safe
    QTest::keyClicks(m_player.get(), u","_s);
    QTRY_VERIFY(m_player->position() < after);
}

void PreviewPlayerTest::lPlaysAndThenFaster()
{
    QTest::keyClick(m_player.get(), Qt::Key_L);
    QVERIFY(m_player->isPlaying());
    QCOMPARE(m_player->rate(), 1.0);
    QTest::keyClick(m_player.get(), Qt::Key_L);
    QCOMPARE(m_player->rate(), 1.25);
    QTest::keyClick(m_player.get(), Qt::Key_K);
    QVERIFY(!m_player->isPlaying());
}

void PreviewPlayerTest::theEndIsAPlaceLikeOthers()
{
    const qint64 length = m_player->duration();
    const auto playToTheEnd = [&] {
        m_player->seek(length - 400);
        m_player->play();
        QTRY_VERIFY(m_player->isPlaying());
        QTRY_VERIFY(!m_player->isPlaying());
        QCOMPARE(m_player->position(), length);
    };
    playToTheEnd();
    QTest::keyClick(m_player.get(), Qt::Key_Right);
    QCOMPARE(m_player->position(), length);
    QTest::keyClick(m_player.get(), Qt::Key_Left);
    QTRY_VERIFY(qAbs(m_player->position() - (length - 5000)) < 250);
    QVERIFY(!m_player->isPlaying());
    const QSignalSpy places(m_player->findChild<QMediaPlayer *>(), &QMediaPlayer::positionChanged);
    QTest::keyClick(m_player.get(), Qt::Key_Space);
    QTRY_VERIFY(m_player->isPlaying() && m_player->position() > length - 4900);
    for (const QList<QVariant> &place : places)
        QVERIFY2(place.first().toLongLong() > length - 5500, "on from there, not from the beginning");

    playToTheEnd();
    QTest::keyClick(m_player.get(), Qt::Key_J);
    QTRY_VERIFY(m_player->position() < length - 100);
    QVERIFY2(m_player->position() > 0, "back by steps, not to the beginning");
    QTest::keyClick(m_player.get(), Qt::Key_K);

    playToTheEnd();
    QTest::keyClicks(m_player.get(), u","_s);
    QTRY_VERIFY(m_player->position() < length && m_player->position() > length - 500);

    playToTheEnd();
    QTest::keyClick(m_player.get(), Qt::Key_Right);  // is nowhere: it stays the end, from which one begins anew
    QTest::keyClick(m_player.get(), Qt::Key_Space);
    QTRY_VERIFY(m_player->isPlaying() && m_player->position() < length / 2);
}

/// A place without its picture is no place: the frame that is shown is the one of where we are.
void PreviewPlayerTest::thePictureFollowsFromTheEnd()
{
    const auto *surface = m_player->findChild<media::VideoSurface *>();
    const auto shown = [&] { return surface->sink()->videoFrame().startTime() / 1000; };
    const qint64 length = m_player->duration();
    const auto playToTheEnd = [&] {
        m_player->seek(length - 400);
        m_player->play();
        QTRY_VERIFY(m_player->isPlaying());
        QTRY_VERIFY(!m_player->isPlaying());
        QTRY_VERIFY(shown() > length - 300);
    };
    playToTheEnd();
    QTest::keyClick(m_player.get(), Qt::Key_Left);
    QTRY_VERIFY2(qAbs(shown() - (length - 5000)) < 250, qPrintable(QString::number(shown())));
    QVERIFY(!m_player->isPlaying());
    QTest::keyClick(m_player.get(), Qt::Key_Left);
    QTRY_VERIFY(shown() < 250);

    playToTheEnd();
    QTest::keyClick(m_player.get(), Qt::Key_J);
    QTRY_VERIFY(shown() < length - 1500);
    QTest::keyClick(m_player.get(), Qt::Key_K);
    QTRY_VERIFY(qAbs(shown() - m_player->position()) < 250);

    playToTheEnd();
    for (int i = 0; i < 5; ++i)
        QTest::keyClicks(m_player.get(), u","_s);
    QTRY_VERIFY(shown() < length - 150 && shown() > length - 700);
}

void PreviewPlayerTest::whatIsOpenedByPlayPlays()
{
    media::PreviewPage page;
    page.resize(800, 600);
    page.show();
    page.open(QUrl::fromLocalFile(m_film), u"Light"_s);
    QTRY_VERIFY(page.player()->isPlaying() && page.player()->position() > 0);
}

void PreviewPlayerTest::jGoesBack()
{
    m_player->seek(6000);
    QTRY_VERIFY(m_player->position() > 5500);
    QTest::keyClick(m_player.get(), Qt::Key_J);
    QTRY_VERIFY(m_player->position() < 5000);
    QTest::keyClick(m_player.get(), Qt::Key_K);
}

void PreviewPlayerTest::anyNameOfAFilePlays()
{
    for (const QString &name : {u"第1讲 光线.mp4"_s, u"50% done #3?.mp4"_s, u"Über é.mp4"_s}) {
        const QString path = m_folder.filePath(name);
        QVERIFY(QFile::copy(m_film, path));
        m_player->close();
        QVERIFY(!m_player->hasPicture());
        m_player->open(QUrl::fromLocalFile(path));
        QTRY_VERIFY2(m_player->hasPicture(), qPrintable(name));
        m_player->seek(4000);
        m_player->play();
        QTRY_VERIFY2(m_player->position() > 4200, qPrintable(name));
        QVERIFY(m_player->findChild<ui::ErrorBanner *>()->isHidden());
    }
    QSignalSpy failed(m_player.get(), &media::PreviewPlayer::failed);
    m_player->open(QUrl::fromLocalFile(m_folder.filePath(u"gone.mp4"_s)));
    QCOMPARE(failed.count(), 1);
    QVERIFY(!m_player->findChild<ui::ErrorBanner *>()->isHidden());
}

void PreviewPlayerTest::aBrokenFileSaysSoInPlace()
{
    const QString text = m_folder.filePath(u"no film.mp4"_s);
    QFile file(text);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("This is a letter, not a film.\n");
    file.close();
    QSignalSpy failed(m_player.get(), &media::PreviewPlayer::failed);
    m_player->open(QUrl::fromLocalFile(text));
    QTRY_VERIFY(!failed.isEmpty());
    QVERIFY(!m_player->findChild<ui::ErrorBanner *>()->isHidden());
    QTest::keyClick(m_player.get(), Qt::Key_Space);
    QVERIFY(!m_player->isPlaying());
    m_player->open(QUrl::fromLocalFile(m_film));
    QVERIFY(m_player->findChild<ui::ErrorBanner *>()->isHidden());
    QTRY_VERIFY(m_player->hasPicture());
}

void PreviewPlayerTest::aClickedControlLeavesSpaceToThePlayer()
{
    m_player->activateWindow();
    m_player->setFocus();
    QTRY_VERIFY(m_player->hasFocus());
    for (QToolButton *button : m_player->findChild<media::PlayerControls *>()->findChildren<QToolButton *>())
        QVERIFY2(!(button->focusPolicy() & Qt::ClickFocus), qPrintable(button->accessibleName()));
    auto *speed = m_player->findChild<QComboBox *>();
    for (int i = 0; i < speed->count(); ++i)
        QVERIFY(speed->width() >= speed->fontMetrics().horizontalAdvance(speed->itemText(i)) + 24);
    QTest::mouseClick(speed, Qt::LeftButton);
    QTRY_VERIFY(QApplication::activePopupWidget());
    QTest::keyClick(speed->view(), Qt::Key_Down);
    QTest::keyClick(speed->view(), Qt::Key_Return);
    QTRY_COMPARE(m_player->rate(), 1.25);
    QTRY_VERIFY(m_player->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QVERIFY(m_player->isPlaying());
}

void PreviewPlayerTest::fullScreenHidesAllButTheFilm()
{
    media::PreviewPage page;
    page.resize(800, 600);
    page.show();
    page.open(QUrl::fromLocalFile(m_film), u"Light"_s);
    QSignalSpy wanted(&page, &media::PreviewPage::fullScreenWanted);
    QSignalSpy closed(&page, &media::PreviewPage::closed);
    auto *back = page.findChild<QToolButton *>();
    QVERIFY(back->isVisible());
    QTest::keyClick(page.player(), Qt::Key_F);
    QCOMPARE(wanted.last().first().toBool(), true);
    QVERIFY(!back->isVisible());
    QTest::keyClick(page.player(), Qt::Key_Escape);
    QCOMPARE(wanted.last().first().toBool(), false);
    QVERIFY(back->isVisible());
    QVERIFY2(closed.isEmpty(), "the first Esc only leaves the full screen");
    QTest::keyClick(page.player(), Qt::Key_Escape);
    QCOMPARE(closed.count(), 1);
}

QTEST_MAIN(PreviewPlayerTest)
#include "tst_previewplayer.moc"
