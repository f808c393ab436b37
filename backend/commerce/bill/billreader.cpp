#include "backend/commerce/bill/billarchive.h"
#include "backend/commerce/bill/billtext.h"

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

Result<std::vector<BillRow>> readPlainBill(const QString &channel, const QByteArray &bytes, const BillLimits &limits)
{
    return channel == "wechatpay"_L1 ? readWechatPayBill(bytes, limits) : readAlipayBill(bytes, limits);
}

}  // namespace

Result<std::vector<BillRow>> readBill(const QString &channel, const QByteArray &bytes, const BillLimits &limits)
{
    if (bytes.size() > limits.bytes)
        return billTooLarge(u"A bill has at most %1 MiB."_s.arg(limits.bytes / (1024 * 1024)));
    if (!isBillArchive(bytes))
        return readPlainBill(channel, bytes, limits);
    const auto files = openBillArchive(bytes, limits);
    if (!files)
        return files.error();
    // Sums lie beside the rows in a file of their own, whose name is in one encoding or the other.
    Result<std::vector<BillRow>> read = badBill(0, u"is a zip without a file"_s);
    for (const QByteArray &file : *files) {
        auto rows = readPlainBill(channel, file, limits);
        if (rows)
            return rows;
        read = std::move(rows);
    }
    return read;
}

}  // namespace commerce
