#pragma once

#include "backend/commerce/bill/billfile.h"

namespace commerce {

/// Whether bytes are a zip, as Alipay hands its bills out.
bool isBillArchive(const QByteArray &bytes);

/// The files in it, as they are: none is longer than what is left of limits.bytes, at most 16 of them; their names are in
/// whatever encoding. Stored and deflated ones, checked by their CRC. Errors: InvalidArgument "bad_bill", TooLarge
/// "bill_too_large". Thread: any (pure).
Result<std::vector<QByteArray>> openBillArchive(const QByteArray &bytes, const BillLimits &limits = {});

}  // namespace commerce
