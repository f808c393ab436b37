#pragma once

#include "models/domain/commerce/reconciliation/billcomparison.h"
#include "models/domain/result.h"

#include <QByteArray>

#include <vector>

/// The bill files that a channel gives out for a day, to compare the ledger with. Thread: any (pure).
namespace commerce {

/// What a reader takes; more is TooLarge.
struct BillLimits {
    qint64 bytes = 64 * 1024 * 1024;
    qsizetype rows = 500'000;
    qsizetype lineBytes = 16 * 1024;
};

/// WeChat Pay's transaction bill (tradebill, types ALL, SUCCESS and REFUND) and Alipay's detail of its business bill.
/// Columns are found by their titles. Checked against the sum line where there is one, so that a cut-off file isn't
/// taken for a whole one. Errors: InvalidArgument "bad_bill" with the line in detail, TooLarge "bill_too_large".
Result<std::vector<BillRow>> readWechatPayBill(const QByteArray &bytes, const BillLimits &limits = {});
Result<std::vector<BillRow>> readAlipayBill(const QByteArray &bytes, const BillLimits &limits = {});
/// The bill of the channel of that name, plain or in a zip, where it is the first file that is one.
Result<std::vector<BillRow>> readBill(const QString &channel, const QByteArray &bytes, const BillLimits &limits = {});

}  // namespace commerce
