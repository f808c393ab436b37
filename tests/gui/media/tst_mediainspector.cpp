#include "tests/gui/media/mediascene.h"

/// What the inspector tells of one file, and does with it.
class MediaInspectorTest : public MediaScene
{
    Q_OBJECT
private Q_SLOTS:
    void theInspectorTellsWhatIsMadeAndWhy();
    void aRunningJobShowsItsProgressAndCanBeCancelled();
    void aFailedJobShowsReasonLogAndRetry();
    void deletingAFileInUseIsRefusedInPlace();
    void returnDeletesNothing();
    void playingAsksForAFreshUrl();
};

void MediaInspectorTest::theInspectorTellsWhatIsMadeAndWhy()
{
    serve({answers::asset(1, u"ready"_s)}, {answers::job(1, 1, u"succeeded"_s, 1)});
    showPage();
    QTRY_VERIFY2(visibleTexts(*m_page).contains(u"3840 × 2160 · 29.97 fps"_s),
                 qPrintable(visibleTexts(*m_page).join(u'\n')));
    const QStringList texts = visibleTexts(*m_page);
    QVERIFY(texts.contains(u"lesson 1.mov"_s));
    QVERIFY(texts.contains(u"H.265 · AAC"_s));
    QVERIFY(texts.contains(u"Encoded"_s));
    QVERIFY(texts.contains(u"Scaled from 3840 × 2160 to 1280 × 720."_s));
    QVERIFY(texts.contains(u"1280 × 720 · 12.3 MB"_s));
    QVERIFY(texts.contains(u"Copied"_s));
}

void MediaInspectorTest::aRunningJobShowsItsProgressAndCanBeCancelled()
{
    serve({answers::asset(1, u"processing"_s)}, {answers::job(9, 1, u"running"_s, 0.42)});
    showPage();
    QTRY_VERIFY(visibleTexts(*m_page).contains(u"42% · 3.1× · 2 min left"_s));
    m_server->on("POST"_ba, u"/api/jobs/9/cancel"_s, FakeReply::data(answers::job(9, 1, u"canceled"_s)));
    QPushButton *cancel = buttonSaying(*m_page, u"Cancel"_s);
    QVERIFY(cancel);
    cancel->click();
    QTRY_COMPARE(m_jobs->at(0).state, u"canceled"_s);
    QVERIFY(!buttonSaying(*m_page, u"Cancel"_s));
    QVERIFY(buttonSaying(*m_page, u"Try again"_s));
}

void MediaInspectorTest::aFailedJobShowsReasonLogAndRetry()
{
    serve({answers::asset(1, u"failed"_s)}, {answers::job(9, 1, u"failed"_s)});
    showPage();
    const QString said = visibleTexts(*m_page).join(u'\n');
    QVERIFY2(said.contains(u"This video is cut off."_s), qPrintable(said));
    const auto *log = m_page->findChild<QPlainTextEdit *>();
    QVERIFY(log && log->isVisible());
    QVERIFY(log->toPlainText().contains(u"moov atom not found"_s));
    m_server->on("POST"_ba, u"/api/jobs/9/retry"_s, FakeReply::data(answers::job(9, 1, u"queued"_s)));
    buttonSaying(*m_page, u"Try again"_s)->click();
    QTRY_COMPARE(m_jobs->at(0).state, u"queued"_s);
    QVERIFY(!log->isVisible());
}

void MediaInspectorTest::deletingAFileInUseIsRefusedInPlace()
{
    serve({answers::asset(1, u"ready"_s)}, {});
    showPage();
    m_server->on("DELETE"_ba, u"/api/media/1"_s, FakeReply::failure(409, u"in_use"_s));
    std::optional<Result<void>> outcome;
    m_assets->remove(1, this, [&outcome](const Result<void> &done) { outcome = done; });
    QTRY_VERIFY(outcome);
    QVERIFY(!*outcome);
    QCOMPARE(outcome->error().reason, u"in_use"_s);
    QCOMPARE(m_assets->rowCount(), 1);

    m_server->on("DELETE"_ba, u"/api/media/1"_s, FakeReply::data(QJsonObject{}));
    m_assets->remove(1, this, [&outcome](const Result<void> &done) { outcome = done; });
    QTRY_COMPARE(m_assets->rowCount(), 0);
    QVERIFY(outcome->ok());
}

void MediaInspectorTest::returnDeletesNothing()
{
    serve({answers::asset(1, u"ready"_s)}, {});
    showPage();
    QPushButton *deletes = nullptr;
    for (QPushButton *button : m_page->findChildren<QPushButton *>()) {
        if (button->text() == u"Delete file"_s)
            deletes = button;
    }
    QVERIFY(deletes);
    bool asked = false;
    QTimer whenAsked;
    connect(&whenAsked, &QTimer::timeout, this, [&] {
        if (auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget())) {
            asked = true;
            QTest::keyClick(box->focusWidget() ? box->focusWidget() : box, Qt::Key_Return);
        }
    });
    whenAsked.start(10);
    deletes->click();
    QVERIFY(asked);
    QCOMPARE(m_server->requests("DELETE"_ba, u"/api/media/1"_s).size(), 0);
}

void MediaInspectorTest::playingAsksForAFreshUrl()
{
    serve({answers::asset(1, u"ready"_s)}, {});
    showPage();
    QSignalSpy preview(m_page.get(), &media::MediaPage::previewRequested);
    buttonSaying(*m_page, u"Play"_s)->click();
    QTRY_COMPARE(preview.count(), 1);
    QCOMPARE(preview.at(0).at(0).toUrl().path(), u"/media/v1.1.1.d.k1.x/u1/hd.mp4"_s);
    QCOMPARE(m_server->requests("GET"_ba, u"/api/media/1"_s).size(), 1);
}

QTEST_MAIN(MediaInspectorTest)
#include "tst_mediainspector.moc"
