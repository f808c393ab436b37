#include "backend/catalog/course/courserequest.h"

#include "models/domain/catalog/cover.h"
#include "models/domain/json.h"

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

Error badParameter(const QString &name, const QString &what)
{
    return Error::invalid(u"'%1' %2."_s.arg(name, what), u"invalid_parameter"_s, {{u"parameter"_s, name}});
}

void readUid(json::Reader &in, CourseEdit &edit)
{
    if (!in.has("uid"))
        return;
    edit.uid = in.text("uid", 1, 64);
    if (const QString wrong = uidFault(*edit.uid); !wrong.isEmpty())
        in.fault("uid", wrong);
}

// A slug, an id as a number or as text, or null for none.
void readCategory(json::Reader &in, CourseEdit &edit)
{
    const QJsonValue category = in.object()[u"category"];
    if (category.isUndefined())
        return;
    if (category.isNull())
        edit.category = QString();
    else if (category.isDouble())
        edit.category = QString::number(in.integer("category", 1, (qint64(1) << 53) - 1));
    else
        edit.category = in.text("category", 0, 64);
}

void readCover(json::Reader &in, CourseEdit &edit)
{
    if (!in.has("cover_url"))
        return;
    edit.coverUrl = in.text("cover_url", 0, MaxUrl);
    if (!edit.coverUrl->isEmpty() && !isCoverPath(*edit.coverUrl))
        in.fault("cover_url", u"must be the path of a cover or of a video's poster in this school"_s);
}

void readCompletion(json::Reader &in, CourseEdit &edit)
{
    const QJsonValue completion = in.object()[u"completion"];
    if (completion.isUndefined())
        return;
    if (!completion.isObject()) {
        in.fault("completion", u"must be an object {threshold, basis}"_s);
        return;
    }
    json::Reader inner(completion.toObject());
    if (inner.has("threshold"))
        edit.completionThreshold = inner.number("threshold", 0.5, 1.0);
    if (inner.has("basis"))
        edit.completionBasis = CompletionBasis(inner.oneOf("basis", {u"auto"_s, u"strict"_s}));
    if (!inner.ok())
        in.fault("completion", inner.error().message);
}

}  // namespace

Result<CourseEdit> courseEditOf(const QJsonObject &body, bool isNew)
{
    CourseEdit edit;
    json::Reader in(body);
    readUid(in, edit);
    if (isNew || in.has("title"))
        edit.title = in.line("title", 1, MaxTitle);
    if (in.has("course_type"))
        edit.type = CourseType(in.oneOf("course_type", {u"video"_s, u"live"_s, u"article"_s, u"audio"_s}));
    readCategory(in, edit);
    if (in.has("level"))
        edit.level = Level(in.oneOf("level", {u"beginner"_s, u"intermediate"_s, u"advanced"_s}));
    if (in.has("description"))
        edit.description = in.prose("description", 0, MaxDescription);
    if (in.has("price"))
        edit.price = in.integer("price", 0, MaxPrice);
    if (in.has("is_free"))
        edit.isFree = in.boolean("is_free");
    if (in.has("currency") && in.object()[u"currency"].toString() != u"CNY")
        in.fault("currency", u"must be CNY"_s);
    if (in.has("tags"))
        edit.tags = in.lines("tags", MaxTags, MaxTagName);
    readCover(in, edit);
    readCompletion(in, edit);
    if (in.has("maximum_speed"))
        edit.maximumSpeed = in.number("maximum_speed", 1.0, 4.0);
    if (!in.ok())
        return in.error();
    return edit;
}

Result<CourseListRequest> courseListOf(const http::Request &request, const http::Page &page)
{
    CourseListRequest wanted;
    wanted.limit = page.size;
    wanted.offset = page.offset();
    wanted.category = request.queryValue(u"category").trimmed();
    wanted.tag = request.queryValue(u"tag").trimmed();
    wanted.text = request.queryValue(u"q").trimmed().left(200);
    if (const QString level = request.queryValue(u"level"); !level.isEmpty()) {
        wanted.level = levelFromName(level);
        if (!wanted.level)
            return badParameter(u"level"_s, u"must be one of beginner, intermediate, advanced"_s);
    }
    if (const QString scope = request.queryValue(u"scope"); !scope.isEmpty()) {
        if (scope != u"mine")
            return badParameter(u"scope"_s, u"must be mine"_s);
        wanted.mine = true;
    }
    if (const QString status = request.queryValue(u"status"); status == u"deleted") {
        wanted.deleted = wanted.mine = true;
    } else if (!status.isEmpty()) {
        wanted.status = courseStatusFromName(status);
        if (!wanted.status)
            return badParameter(u"status"_s, u"must be one of draft, published, unpublished, deleted"_s);
        wanted.mine = wanted.mine || *wanted.status != CourseStatus::Published;
    }
    if (const QString sort = request.queryValue(u"sort"); !sort.isEmpty()) {
        const QStringList words{u"newest"_s, u"oldest"_s, u"updated"_s, u"title"_s, u"price"_s, u"price_desc"_s};
        const qsizetype i = words.indexOf(sort);
        if (i < 0)
            return badParameter(u"sort"_s, u"must be one of "_s + words.join(u", "_s));
        wanted.sort = CourseQuery::Sort(i);
    }
    return wanted;
}

}  // namespace catalog
