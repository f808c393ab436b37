#include "models/domain/catalog/outlinejson.h"

#include "models/domain/text.h"

#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

QJsonObject toJson(const LessonMedia &media)
{
    return {{u"status"_s, media.status},
            {u"progress"_s, media.progress},
            {u"qualities"_s, QJsonArray::fromStringList(media.qualities)},
            {u"poster_url"_s, media.posterUrl},
            {u"failure_error"_s, media.failureReason},
            {u"failure"_s, media.failure},
            {u"filename"_s, media.filename},
            {u"size"_s, media.bytes}};
}

LessonMedia mediaFromJson(const QJsonObject &object)
{
    LessonMedia media;
    media.status = object[u"status"].toString();
    media.progress = object[u"progress"].toDouble();
    for (const QJsonValue &quality : object[u"qualities"].toArray())
        media.qualities.append(quality.toString());
    media.posterUrl = object[u"poster_url"].toString();
    media.failureReason = object[u"failure_error"].toString();
    media.failure = object[u"failure"].toString();
    media.filename = object[u"filename"].toString();
    media.bytes = object[u"size"].toInteger();
    return media;
}

/// Editions and answers of the server are believed; what an author sends is checked.
enum class Source { Author, Server };

// Reads one node of the document; a fault names the node's path. Absent fields leave the value alone.
class NodeReader
{
public:
    NodeReader(const QJsonObject &object, QString path, QJsonObject &faults, Source source)
        : m_object(object), m_path(std::move(path)), m_faults(faults), m_source(source)
    {
    }

    void title(QString &value)
    {
        const QString before = value;
        text("title"_L1, value);
        if (m_source == Source::Author && value != before) {
            if (const QString wrong = ::text::lineFault(value); !wrong.isEmpty())
                fault("title"_L1, wrong);
        }
    }
    void text(QLatin1StringView name, QString &value, bool trim = true)
    {
        const QJsonValue v = m_object[name];
        if (v.isString()) {
            const QString sent = trim ? v.toString().trimmed() : v.toString();
            // What is stored may come back as it is: nobody's course gets stuck on a text of yesterday.
            if (m_source == Source::Author && sent != value) {
                if (const QString wrong = ::text::fault(sent); !wrong.isEmpty())
                    fault(name, wrong);
            }
            value = sent;
        } else if (!v.isUndefined() && !v.isNull())
            fault(name, u"must be text"_s);
    }
    void flag(QLatin1StringView name, bool &value)
    {
        const QJsonValue v = m_object[name];
        if (v.isBool())
            value = v.toBool();
        else if (!v.isUndefined())
            fault(name, u"must be true or false"_s);
    }
    template<class Integer>
    void integer(QLatin1StringView name, Integer &value, qint64 max)
    {
        const QJsonValue v = m_object[name];
        if (v.isUndefined())
            return;
        const double d = v.toDouble(-1);
        if (!v.isDouble() || d != std::floor(d) || d < 0 || d > double(max))
            fault(name, u"must be a whole number between 0 and %1"_s.arg(max));
        else
            value = Integer(d);
    }
    void id(QLatin1StringView name, qint64 &value)
    {
        if (m_object[name].isNull())
            value = 0;
        else
            integer(name, value, qint64(1) << 53);
    }
    void kind(LessonKind &value)
    {
        const QJsonValue v = m_object[u"kind"];
        if (v.isUndefined())
            return;
        if (const auto kind = lessonKindFromName(v.toString()))
            value = *kind;
        else
            fault("kind"_L1, u"must be one of video, audio, article"_s);
    }
    /// A lesson is free or a trial: what is given true ends the other, both at once contradict each other.
    void access(bool &isFree, bool &isTrial)
    {
        flag("is_free"_L1, isFree);
        flag("is_trial"_L1, isTrial);
        const bool saysFree = m_object[u"is_free"].toBool();
        const bool saysTrial = m_object[u"is_trial"].toBool();
        if (m_source == Source::Author && saysFree && saysTrial)
            fault("is_trial"_L1, u"must be false for a free lesson"_s);
        else if (isFree && isTrial)
            (saysTrial && !saysFree ? isFree : isTrial) = false;
    }
    void fault(QLatin1StringView name, const QString &what)
    {
        if (m_faults.size() < 50)
            m_faults.insert(m_path.isEmpty() ? QString(name) : m_path + u'.' + name, what);
    }
    const QString &path() const { return m_path; }

private:
    const QJsonObject &m_object;
    QString m_path;
    QJsonObject &m_faults;
    Source m_source;
};

