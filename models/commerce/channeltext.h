#pragma once

#include <QJsonObject>
#include <QString>

/// Words for what a server says of payment channels (API §4), in the present language. Thread: GUI.
namespace commerce {

/// "merchant-key" → "Merchant's private key"; the name of an unknown one.
QString settingText(const QString &setting);
/// What is wrong, and what to do: one or two sentences. An unknown finding says the server's words.
QString findingText(const QJsonObject &finding);

}  // namespace commerce
