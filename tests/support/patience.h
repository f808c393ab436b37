// How long a test waits for what must happen. Every Qt Test executable gets this file from house_test().
// Qt's own 5 s is less than a loaded machine may need; the bound only ends a test that fails.
#pragma once

#include <QtTest/qtestcase.h>

namespace support {
inline constexpr int Patience = 30'000;  ///< ms
}

#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT(expr, support::Patience)
#define QTRY_VERIFY2(expr, messageExpression) QTRY_VERIFY2_WITH_TIMEOUT(expr, messageExpression, support::Patience)
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT(expr, expected, support::Patience)
