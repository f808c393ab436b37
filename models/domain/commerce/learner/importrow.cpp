#include "models/domain/commerce/learner/importrow.h"

#include <QDate>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <array>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

enum Column { Person, Course, Plan, Until, Action, ColumnCount };
using Columns = std::array<qsizetype, ColumnCount>;

QString folded(const QString &text)
{
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded().simplified();
}

std::optional<Column> columnNamed(const QString &name)
{
    static const QHash<QString, Column> names{
            {u"person"_s, Person},  {u"login"_s, Person},    {u"学员"_s, Person},    {u"登录名"_s, Person},
            {u"账号"_s, Person},    {u"course"_s, Course},   {u"课程"_s, Course},    {u"专栏"_s, Course},
            {u"plan"_s, Plan},      {u"membership"_s, Plan}, {u"会员"_s, Plan},      {u"会员卡"_s, Plan},
            {u"until"_s, Until},    {u"last day"_s, Until},  {u"有效期至"_s, Until}, {u"到期日"_s, Until},
            {u"最后一天"_s, Until}, {u"action"_s, Action},   {u"操作"_s, Action}};
    const auto it = names.constFind(folded(name));
    return it == names.constEnd() ? std::nullopt : std::optional(*it);
}

std::optional<RightAction> actionNamed(const QString &name)
{
    static const QHash<QString, RightAction> names{{QString(), RightAction::Grant},  {u"grant"_s, RightAction::Grant},
                                                   {u"开通"_s, RightAction::Grant},  {u"extend"_s, RightAction::Extend},
                                                   {u"延长"_s, RightAction::Extend}, {u"revoke"_s, RightAction::Revoke},
                                                   {u"收回"_s, RightAction::Revoke}};
    const auto it = names.constFind(folded(name));
    return it == names.constEnd() ? std::nullopt : std::optional(*it);
}

Result<Columns> columnsOf(const csv::Row &names)
{
    Columns columns;
    columns.fill(-1);
    for (qsizetype at = 0; at < names.cells.size(); ++at) {
        const auto column = columnNamed(names.cells[at]);
        if (column && columns[*column] < 0)
            columns[*column] = at;
    }
    if (columns[Person] < 0 || (columns[Course] < 0 && columns[Plan] < 0))
        return Error::invalid(u"The first line has to name the columns person and course (or plan)."_s,
                              u"columns_missing"_s);
    return columns;
}

QString faultOf(const ImportRow &row, const QString &course, const QString &plan)
{
    if (row.person.isEmpty())
        return u"person_missing"_s;
    if (row.item.isEmpty())
        return u"item_missing"_s;
    return !course.isEmpty() && !plan.isEmpty() ? u"two_items"_s : QString();
}

void readEnd(ImportRow &row, const QString &until, const learning::SchoolCalendar &calendar, Millis now)
{
    if (row.action == RightAction::Revoke)
        return;
    if (until.isEmpty()) {
        if (row.isPlan)
            row.fault = u"date_missing"_s;
        return;
    }
    row.until = endOfWrittenDay(until, calendar);
    if (!row.until)
        row.fault = u"bad_date"_s;
    else if (*row.until <= now)
        row.fault = u"date_over"_s;
}

ImportRow rowOf(const csv::Row &from, const Columns &columns, const learning::SchoolCalendar &calendar, Millis now)
{
    const auto cell = [&](Column column) {
        const qsizetype at = columns[column];
        return at < 0 || at >= from.cells.size() ? QString() : from.cells[at];
    };
    const QString course = cell(Course), plan = cell(Plan);
    ImportRow row;
    row.line = from.line;
    row.person = cell(Person);
    row.isPlan = course.isEmpty() && !plan.isEmpty();
    row.item = row.isPlan ? plan : course;
    const auto action = actionNamed(cell(Action));
    row.action = action.value_or(RightAction::Grant);
    row.fault = faultOf(row, course, plan);
    if (row.fault.isEmpty() && !action)
        row.fault = u"bad_action"_s;
    if (row.fault.isEmpty())
        readEnd(row, cell(Until), calendar, now);
    return row;
}

}  // namespace

std::optional<Millis> endOfWrittenDay(const QString &text, const learning::SchoolCalendar &calendar)
{
    static const QRegularExpression form(
            u"^(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*日?(\\s+\\d{1,2}:\\d{2}(:\\d{2})?)?$"_s);
    const auto match = form.match(text.normalized(QString::NormalizationForm_KC).trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const QDate day(match.captured(1).toInt(), match.captured(2).toInt(), match.captured(3).toInt());
    if (!day.isValid() || day.year() < 1970)
        return std::nullopt;
    return calendar.startOf(int(QDate(1970, 1, 1).daysTo(day)) + 1);
}

Result<std::vector<ImportRow>> importRowsOf(const csv::Table &table, const learning::SchoolCalendar &calendar,
                                            Millis now)
{
    if (table.rows.empty())
        return Error::invalid(u"The file is empty."_s, u"empty_file"_s);
    const auto columns = columnsOf(table.rows.front());
    if (!columns)
        return columns.error();
    std::vector<ImportRow> out;
    QSet<QString> said;
    for (size_t at = 1; at < table.rows.size(); ++at) {
        ImportRow row = rowOf(table.rows[at], *columns, calendar, now);
        const QString key = folded(row.person) + u'\n' + (row.isPlan ? u'p' : u'c') + folded(row.item);
        if (row.fault.isEmpty() && said.contains(key))
            row.fault = u"repeated"_s;
        if (row.fault.isEmpty())
            said.insert(key);
        out.push_back(std::move(row));
    }
    if (out.empty())
        return Error::invalid(u"The file has no line but the names of its columns."_s, u"no_rows"_s);
    return out;
}

}  // namespace commerce
