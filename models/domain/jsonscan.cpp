#include "models/domain/jsonscan.h"

#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace json {

using namespace Qt::StringLiterals;

namespace {

namespace ondemand = simdjson::ondemand;

/// Follows the text down to its last value and stops at the first thing that the limits forbid. What a number or word
/// looks like is not asked: the parser reads it anyway.
class Walk
{
public:
    explicit Walk(const Limits &limits) : m_limits(limits) {}

    simdjson::error_code value(ondemand::value v)
    {
        if (++m_values > m_limits.values)
            return stop({ErrorCode::TooLarge,
                         u"too_many_values"_s,
                         u"The JSON holds more than %1 values."_s.arg(m_limits.values),
                         {}});
        const std::string_view token = v.raw_json_token();
        if (token.starts_with('{'))
            return object(v);
        return token.starts_with('[') ? array(v) : simdjson::SUCCESS;
    }

    /// Why the walk ended, where a limit was the reason.
    const std::optional<Error> &refusal() const { return m_refusal; }

private:
    simdjson::error_code object(ondemand::value v)
    {
        if (++m_depth > m_limits.depth)
            return tooDeep();
        ondemand::object members;
        SIMDJSON_TRY(v.get_object().get(members));
        const size_t firstKey = m_keys.size();
        for (auto next : members) {
            ondemand::field member;
            SIMDJSON_TRY(std::move(next).get(member));
            if (m_limits.uniqueKeys)
                SIMDJSON_TRY(member.unescaped_key().get(m_keys.emplace_back()));
            SIMDJSON_TRY(value(member.value()));
        }
        --m_depth;
        return closeKeys(firstKey);
    }

    simdjson::error_code array(ondemand::value v)
    {
        if (++m_depth > m_limits.depth)
            return tooDeep();
        ondemand::array items;
        SIMDJSON_TRY(v.get_array().get(items));
        for (auto next : items) {
            ondemand::value item;
            SIMDJSON_TRY(std::move(next).get(item));  // NOLINT(performance-move-const-arg): the overload for rvalues
            SIMDJSON_TRY(value(item));
        }
        --m_depth;
        return simdjson::SUCCESS;
    }

    simdjson::error_code closeKeys(size_t first)
    {
        const auto begin = m_keys.begin() + std::ptrdiff_t(first);
        std::sort(begin, m_keys.end(), [](std::string_view a, std::string_view b) {
            return a.size() == b.size() ? a < b : a.size() < b.size();  // most differ in length, which costs nothing
        });
        if (const auto twice = std::adjacent_find(begin, m_keys.end()); twice != m_keys.end()) {
            const QString name = QString::fromUtf8(twice->data(), qsizetype(twice->size()));
            return stop(Error::invalid(u"The key '%1' stands twice in one object."_s.arg(name.left(64)),
                                       u"duplicate_key"_s));
        }
        m_keys.resize(first);
        return simdjson::SUCCESS;
    }

    simdjson::error_code tooDeep()
    {
        return stop(
                Error::invalid(u"The JSON is nested deeper than %1 levels."_s.arg(m_limits.depth), u"invalid_json"_s));
    }

    simdjson::error_code stop(Error why)
    {
        m_refusal = std::move(why);
        return simdjson::CAPACITY;
    }

    const Limits m_limits;
    qint64 m_values = 0;
    int m_depth = 0;
    std::vector<std::string_view> m_keys;  ///< of all open objects, outermost first; they stand in the parser's buffer
    std::optional<Error> m_refusal;
};

}  // namespace

Result<void> scan(QByteArrayView text, const Limits &limits)
{
    constexpr QByteArrayView ByteOrderMark = "\xef\xbb\xbf";
    if (text.startsWith(ByteOrderMark))  // Qt passes it over too
        text = text.sliced(ByteOrderMark.size());
    const simdjson::padded_string padded(text.data(), size_t(text.size()));
    ondemand::parser parser;  // not kept: the index of the largest body would stay with each thread
    ondemand::document document;
    ondemand::value root;
    Walk walk(limits);
    auto fault = parser.iterate(padded).get(document);
    if (!fault)
        fault = document.get_value().get(root);
    if (!fault)
        fault = walk.value(root);
    if (walk.refusal())
        return *walk.refusal();
    if (fault)
        return Error::invalid(
                u"The body is not valid JSON: %1"_s.arg(QString::fromLatin1(simdjson::error_message(fault))),
                u"invalid_json"_s);
    return {};
}

}  // namespace json
