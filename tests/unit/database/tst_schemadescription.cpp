#include "backend/database/copy/schemadescription.h"
#include "backend/database/engine/engine.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace database;

namespace {

QByteArrayList namesOf(const TableDescription &table)
{
    QByteArrayList names;
    for (const ColumnDescription &column : table.columns)
        names.append(column.name);
    return names;
}

}  // namespace

/// What is read from the text of schema files.
class SchemaDescriptionTest : public QObject
{
    Q_OBJECT

private slots:
    void tablesColumnsAndKeys()
    {
        const auto tables = describeSchema(
                {{u"1"_s,
                  "CREATE TABLE a (\n    id {{id}},\n    up {{bigint}} REFERENCES a (id),\n    b {{key 8}} NOT NULL "
                  "DEFAULT 'x',\n    UNIQUE (b)\n);\nCREATE INDEX i ON a (b);\n"
                  "CREATE TABLE b (\n    x {{int}},\n    y {{key 3}},\n    z {{real}},\n    w {{blob}},\n    "
                  "PRIMARY KEY (y, x)\n);\n"},
                 {u"2"_s, "ALTER TABLE b DROP COLUMN z;\nALTER TABLE b ADD COLUMN v {{text}};\n"
                          "INSERT INTO b (x, y) SELECT id, b FROM a;\n"}});
        QVERIFY(tables);
        QCOMPARE(tables->size(), 2U);
        const TableDescription &a = tables->at(0), &b = tables->at(1);
        QCOMPARE(namesOf(a), (QByteArrayList{"id", "up", "b"}));
        QCOMPARE(a.key, std::vector<size_t>{0});
        QVERIFY(a.columns[1].namesOwnTable && !a.columns[2].namesOwnTable);
        QCOMPARE(namesOf(b), (QByteArrayList{"x", "y", "w", "v"}));
        QCOMPARE(b.key, (std::vector<size_t>{1, 0}));
        QVERIFY(b.columns[2].kind == ColumnKind::Blob && b.columns[3].kind == ColumnKind::Text);
    }

    void whatIsNotUnderstoodIsSaid()
    {
        for (const char *sql : {"CREATE TABLE a (id {{id}}, b INTEGER);", "ALTER TABLE nobody ADD COLUMN a {{int}};",
                                "CREATE TABLE a (b {{int}});", "ALTER TABLE a RENAME TO b;"})
            QVERIFY2(!describeSchema({{u"1"_s, sql}}), sql);
    }

    /// The schema that ships is wholly understood, by the word of the engine itself.
    void theShippedOneIsWhatTheEngineHas()
    {
        QTemporaryDir folder;
        const auto engine = Engine::inFolder(folder.path());
        QVERIFY(engine->makePlace());
        const auto session = engine->openWriter([](const Error &) {});
        QVERIFY(session);
        Transaction &tx = (*session)->transaction();
        Migrator migrator(tx, engine->migrations());
        const auto pending = migrator.pending();
        QVERIFY(pending && migrator.apply(*pending));
        const auto tables = describeSchema(engine->migrations());
        QVERIFY2(tables, tables ? "" : qPrintable(tables.error().message));
        QByteArrayList ours, theirs;
        for (const TableDescription &table : *tables) {
            for (const ColumnDescription &column : table.columns)
                ours.append(table.name + '.' + column.name + (column.inKey ? " key" : ""));
        }
        auto s = tx.prepare("SELECT m.name, c.name, c.pk FROM sqlite_master m JOIN pragma_table_info(m.name) c "
                            "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name <> 'schema_migrations'");
        QVERIFY(s.run());
        while (s.next())
            theirs.append(s.text(0).toLatin1() + '.' + s.text(1).toLatin1() + (s.integer(2) > 0 ? " key" : ""));
        std::sort(ours.begin(), ours.end());
        std::sort(theirs.begin(), theirs.end());
        QCOMPARE(ours, theirs);
    }
};

QTEST_GUILESS_MAIN(SchemaDescriptionTest)
#include "tst_schemadescription.moc"
