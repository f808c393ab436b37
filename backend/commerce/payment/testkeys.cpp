#include "backend/commerce/payment/testkeys.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

// SHA-256 of the public halves.
constexpr std::array PublishedKeys{
        "9b8d371ee27724e74a9bae106bb07af38a4f14f4e2507aae7a834e9f8db78a3d",  // alipay_app
        "f2076f3e5ae0dee1ffb289c986e8b9ee51b12fdc46f6592f8c48e35fb92c7327",  // alipay_platform
        "d53a4bf488b55168fdace1f6ca38b2d2c78a438e57273971060f99d59f3283e5",  // wechatpay_merchant
        "ed4f1921ba5d0e671d4ed9703d8a2686c70ffadff16f66bc432a569d302fd5fd",  // wechatpay_platform
        "febd198592b9b75bda0ed8487558091e845ef149e8f79581533e872943339f4a",  // wechatpay_pubkeymode
};

}  // namespace

bool isTestKey(const RsaKey &key)
{
    const QByteArray fingerprint = key.fingerprint();
    return std::any_of(PublishedKeys.begin(), PublishedKeys.end(),
                       [&fingerprint](const char *published) { return fingerprint == published; });
}

bool isLoopbackAddress(const QString &url)
{
    const QString host = QUrl(url, QUrl::StrictMode).host();
    return host == "localhost"_L1 || (!host.isEmpty() && QHostAddress(host).isLoopback());
}

}  // namespace commerce
