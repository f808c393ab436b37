#pragma once

#include "backend/catalog/catalog.h"
#include "backend/catalog/outline/assetusage.h"
#include "models/domain/json.h"
#include "tests/support/teststore.h"

#include <QSet>
#include <QTest>

#include <atomic>
#include <mutex>

/// Media as catalog sees it, without any.
class FakeAssets final : public media::AssetLookup
{
public:
    media::AssetSummary &add(qint64 id, UserId owner, Millis duration)
    {
        media::AssetSummary asset;
        asset.id = AssetId(id);
        asset.owner = owner;
        asset.status = QStringLiteral("ready");
        asset.filename = QStringLiteral("%1.mp4").arg(id);
        asset.duration = duration;
        asset.hasVideo = true;
        asset.qualities = asset.planned = {QStringLiteral("sd"), QStringLiteral("hd")};
        asset.posterUrl = QStringLiteral("/media/%1/poster.jpg").arg(id);
        return m_assets[id] = asset;
    }
    media::AssetSummary &operator[](qint64 id) { return m_assets[id]; }

    Result<std::vector<media::AssetSummary>> summaries(const std::vector<AssetId> &ids) const override
    {
        std::vector<media::AssetSummary> found;
        for (const AssetId id : ids) {
            if (m_assets.contains(id.value))
                found.push_back(m_assets[id.value]);
        }
        return found;
    }
    Result<std::vector<AssetId>> missing(database::Transaction &, const std::vector<AssetId> &ids) const override
    {
        std::vector<AssetId> out;
        std::copy_if(ids.begin(), ids.end(), std::back_inserter(out),
                     [&](AssetId id) { return deletedMeanwhile.contains(id.value); });
        return out;
    }
    Result<media::PlayGrant> grant(AssetId, const QString &, UserId, Millis) const override
    {
        return Error::notFound({});
    }
    Result<media::PlayGrant> grantTrial(AssetId, int, const QString &, UserId, Millis) const override
    {
        return Error::notFound({});
    }
    Result<void> wantTrials(database::Transaction &, const std::vector<media::TrialCut> &cuts) const override
    {
        for (const media::TrialCut &cut : cuts)
            wanted.append(QStringLiteral("%1:%2").arg(cut.asset.value).arg(cut.seconds));
        return {};
    }
    mutable QStringList wanted;     ///< "asset:seconds"; written on the writer's thread, read after its commit
    QSet<qint64> deletedMeanwhile;  ///< still among the summaries, gone when the transaction asks

private:
    QHash<qint64, media::AssetSummary> m_assets;
};

/// What the lookup answers, where it must be able to.
struct Known {
    const catalog::CourseLookup &lookup;
    template<class Key>
    catalog::CoursePtr course(const Key &key) const
    {
        return sure(lookup.course(key));
    }
    template<class Key>
    catalog::CoursePtr courseOfLesson(const Key &key) const
    {
        return sure(lookup.courseOfLesson(key));
    }
    std::vector<CourseId> courses(UserId owner) const { return sure(lookup.courses(owner)); }
    catalog::CoursePtr draft(CourseId id) const { return sure(lookup.draft(id)); }
    catalog::CoursePtr draftOfLesson(LessonId id) const { return sure(lookup.draftOfLesson(id)); }

private:
    template<class T>
    static T sure(Result<T> found)
    {
        if (!found)
            qFatal("the lookup failed: %s", qPrintable(found.error().message));
        return std::move(*found);
    }
};

/// A catalog on a store of its own, with an author, another one, an admin and a learner.
struct CatalogSchool {
    support::TestStore store;
    ManualClock clock;
    events::EventHub events;
    FakeAssets assets;
    transcode::Toolbox toolbox;
    jobs::JobQueue queue{*store, clock, events};
    media::UrlSigner signer{{{"k1", QByteArray(32, 'k')}}};
    media::LocalStorage storage{store.folder(), signer};
    catalog::Catalog catalog{*store,
                             clock,
                             events,
                             queue,
                             assets,
                             toolbox,
                             storage.parts(),
                             [](const std::vector<UserId> &ids) {
                                 QHash<qint64, QString> names;
                                 for (const UserId id : ids)
                                     names.insert(id.value, QStringLiteral("Person %1").arg(id.value));
                                 return names;
                             },
                             [this](UserId id) -> Result<std::optional<accounts::Actor>> {
                                 return id == author.user ? std::optional(author) : std::nullopt;
                             }};

    accounts::Actor admin{UserId(1), accounts::Role::Admin};
    accounts::Actor author{UserId(2), accounts::Role::Instructor};
    accounts::Actor stranger{UserId(3), accounts::Role::Instructor};
    accounts::Actor learner{UserId(4), accounts::Role::Learner};

    CourseId course(const QString &uid = {}, bool isFree = true)
    {
        catalog::CourseEdit edit;
        edit.title = QStringLiteral("Course");
        edit.isFree = isFree;
        if (!isFree)
            edit.price = 9900;
        if (!uid.isEmpty())
            edit.uid = uid;
        const auto made = catalog.courses().create(author, edit);
        if (!made)
            qFatal("no course: %s", qPrintable(made.error().message));
        return made->id;
    }

    Known known() const { return {catalog.lookup()}; }

    /// PUT outline with what the document says about chapters; the revision is the present one.
    Result<catalog::Outline> put(CourseId id, const QByteArray &chapters)
    {
        const auto now = catalog.outlines().outline(author, id);
        if (!now)
            return now.error();
        return put(id, now->revision, chapters);
    }
    Result<catalog::Outline> put(CourseId id, qint64 revision, const QByteArray &chapters)
    {
        const auto document =
                json::parseObject("{\"revision\":" + QByteArray::number(revision) + ",\"chapters\":" + chapters + "}");
        if (!document)
            qFatal("bad test document: %s", qPrintable(document.error().message));
        return catalog.outlines().replace(author, id, *document);
    }

    /// Rows of a query, columns as text, joined by '|'.
    QStringList rows(const QByteArray &sql)
    {
        const auto read = store->read([&](database::Connection &c) -> Result<QStringList> {
            database::Statement s = c.prepare(sql);
            if (auto ok = s.run(); !ok)
                return ok.error();
            QStringList out;
            while (s.next())
                out.append(s.text(0) + u'|' + s.text(1));
            return out;
        });
        return read ? *read : QStringList{read.error().message};
    }
};

inline QString reasonOf(const Error &error)
{
    return error.reason.isEmpty() ? defaultReason(error.code) : error.reason;
}
