#pragma once

#include <QAbstractItemModel>
#include <QByteArray>

namespace analytics {

/// A table as CSV that spreadsheets open right: UTF-8 with BOM, CRLF, quotes where needed (RFC 4180). Texts that a
/// spreadsheet would take for a formula (= + - @ tab at the start; a course's title comes from its author) get an
/// apostrophe in front. Numbers are written plainly from `numberRole`, without grouping; a column whose numbers have a
/// unit says so in the header that it gives for that role. Thread: the model's.
QByteArray toCsv(const QAbstractItemModel &model, int numberRole);

}  // namespace analytics
