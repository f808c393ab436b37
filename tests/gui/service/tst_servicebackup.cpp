#include "tests/gui/service/servicescene.h"

#include "widgets/service/backupcard.h"

#include <QJsonArray>
#include <QProgressBar>
#include <QSpinBox>
#include <QTimeZone>

namespace {

QJsonObject job(const QString &state, double progress = 0, const QJsonValue &error = {})
{
    return {{u"id"_s, 7},
            {u"kind"_s, u"backup"_s},
            {u"state"_s, state},
            {u"progress"_s, progress},
            {u"error"_s, error}};
}

QJsonObject found(const QJsonArray &backups, const QJsonValue &last)
{
    return {{u"backups"_s, backups},
            {u"folder"_s, u"/backups"_s},
            {u"settings"_s, QJsonObject{{u"hour"_s, 3}, {u"keep"_s, 30}, {u"folder"_s, u"/other/disk"_s}}},
            {u"nextTime"_s, u"2026-01-02T19:00:00.000Z"_s},
            {u"last"_s, last}};
}

QJsonArray oneBackup()
{
    return {QJsonObject{{u"name"_s, u"20251231T190000Z"_s},
                        {u"madeTime"_s, u"2025-12-31T19:00:00.000Z"_s},
                        {u"verifiedTime"_s, u"2025-12-31T19:00:10.000Z"_s},
                        {u"bytes"_s, 1'400'000'000}}};
}

bool says(const QWidget &root, const QString &part)
{
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(part))
            return true;
    }
    return false;
}

}  // namespace

/// What administrators see and do about backups on the Service page.
class ServiceBackupTest : public ServiceScene
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void aSchoolWithoutOneSaysSo();
    void theLastOneIsShown();
    void theSchoolsHourIsSaidWhereItIsAnother();
    void aFailureSaysWhy();
    void oneThatIsOrderedShowsItsProgressAndCanBeCanceled();
    void hourAndNumberAreSentWithTheFolderKept();
    void aRestoreAsksWhereAndTellsItsEnd();
    void theKeysAreSavedApart();
    void nothingIsCutOffOrNameless();

private:
    std::unique_ptr<support::FakeServer> m_server;
    std::unique_ptr<service::BackupCard> m_card;
    QJsonObject m_answer;

    void open(const QJsonObject &answer)
    {
        m_answer = answer;
        m_server = std::make_unique<support::FakeServer>();
        m_server->on("GET", u"/api/backups"_s,
                     [this](const support::FakeRequest &) { return FakeReply::data(m_answer); });
        m_session->openEmbedded(m_server->url(), "token");
        m_card = std::make_unique<service::BackupCard>(*m_api, *m_session, *m_control, m_clock);
        m_card->resize(900, 200);
        m_card->show();
    }
};

void ServiceBackupTest::cleanup()
{
    m_card.reset();
}

void ServiceBackupTest::aSchoolWithoutOneSaysSo()
{
    open(found({}, {}));
    QTRY_VERIFY(says(*m_card, u"no backup yet"_s));
    QVERIFY(saying<QPushButton>(*m_card, u"Back up now"_s)->isEnabled());
    QVERIFY(!m_card->findChild<QProgressBar *>()->isVisible());
}

void ServiceBackupTest::theLastOneIsShown()
{
    open(found(oneBackup(), job(u"succeeded"_s, 1)));
    QTRY_VERIFY(says(*m_card, u"1.4 GB, verified"_s));
    QVERIFY(says(*m_card, u"Next:"_s));
}

void ServiceBackupTest::theSchoolsHourIsSaidWhereItIsAnother()
{
    QJsonObject answer = found(oneBackup(), {});
    answer.insert(u"timeZone"_s, QString::fromLatin1(QTimeZone::systemTimeZoneId()));
    open(answer);
    QTRY_VERIFY(says(*m_card, u"Next:"_s));
    QVERIFY(!says(*m_card, u" in "_s));
    // Nobody's computer is in both of these.
    const bool isFarEast = QTimeZone::systemTimeZone().standardTimeOffset(QDateTime::currentDateTime()) == 14 * 3600;
    const QString elsewhere = isFarEast ? u"Pacific/Pago_Pago"_s : u"Pacific/Kiritimati"_s;
    answer.insert(u"timeZone"_s, elsewhere);
    open(answer);
    QTRY_VERIFY(says(*m_card, isFarEast ? u"(8:00 in "_s + elsewhere : u"(9:00 in "_s + elsewhere));
}

void ServiceBackupTest::aFailureSaysWhy()
{
    open(found(oneBackup(), job(u"failed"_s, 0, QJsonObject{{u"error"_s, u"disk_full"_s}, {u"message"_s, u"m"_s}})));
    QTRY_VERIFY(says(*m_card, u"The last attempt failed: The disk is full."_s));
    QVERIFY(says(*m_card, u"verified"_s));
}

