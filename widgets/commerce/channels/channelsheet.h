#pragma once

#include "models/commerce/channelsettings.h"
#include "widgets/commerce/page/sheetform.h"

#include <QUrl>

class QLineEdit;

namespace commerce {

class PemField;

/// The settings of one channel. Secrets that are kept aren't shown: what is left empty stays. Thread: GUI.
class ChannelSheet : public SheetForm
{
    Q_OBJECT
public:
    /// `school`: the school's own address, which the address for notices is proposed from.
    ChannelSheet(const QString &channel, ChannelSettings &settings, const QUrl &school, QWidget *parent);

    /// What the fields say, by name; secrets that were left alone aren't in it.
    ChannelSettings::Values values() const;

Q_SIGNALS:
    void saved();

protected:
    void retranslate() override;

private:
    void addLine(int column, const QString &name, const QString &hint = {});
    void addPem(int column, const QString &name);
    void buildWechatPay();
    void buildAlipay();
    QString nameOf(const QString &key) const { return m_channel + u'/' + key; }

    const QString m_channel;
    ChannelSettings &m_settings;
    QHash<QString, QLineEdit *> m_lines;
    QHash<QString, PemField *> m_pems;
    QStringList m_kept;  ///< secrets that stand in the keychain
};

}  // namespace commerce
