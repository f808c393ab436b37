#include "backend/accounts/people/loginskeleton.h"

#include <unicode/uspoof.h>

#include <memory>

namespace accounts {

namespace {

constexpr int Longest = 255;  // of the column

struct Close {
    void operator()(USpoofChecker *checker) const { uspoof_close(checker); }
};

}  // namespace

QString loginSkeleton(const QString &login)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<USpoofChecker, Close> checker(uspoof_open(&status));
    char16_t out[4 * Longest];
    int32_t size = 0;
    if (U_SUCCESS(status))
        size = uspoof_getSkeleton(checker.get(), 0, reinterpret_cast<const UChar *>(login.utf16()),
                                  int32_t(login.size()), out, int32_t(std::size(out)), &status);
    if (U_FAILURE(status))
        return login;  // then only equal ones look alike
    // Some skeletons have a capital letter: 0 looks like O, and our logins are in lower case.
    return QString(reinterpret_cast<const QChar *>(out), size).toCaseFolded().left(Longest);
}

}  // namespace accounts