void ServiceBackupTest::oneThatIsOrderedShowsItsProgressAndCanBeCanceled()
{
    open(found({}, {}));
    m_server->on("POST", u"/api/backups"_s, [this](const support::FakeRequest &) {
        m_answer = found({}, job(u"running"_s, 0.4));
        return FakeReply::data(QJsonObject{{u"jobId"_s, 7}}, 202);
    });
    m_server->on("POST", u"/api/jobs/7/cancel"_s, [this](const support::FakeRequest &) {
        m_answer = found({}, job(u"canceled"_s));
        return FakeReply::data(QJsonObject{});
    });
    QTRY_VERIFY(saying<QPushButton>(*m_card, u"Back up now"_s)->isEnabled());
    QTest::keyClick(saying<QPushButton>(*m_card, u"Back up now"_s), Qt::Key_Space);
    QTRY_VERIFY(says(*m_card, u"A backup is being made…"_s));
    QCOMPARE(m_card->findChild<QProgressBar *>()->value(), 40);
    QVERIFY(!saying<QPushButton>(*m_card, u"Back up now"_s)->isEnabled());
    saying<QPushButton>(*m_card, u"Cancel"_s)->click();
    QTRY_VERIFY(says(*m_card, u"no backup yet"_s));
    QVERIFY(!saying<QPushButton>(*m_card, u"Cancel"_s));
}

void ServiceBackupTest::hourAndNumberAreSentWithTheFolderKept()
{
    open(found({}, {}));
    m_server->on("PUT", u"/api/backups/settings"_s,
                 [this](const support::FakeRequest &) { return FakeReply::data(m_answer); });
    QTRY_VERIFY(m_card->findChildren<QSpinBox *>().first()->isEnabled());
    m_card->findChildren<QSpinBox *>().at(0)->setValue(22);
    m_card->findChildren<QSpinBox *>().at(1)->setValue(7);
    QTRY_COMPARE(m_server->requests("PUT", u"/api/backups/settings"_s).size(), 1);
    QCOMPARE(m_server->requests("PUT", u"/api/backups/settings"_s).first().json(),
             (QJsonObject{{u"hour"_s, 22}, {u"keep"_s, 7}, {u"folder"_s, u"/other/disk"_s}}));
}

void ServiceBackupTest::aRestoreAsksWhereAndTellsItsEnd()
{
    open(found(oneBackup(), {}));
    QTRY_VERIFY(says(*m_card, u"verified"_s));
    m_card->setChoosers([](QWidget *, const QString &start) { return start + u"/20251231T190000Z"_s; },
                        [](QWidget *, const QString &) { return u"/home/me/restored"_s; }, {});
    saying<QPushButton>(*m_card, u"Restore…"_s)->click();
    QCOMPARE(m_control->restoring, (QStringList{u"/backups/20251231T190000Z"_s, u"/home/me/restored"_s}));
    Q_EMIT m_control->restoreProgressed(0.5);
    QCOMPARE(m_card->findChild<QProgressBar *>()->value(), 50);
    Q_EMIT m_control->restoreEnded(u"/home/me/restored"_s, Error{ErrorCode::DataLoss, {}, u"It is damaged."_s, {}});
    QVERIFY(says(*m_card, u"Nothing was restored: It is damaged."_s));
    saying<QPushButton>(*m_card, u"Restore…"_s)->click();
    saying<QPushButton>(*m_card, u"Cancel"_s)->click();
    QVERIFY(m_control->restoring.isEmpty());
    Q_EMIT m_control->restoreEnded(u"/home/me/restored"_s, {});
    QVERIFY(says(*m_card, u"has been restored"_s));
}

/// No backup holds them.
void ServiceBackupTest::theKeysAreSavedApart()
{
    open(found(oneBackup(), {}));
    QString chosen;
    m_card->setChoosers({}, {}, [&](QWidget *, const QString &) { return chosen; });
    saying<QPushButton>(*m_card, u"Save the keys…"_s)->click();
    QVERIFY(m_control->savedKeys.isEmpty());  // changed her mind
    chosen = u"/stick/keys.json"_s;
    saying<QPushButton>(*m_card, u"Save the keys…"_s)->click();
    QCOMPARE(m_control->savedKeys, chosen);
    QVERIFY(says(*m_card, u"Keep that file apart"_s));
    m_control->keysSaved = Error{ErrorCode::Unavailable, u"folder_not_writable"_s, u"No room."_s, {}};
    saying<QPushButton>(*m_card, u"Save the keys…"_s)->click();
    QVERIFY(says(*m_card, u"The keys were not saved: No room."_s));
}

void ServiceBackupTest::nothingIsCutOffOrNameless()
{
    open(found(oneBackup(), job(u"running"_s, 0.3)));
    for (const QString &code : ui::Language::codes()) {
        m_language->setCode(code);
        QTRY_COMPARE(support::cutOffTexts(*m_card).join(u'\n'), QString());
        QCOMPARE(support::unnamedControls(*m_card).join(u'\n'), QString());
    }
    m_language->setCode(u"en"_s);
}

QTEST_MAIN(ServiceBackupTest)
#include "tst_servicebackup.moc"
