#include "tests/gui/media/mediascene.h"

class MediaPageTest : public MediaScene
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsNotKnownIsSaid();
    void theListFollowsEvents();
    void jobsStandInTheOrderOfWork();
    void aFinishedJobIsTold();
    void noRowMovesAwayUnderThePointer();
    void anEmptySchoolSaysSo();
    void aListFetchedAgainKeepsItsFile();
    void aServerThatIsGoneShowsAnErrorAndRetryWorks();
    void everyReasonIsASentence();
    void nothingIsCutOffOrNameless();
};

void MediaPageTest::whatIsNotKnownIsSaid()
{
    m_server->setOnline(false);
    m_page->show();
    m_page->activated();
    QTRY_VERIFY(visibleTexts(*m_page).contains(u"Not loaded yet"_s));
    m_page->showQueue(true);
    QVERIFY(visibleTexts(*m_page).contains(u"Not loaded yet"_s));
    m_server->setOnline(true);
    m_page->activated();
    QTRY_VERIFY(!visibleTexts(*m_page).contains(u"Not loaded yet"_s));
}

void MediaPageTest::theListFollowsEvents()
{
    serve({answers::asset(2, u"processing"_s), answers::asset(1, u"ready"_s)}, {});
    showPage();
    QCOMPARE(m_assets->rowCount(), 2);
    QCOMPARE(m_assets->at(0).status, u"processing"_s);

    m_server->on("GET"_ba, u"/api/media/2"_s, FakeReply::data(answers::asset(2, u"ready"_s)));
    m_server->sendEvent(u"media.asset"_s, 2);
    QTRY_VERIFY(m_assets->at(0).isReady());

    m_server->on("GET"_ba, u"/api/media/3"_s, FakeReply::data(answers::asset(3, u"processing"_s)));
    m_server->sendEvent(u"media.asset"_s, 3);
    QTRY_COMPARE(m_assets->rowCount(), 3);
    QCOMPARE(m_assets->at(0).id, 3);

    m_server->on("GET"_ba, u"/api/media/3"_s, FakeReply::data(answers::asset(3, u"duplicate"_s)));
    m_server->sendEvent(u"media.asset"_s, 3);
    QTRY_COMPARE(m_assets->rowCount(), 2);
    QVERIFY2(!m_assets->find(3), "a file that is there already");

    m_server->on("GET"_ba, u"/api/media/1"_s, FakeReply::failure(404, u"not_found"_s));
    m_server->sendEvent(u"media.asset"_s, 1);
    QTRY_COMPARE(m_assets->rowCount(), 1);
    QVERIFY(!m_assets->find(1));
}

void MediaPageTest::jobsStandInTheOrderOfWork()
{
    serve({}, {answers::job(1, 1, u"succeeded"_s), answers::job(2, 2, u"queued"_s), answers::job(3, 3, u"queued"_s),
               answers::job(4, 4, u"running"_s, 0.5), answers::job(5, 5, u"failed"_s)});
    showPage();
    const auto order = [this] {
        QList<qint64> ids;
        for (int row = 0; row < m_jobs->rowCount(); ++row)
            ids << m_jobs->at(row).id;
        return ids;
    };
    QCOMPARE(order(), QList<qint64>({4, 2, 3, 5, 1}));
    QCOMPARE(m_jobs->activeCount(), 3);
    QCOMPARE(qRound(m_jobs->totalProgress() * 1000), 167);  // half of one of three

    m_server->on("GET"_ba, u"/api/jobs/4"_s, FakeReply::data(answers::job(4, 4, u"succeeded"_s, 1)));
    m_server->on("GET"_ba, u"/api/jobs/2"_s, FakeReply::data(answers::job(2, 2, u"running"_s)));
    m_server->sendEvent(u"jobs.job"_s, 4);
    m_server->sendEvent(u"jobs.job"_s, 2);
    QTRY_COMPARE(order(), QList<qint64>({2, 3, 5, 4, 1}));

    // The look at a file is shown until it has led to an encoding; cuts of trials never are.
    const auto job = [](qint64 id, const QString &kind, const QString &state) {
        QJsonObject one = answers::job(id, 6, state);
        one[u"kind"_s] = kind;
        return one;
    };
    m_server->on("GET"_ba, u"/api/jobs/6"_s, FakeReply::data(job(6, u"probe"_s, u"running"_s)));
    m_server->on("GET"_ba, u"/api/jobs/8"_s, FakeReply::data(job(8, u"trial"_s, u"running"_s)));
    m_server->sendEvent(u"jobs.job"_s, 8);
    m_server->sendEvent(u"jobs.job"_s, 6);
    QTRY_COMPARE(order(), QList<qint64>({2, 6, 3, 5, 4, 1}));
    QCOMPARE(media::stateOf(*m_jobs->ofAsset(6)).text, u"Reading the file"_s);
    m_server->on("GET"_ba, u"/api/jobs/6"_s, FakeReply::data(job(6, u"probe"_s, u"succeeded"_s)));
    m_server->sendEvent(u"jobs.job"_s, 6);
    QTRY_COMPARE(order(), QList<qint64>({2, 3, 5, 4, 1}));
}

void MediaPageTest::aFinishedJobIsTold()
{
    serve({}, {answers::job(7, 1, u"running"_s, 0.9)});
    showPage();
    QSignalSpy finished(m_jobs.get(), &media::JobListModel::finished);
    m_server->on("GET"_ba, u"/api/jobs/7"_s, FakeReply::data(answers::job(7, 1, u"succeeded"_s, 1)));
    m_server->sendEvent(u"jobs.job"_s, 7);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(m_jobs->totalProgress(), -1.0);
}

