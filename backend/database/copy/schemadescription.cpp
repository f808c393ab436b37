#include "backend/database/copy/schemadescription.h"

#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace database {

namespace {

using Tables = std::vector<TableDescription>;

Error notUnderstood(const QString &statement)
{
    return Error::precondition(QStringLiteral("The schema holds what can't be copied: %1").arg(statement.left(120)),
                               QStringLiteral("unknown_schema"));
}

/// Parts between commas that stand in no brackets.
QStringList partsOf(const QString &text)
{
    QStringList parts{QString()};
    int depth = 0;
    for (const QChar c : text) {
        depth += c == QLatin1Char('(') ? 1 : c == QLatin1Char(')') ? -1 : 0;
        if (c == QLatin1Char(',') && depth == 0)
            parts.append(QString());
        else
            parts.last().append(c);
    }
    return parts;
}

std::optional<ColumnKind> kindOf(const QString &word)
{
    if (word == QLatin1String("id") || word == QLatin1String("bigint") || word == QLatin1String("int"))
        return ColumnKind::Integer;
    if (word == QLatin1String("real"))
        return ColumnKind::Real;
    if (word == QLatin1String("text") || word.startsWith(QLatin1String("key ")))
        return ColumnKind::Text;
    if (word == QLatin1String("blob"))
        return ColumnKind::Blob;
    return std::nullopt;
}

/// "name {{kind}} …". False: it is no column.
bool addColumn(TableDescription &table, const QString &text)
{
    static const QRegularExpression form(QStringLiteral(R"(^\s*(\w+)\s+\{\{([a-z]+(?: \d+)?)\}\}(.*)$)"),
                                         QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression reference(QStringLiteral(R"(REFERENCES\s+(\w+))"));
    const auto match = form.match(text);
    const auto kind = match.hasMatch() ? kindOf(match.captured(2)) : std::nullopt;
    if (!kind)
        return false;
    const bool isKey =
            match.captured(2) == QLatin1String("id") || match.captured(3).contains(QStringLiteral("PRIMARY KEY"));
    const QByteArray target = reference.match(match.captured(3)).captured(1).toLatin1();
    table.columns.push_back({match.captured(1).toLatin1(), *kind, isKey, target == table.name});
    if (isKey)
        table.key = {table.columns.size() - 1};
    return true;
}

std::optional<size_t> columnNamed(const TableDescription &table, const QByteArray &name)
{
    for (size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].name == name)
            return i;
    }
    return std::nullopt;
}

/// "PRIMARY KEY (a, b)", "UNIQUE (…)". False: neither.
bool addRule(TableDescription &table, const QString &text)
{
    static const QRegularExpression key(QStringLiteral(R"(^\s*PRIMARY KEY\s*\(([^)]*)\))"));
    const auto match = key.match(text);
    if (!match.hasMatch())
        return text.trimmed().startsWith(QLatin1String("UNIQUE"));
    for (const QString &name : match.captured(1).split(QLatin1Char(','))) {
        const auto column = columnNamed(table, name.trimmed().toLatin1());
        if (!column)
            return false;
        table.columns[*column].inKey = true;
        table.key.push_back(*column);
    }
    return true;
}

bool create(Tables &tables, const QString &name, const QString &body)
{
    TableDescription table{name.toLatin1(), {}, {}};
    for (const QString &part : partsOf(body)) {
        if (!addColumn(table, part) && !addRule(table, part))
            return false;
    }
    tables.push_back(std::move(table));
    return !tables.back().key.empty();
}

bool alter(TableDescription &table, const QString &change)
{
    static const QRegularExpression add(QStringLiteral(R"(^ADD COLUMN (.*)$)"),
                                        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression drop(QStringLiteral(R"(^DROP COLUMN (\w+)$)"));
    if (const auto match = add.match(change); match.hasMatch())
        return addColumn(table, match.captured(1));
    const auto match = drop.match(change);
    const auto column = match.hasMatch() ? columnNamed(table, match.captured(1).toLatin1()) : std::nullopt;
    if (!column || table.columns[*column].inKey)
        return false;
    table.columns.erase(table.columns.begin() + qint64(*column));
    for (size_t &key : table.key)
        key -= key > *column ? 1 : 0;
    return true;
}

bool takeIn(Tables &tables, const QString &statement)
{
    static const QRegularExpression form(
            QStringLiteral(R"(^\s*(CREATE|ALTER|DROP) TABLE (?:IF (?:NOT )?EXISTS )?(\w+)\s*(.*)$)"),
            QRegularExpression::DotMatchesEverythingOption);
    const auto match = form.match(statement);
    if (!match.hasMatch())
        return true;  // rows and indexes don't change what a table is
    const QString name = match.captured(2), rest = match.captured(3).trimmed();
    if (match.captured(1) == QLatin1String("CREATE"))
        return rest.startsWith(QLatin1Char('(')) && rest.endsWith(QLatin1Char(')')) &&
               create(tables, name, rest.mid(1, rest.size() - 2));
    const auto table = std::find_if(tables.begin(), tables.end(),
                                    [&](const TableDescription &t) { return t.name == name.toLatin1(); });
    if (table == tables.end())
        return false;
    if (match.captured(1) == QLatin1String("ALTER"))
        return alter(*table, rest);
    tables.erase(table);
    return true;
}

}  // namespace

Result<std::vector<TableDescription>> describeSchema(const std::vector<Migration> &migrations)
{
    Tables tables;
    for (const Migration &migration : migrations) {
        for (const QByteArray &statement : statementsOf(migration.sql)) {
            if (!takeIn(tables, QString::fromUtf8(statement)))
                return notUnderstood(QString::fromUtf8(statement));
        }
    }
    return tables;
}

}  // namespace database