void readSettable(OutlineLesson &lesson, NodeReader &in)
{
    in.text("uid"_L1, lesson.uid);
    in.text("clientKey"_L1, lesson.clientKey);
    in.title(lesson.fields.title);
    in.kind(lesson.fields.kind);
    qint64 asset = lesson.fields.asset.value;
    in.id("asset_id"_L1, asset);
    lesson.fields.asset = AssetId(asset);
    in.text("content"_L1, lesson.fields.content, false);
    in.integer("price"_L1, lesson.fields.price, MaxPrice);
    in.access(lesson.fields.isFree, lesson.fields.isTrial);
    in.integer("trial_seconds"_L1, lesson.fields.trialSeconds, MaxTrialSeconds);
}

void readSettable(OutlineChapter &chapter, NodeReader &in)
{
    in.text("uid"_L1, chapter.uid);
    in.text("clientKey"_L1, chapter.clientKey);
    in.title(chapter.fields.title);
    in.flag("is_free"_L1, chapter.fields.isFree);
    in.flag("is_locked"_L1, chapter.fields.isLocked);
}

template<class Node>
Result<void> readNode(const QJsonObject &object, Node &node)
{
    QJsonObject faults;
    NodeReader in(object, {}, faults, Source::Author);
    readSettable(node, in);
    if (faults.isEmpty())
        return {};
    const auto first = faults.begin();
    return Error::invalid(first.key() + u' ' + first.value().toString(), u"invalid_fields"_s, {{u"fields"_s, faults}});
}

OutlineLesson readLesson(const QJsonObject &object, NodeReader in, const OutlineIndex *known)
{
    OutlineLesson lesson;
    qint64 id = 0;
    in.id("id"_L1, id);
    lesson.id = LessonId(id);
    if (known) {
        if (const auto was = known->lessons.constFind(id); id > 0 && was != known->lessons.constEnd()) {
            lesson.uid = was->node->uid;
            lesson.fields = was->node->fields;
        }
    } else {
        lesson.fields.duration = Millis(std::llround(object[u"duration"].toDouble() * 1000));
        lesson.place = object[u"order_number"].toInt(1) - 1;
        if (object[u"media"].isObject())
            lesson.media = mediaFromJson(object[u"media"].toObject());
    }
    readSettable(lesson, in);
    return lesson;
}

OutlineChapter readChapter(const QJsonObject &object, NodeReader in, const OutlineIndex *known, QJsonObject &faults)
{
    OutlineChapter chapter;
    qint64 id = 0;
    in.id("id"_L1, id);
    chapter.id = ChapterId(id);
    if (known) {
        if (const auto was = known->chapters.constFind(id); id > 0 && was != known->chapters.constEnd()) {
            chapter.uid = was->node->uid;
            chapter.fields = was->node->fields;
        }
    } else {
        chapter.place = object[u"order_number"].toInt(1) - 1;
    }
    readSettable(chapter, in);
    const QJsonValue videos = object[u"videos"];
    if (!videos.isArray()) {
        // An absent list would silently empty the chapter.
        in.fault("videos"_L1, u"must be a list"_s);
        return chapter;
    }
    const QJsonArray list = videos.toArray();
    chapter.lessons.reserve(size_t(list.size()));
    for (qsizetype l = 0; l < list.size(); ++l) {
        const QJsonObject lesson = list.at(l).toObject();
        NodeReader reader(lesson, in.path() + u".videos[%1]"_s.arg(l), faults, known ? Source::Author : Source::Server);
        if (!list.at(l).isObject())
            in.fault("videos"_L1, u"must hold objects"_s);
        else
            chapter.lessons.push_back(readLesson(lesson, reader, known));
    }
    return chapter;
}