void MediaPageTest::noRowMovesAwayUnderThePointer()
{
    serve({},
          {answers::job(2, 2, u"queued"_s), answers::job(3, 3, u"queued"_s), answers::job(4, 4, u"running"_s, 0.5)});
    showPage();
    m_page->showQueue(true);
    const auto order = [this] {
        QList<qint64> ids;
        for (int row = 0; row < m_jobs->rowCount(); ++row)
            ids << m_jobs->at(row).id;
        return ids;
    };
    const auto tell = [this](qint64 id, const QString &state) {
        m_server->on("GET"_ba, u"/api/jobs/%1"_s.arg(id), FakeReply::data(answers::job(id, id, state)));
        m_server->sendEvent(u"jobs.job"_s, id);
        QTRY_VERIFY(m_jobs->indexOf(id).isValid() && m_jobs->indexOf(id).data(media::JobListModel::StateRole) == state);
    };
    auto *list = m_page->findChild<QListView *>(u"jobs"_s);
    QCOMPARE(order(), QList<qint64>({4, 2, 3}));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(m_jobs->index(1)).center());
    tell(4, u"succeeded"_s);
    tell(2, u"running"_s);
    tell(5, u"queued"_s);
    QCOMPARE(order(), QList<qint64>({4, 2, 3, 5}));
    QCOMPARE(list->currentIndex().row(), 1);

    // Fetched again as a whole, too: the row that was chosen stays the row that is chosen.
    serve({}, {answers::job(2, 2, u"running"_s), answers::job(3, 3, u"queued"_s), answers::job(4, 4, u"succeeded"_s),
               answers::job(5, 5, u"queued"_s), answers::job(6, 6, u"queued"_s)});
    QSignalSpy again(m_jobs.get(), &media::JobListModel::loaded);
    m_jobs->refresh();
    QTRY_COMPARE(again.count(), 1);
    QCOMPARE(order(), QList<qint64>({4, 2, 3, 5, 6}));

    // Left and come back to, it stands in the order of work again, and the same job is current.
    m_page->showQueue(false);
    m_page->showQueue(true);
    QCOMPARE(order(), QList<qint64>({2, 3, 5, 6, 4}));
    QCOMPARE(list->currentIndex().row(), 0);
}

void MediaPageTest::anEmptySchoolSaysSo()
{
    showPage();
    QVERIFY(visibleTexts(*m_page).contains(u"No media yet"_s));
    m_page->showQueue(true);
    QVERIFY(visibleTexts(*m_page).contains(u"The queue is empty"_s));
    QVERIFY(!visibleTexts(*m_page).contains(u"No media yet"_s));
}

void MediaPageTest::aListFetchedAgainKeepsItsFile()
{
    serve({answers::asset(3, u"ready"_s), answers::asset(2, u"ready"_s), answers::asset(1, u"ready"_s)}, {});
    showPage();
    m_page->select(2);
    const auto *details = m_page->findChild<media::AssetDetails *>();
    QCOMPARE(details->asset(), 2);
    QSignalSpy again(m_assets.get(), &media::AssetListModel::loaded);
    m_page->activated();  // coming back from another page, or the server is back
    QTRY_COMPARE(again.count(), 1);
    QCOMPARE(details->asset(), 2);
    for (const QListView *list : m_page->findChildren<QListView *>()) {
        if (list->accessibleName() == u"Files"_s)
            QCOMPARE(list->currentIndex().row(), 1);
    }
}

void MediaPageTest::aServerThatIsGoneShowsAnErrorAndRetryWorks()
{
    m_server->on("GET"_ba, u"/api/media"_s, FakeReply::failure(503, u"unavailable"_s));
    showPage();
    const auto *banner = m_page->findChild<ui::ErrorBanner *>();
    QVERIFY(!banner->isHidden());
    serve({answers::asset(1, u"ready"_s)}, {});
    buttonSaying(*banner, u"Try again"_s)->click();
    QTRY_VERIFY(banner->isHidden());
    QCOMPARE(m_assets->rowCount(), 1);
}

void MediaPageTest::everyReasonIsASentence()
{
    // The words of backend/transcode/transcodeplan.h.
    for (const QString &word :
         {u"fits"_s, u"scaled"_s, u"codec"_s, u"profile"_s, u"bit_depth"_s, u"pixel_format"_s, u"bit_rate"_s,
          u"key_frames"_s, u"frame_rate"_s, u"variable_frame_rate"_s, u"rotation"_s, u"pixel_aspect"_s, u"odd_size"_s,
          u"interlaced"_s, u"hdr"_s, u"color"_s, u"sample_rate"_s, u"channels"_s, u"container"_s}) {
        for (const QString &code : ui::Language::codes()) {
            m_language->setCode(code);
            const QString sentence = media::reasonSentence({word, {}});
            QVERIFY2(sentence != word && sentence.size() > 5, qPrintable(word));
        }
    }
    m_language->setCode(u"en"_s);
    QCOMPARE(media::reasonSentence({u"key_frames"_s, {{u"longest_ms"_s, 8000}}}),
             u"Key frames are up to 8 s apart, too far for quick seeking."_s);
}

void MediaPageTest::nothingIsCutOffOrNameless()
{
    serve({answers::asset(2, u"failed"_s), answers::asset(1, u"ready"_s)}, {answers::job(9, 2, u"failed"_s)});
    showPage();
    for (const QString &code : ui::Language::codes()) {
        m_language->setCode(code);
        for (const qint64 id : {1, 2}) {
            m_page->select(id);
            QTRY_COMPARE(support::cutOffTexts(*m_page).join(u'\n'), QString());
            QCOMPARE(support::unnamedControls(*m_page).join(u'\n'), QString());
        }
    }
}

QTEST_MAIN(MediaPageTest)
#include "tst_mediapage.moc"
