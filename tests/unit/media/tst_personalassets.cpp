#include "backend/media/assets/assetrepository.h"
#include "backend/media/assets/personalassets.h"
#include "tests/support/teststore.h"

using namespace Qt::StringLiterals;

namespace media {

/// What becomes of films when their owners go.
class PersonalAssetsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSameFilmOfTwoOwnersStaysTwiceWhenBothAreGone();
};

void PersonalAssetsTest::theSameFilmOfTwoOwnersStaysTwiceWhenBothAreGone()
{
    support::TestStore store;
    const auto add = [&](const QString &uid, qint64 owner) {
        return (*store).write([&](database::Transaction &tx) -> Result<AssetId> {
            Asset asset;
            asset.uid = uid;
            asset.owner = UserId(owner);
            asset.filename = u"lecture.mp4"_s;
            asset.sha256 = u"same content"_s;
            asset.status = AssetStatus::Ready;
            return AssetRepository::insert(tx, asset);
        });
    };
    const auto first = add(u"first"_s, 7);
    const auto second = add(u"second"_s, 8);
    QVERIFY(first.ok() && second.ok());
    PersonalAssets personal;
    for (const qint64 owner : {7, 8})
        QVERIFY((*store).write([&](database::Transaction &tx) { return personal.erase(tx, UserId(owner)); }).ok());
    for (const AssetId id : {*first, *second}) {
        const auto asset = (*store).read([&](database::Connection &c) { return AssetRepository::find(c, id); });
        QVERIFY(asset.ok());
        QCOMPARE(asset->owner, UserId());
        QCOMPARE(asset->filename, u"lecture.mp4"_s);
    }
}

}  // namespace media

QTEST_GUILESS_MAIN(media::PersonalAssetsTest)
#include "tst_personalassets.moc"