Result<Outline> read(const QJsonObject &document, const OutlineIndex *known)
{
    QJsonObject faults;
    Outline outline;
    outline.course = CourseId(document[u"course_id"].toInteger());
    const QJsonValue revision = document[u"revision"];
    if (!revision.isDouble() || revision.toDouble() != std::floor(revision.toDouble()) || revision.toDouble() < 0)
        faults.insert(u"revision"_s, u"must be the revision of the outline this one was made of"_s);
    outline.revision = revision.toInteger();
    if (!document[u"chapters"].isArray())
        faults.insert(u"chapters"_s, u"must be a list"_s);
    const QJsonArray list = document[u"chapters"].toArray();
    outline.chapters.reserve(size_t(list.size()));
    for (qsizetype c = 0; c < list.size(); ++c) {
        const QJsonObject chapter = list.at(c).toObject();
        const QString path = u"chapters[%1]"_s.arg(c);
        if (!list.at(c).isObject())
            faults.insert(path, u"must be an object"_s);
        else
            outline.chapters.push_back(
                    readChapter(chapter, NodeReader(chapter, path, faults, known ? Source::Author : Source::Server),
                                known, faults));
    }
    if (!faults.isEmpty()) {
        const auto first = faults.begin();
        return Error::invalid(first.key() + u' ' + first.value().toString(), u"invalid_outline"_s,
                              {{u"fields"_s, faults}});
    }
    if (known) {
        if (auto ok = validateOutline(outline); !ok)
            return ok.error();
    }
    return outline;
}

}  // namespace

QJsonObject toJson(const OutlineLesson &lesson, int orderNumber)
{
    const LessonFields &f = lesson.fields;
    QJsonObject object{{u"id"_s, lesson.id.isValid() ? QJsonValue(lesson.id.value) : QJsonValue()},
                       {u"uid"_s, lesson.uid},
                       {u"title"_s, f.title},
                       {u"kind"_s, lessonKindName(f.kind)},
                       {u"asset_id"_s, f.asset.isValid() ? QJsonValue(f.asset.value) : QJsonValue()},
                       {u"duration"_s, double(f.duration) / 1000.0},
                       {u"is_free"_s, f.isFree},
                       {u"is_trial"_s, f.isTrial},
                       {u"trial_seconds"_s, f.trialSeconds},
                       {u"price"_s, f.price},
                       {u"content"_s, f.content},
                       {u"order_number"_s, orderNumber}};
    if (!lesson.clientKey.isEmpty())
        object.insert(u"clientKey"_s, lesson.clientKey);
    if (lesson.media)
        object.insert(u"media"_s, toJson(*lesson.media));
    return object;
}

QJsonObject toJson(const OutlineChapter &chapter, int orderNumber)
{
    QJsonArray videos;
    for (size_t l = 0; l < chapter.lessons.size(); ++l)
        videos.append(toJson(chapter.lessons[l], int(l) + 1));
    QJsonObject object{{u"id"_s, chapter.id.isValid() ? QJsonValue(chapter.id.value) : QJsonValue()},
                       {u"uid"_s, chapter.uid},
                       {u"title"_s, chapter.fields.title},
                       {u"is_free"_s, chapter.fields.isFree},
                       {u"is_locked"_s, chapter.fields.isLocked},
                       {u"order_number"_s, orderNumber},
                       {u"videos"_s, videos}};
    if (!chapter.clientKey.isEmpty())
        object.insert(u"clientKey"_s, chapter.clientKey);
    return object;
}

QJsonObject toJson(const Outline &outline)
{
    QJsonArray chapters;
    for (size_t c = 0; c < outline.chapters.size(); ++c)
        chapters.append(toJson(outline.chapters[c], int(c) + 1));
    return {{u"course_id"_s, outline.course.value}, {u"revision"_s, outline.revision}, {u"chapters"_s, chapters}};
}

QJsonObject trashToJson(const Outline &trash)
{
    QJsonArray chapters;
    for (const OutlineChapter &chapter : trash.chapters) {
        QJsonArray videos;
        for (const OutlineLesson &lesson : chapter.lessons)
            videos.append(toJson(lesson, lesson.place + 1));
        QJsonObject object = toJson(chapter, chapter.place + 1);
        object.insert(u"videos"_s, videos);
        chapters.append(object);
    }
    return {{u"course_id"_s, trash.course.value}, {u"revision"_s, trash.revision}, {u"chapters"_s, chapters}};
}

Result<Outline> outlineFromJson(const QJsonObject &document, const OutlineIndex &known)
{
    return read(document, &known);
}

Result<Outline> outlineFromJson(const QJsonObject &document)
{
    return read(document, nullptr);
}

Result<void> readFields(const QJsonObject &object, OutlineChapter &chapter)
{
    if (auto ok = readNode(object, chapter); !ok)
        return ok;
    return validateChapter(chapter);
}

Result<void> readFields(const QJsonObject &object, OutlineLesson &lesson)
{
    if (auto ok = readNode(object, lesson); !ok)
        return ok;
    return validateLesson(lesson);
}

}  // namespace catalog
