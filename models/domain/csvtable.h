#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

/// Tables as files that spreadsheets write and read. Thread: any (pure).
namespace csv {

/// What a file may hold. Over it: TooLarge "too_large" or "too_many_rows", with `detail.limit`.
struct Limits {
    qint64 bytes = 512 * 1024;
    int rows = 2'000;   ///< that hold something, the header too
    int columns = 64;   ///< of a row
    int cell = 10'000;  ///< characters of a cell
};

struct Row {
    int line = 0;  ///< of the file, from 1, where the row begins: quoted cells may hold line ends
    QStringList cells;
};

struct Table {
    std::vector<Row> rows;  ///< without those that are empty
    QChar separator = u',';
};

/// Reads what spreadsheets save: UTF-8 with or without a mark, UTF-16 with one, otherwise GB 18030 (GBK, as a Chinese
/// Excel saves it); separated by commas, semicolons or tabs, whichever the first line has most of, of two alike tabs before
/// semicolons before commas ("sep=;" before it is believed); cells in quotes with doubled quotes inside (RFC 4180); any line ends. An apostrophe before what a
/// spreadsheet would take for a formula is taken off again (see `cell`).
/// Errors, InvalidArgument with `detail.line` where there is one: "not_text" (bytes of no encoding, or a NUL),
/// "open_quote", "text_after_quote", "empty_file", "cell_too_long"; those of Limits.
Result<Table> read(const QByteArray &bytes, const Limits &limits = {});

/// A cell for a file that a spreadsheet opens: quoted where it must be (RFC 4180); texts that it would take for a formula
/// (= + - @, a tab or a carriage return at the start) get an apostrophe in front.
QString cell(QString text);
/// A line of such cells, with its end, in UTF-8. A file begins with Mark.
QByteArray line(const QStringList &cells);
inline constexpr char Mark[] = "\xEF\xBB\xBF";

}  // namespace csv
