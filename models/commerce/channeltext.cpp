#include "models/commerce/channeltext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

struct ChannelText {
    Q_DECLARE_TR_FUNCTIONS(ChannelText)
};

using Word = std::pair<const char *, const char *>;

constexpr Word Settings[] = {
        {"api", QT_TRANSLATE_NOOP("ChannelText", "Gateway")},
        {"gateway", QT_TRANSLATE_NOOP("ChannelText", "Gateway")},
        {"app-id", QT_TRANSLATE_NOOP("ChannelText", "App id")},
        {"merchant-id", QT_TRANSLATE_NOOP("ChannelText", "Merchant id")},
        {"seller-id", QT_TRANSLATE_NOOP("ChannelText", "Seller id")},
        {"merchant-serial", QT_TRANSLATE_NOOP("ChannelText", "Serial number of the certificate")},
        {"merchant-certificate", QT_TRANSLATE_NOOP("ChannelText", "Merchant's certificate")},
        {"merchant-key", QT_TRANSLATE_NOOP("ChannelText", "Merchant's private key")},
        {"api-v3-key", QT_TRANSLATE_NOOP("ChannelText", "APIv3 key")},
        {"public-key-id", QT_TRANSLATE_NOOP("ChannelText", "Id of WeChat Pay's public key")},
        {"public-key", QT_TRANSLATE_NOOP("ChannelText", "WeChat Pay's public key")},
        {"platform-certificates", QT_TRANSLATE_NOOP("ChannelText", "WeChat Pay's certificates")},
        {"app-key", QT_TRANSLATE_NOOP("ChannelText", "App's private key")},
        {"alipay-public-key", QT_TRANSLATE_NOOP("ChannelText", "Alipay's public key")},
        {"app-certificate", QT_TRANSLATE_NOOP("ChannelText", "App's certificate")},
        {"alipay-certificate", QT_TRANSLATE_NOOP("ChannelText", "Alipay's certificate")},
        {"alipay-root-certificate", QT_TRANSLATE_NOOP("ChannelText", "Alipay's root certificates")},
        {"return-url", QT_TRANSLATE_NOOP("ChannelText", "Address to come back to")},
        {"notify-url", QT_TRANSLATE_NOOP("ChannelText", "Address for notices")},
};

/// %1: the setting.
constexpr Word Findings[] = {
        {"not_set_up", QT_TRANSLATE_NOOP("ChannelText", "Nothing is set up yet.")},
        {"address", QT_TRANSLATE_NOOP("ChannelText",
                                      "%1: must be a whole https address, without anything behind a question mark.")},
        {"form", QT_TRANSLATE_NOOP("ChannelText", "%1: is missing, or not as the channel's console shows it.")},
        {"length", QT_TRANSLATE_NOOP("ChannelText", "%1: has exactly 32 characters.")},
        {"pair", QT_TRANSLATE_NOOP("ChannelText", "%1: belongs together with others; fill in all of them, or none.")},
        {"unreadable",
         QT_TRANSLATE_NOOP("ChannelText", "%1: can't be read. It must be the whole file, from BEGIN to END, with at "
                                          "least 2048 bits.")},
        {"test_key",
         QT_TRANSLATE_NOOP("ChannelText", "%1: is a published test key, with which anybody can sign. Make one of your "
                                          "own in the channel's console.")},
        {"own_key", QT_TRANSLATE_NOOP("ChannelText", "%1: is your own key; the channel's belongs here.")},
        {"key_differs",
         QT_TRANSLATE_NOOP("ChannelText", "%1: doesn't belong to the private key. Take both from the same download.")},
        {"serial_differs", QT_TRANSLATE_NOOP("ChannelText", "%1: is not that of the certificate.")},
        {"certificate_expired", QT_TRANSLATE_NOOP("ChannelText", "%1: has expired. Make a new one in the console.")},
        {"certificate_expires", QT_TRANSLATE_NOOP("ChannelText", "%1: expires within a month.")},
        {"clock_off",
         QT_TRANSLATE_NOOP("ChannelText", "The clock of this server is off by more than five minutes; set it, and let "
                                          "the system keep it.")},
        {"unreachable",
         QT_TRANSLATE_NOOP("ChannelText", "The channel doesn't answer. Is the server on the internet, and the "
                                          "gateway's address right?")},
        {"not_understood",
         QT_TRANSLATE_NOOP("ChannelText", "Something answers, but not as the channel does. Is the gateway's "
                                          "address right?")},
        {"busy", QT_TRANSLATE_NOOP("ChannelText", "The channel wants to be asked less often; try again later.")},
        {"merchant_unknown", QT_TRANSLATE_NOOP("ChannelText", "The channel knows no merchant of this id.")},
        {"app_unknown", QT_TRANSLATE_NOOP("ChannelText", "The channel knows no app of this id.")},
        {"app_not_of_merchant",
         QT_TRANSLATE_NOOP("ChannelText", "The app doesn't belong to the merchant; tie them together in the "
                                          "merchant's console.")},
        {"not_allowed",
         QT_TRANSLATE_NOOP("ChannelText", "The channel doesn't allow this yet: the contract isn't signed, or not for "
                                          "this way of paying.")},
        {"signature_refused",
         QT_TRANSLATE_NOOP("ChannelText", "The channel doesn't accept the signature: private key, serial number "
                                          "and merchant or app id are not of the same account.")},
        {"api_key_wrong",
         QT_TRANSLATE_NOOP("ChannelText", "The APIv3 key is wrong: what the channel sent can't be opened with it.")},
        {"their_key_wrong",
         QT_TRANSLATE_NOOP("ChannelText", "The answer isn't signed with the channel's key that is set here.")},
        {"notify_path",
         QT_TRANSLATE_NOOP("ChannelText", "%1: doesn't end as this school's address for notices does; without "
                                          "notices, orders are found paid late.")},
        {"test_gateway", QT_TRANSLATE_NOOP("ChannelText", "The gateway is on the server itself: no money moves.")},
};

template<size_t N>
const char *wordOf(const Word (&known)[N], const QString &name)
{
    for (const auto &[word, text] : known) {
        if (name == QLatin1String(word))
            return text;
    }
    return nullptr;
}

}  // namespace

QString settingText(const QString &setting)
{
    const char *text = wordOf(Settings, setting);
    return text ? ChannelText::tr(text) : setting;
}

QString findingText(const QJsonObject &finding)
{
    const char *text = wordOf(Findings, finding[u"id"].toString());
    if (!text)
        return finding[u"message"].toString();
    const QString words = ChannelText::tr(text);
    return words.contains(u"%1"_s) ? words.arg(settingText(finding[u"setting"].toString())) : words;
}

}  // namespace commerce
