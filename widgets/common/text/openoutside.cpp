#include "widgets/common/text/openoutside.h"

#include "widgets/common/controls/toast.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QGuiApplication>
#include <QUrl>

namespace ui {

namespace {
struct OpenOutsideWords {
    Q_DECLARE_TR_FUNCTIONS(OpenOutside)
};
}  // namespace

bool openOutside(const QUrl &url, ToastHost &toasts)
{
    if (QDesktopServices::openUrl(url))
        return true;
    const QString text = url.isLocalFile() ? QDir::toNativeSeparators(url.toLocalFile()) : url.toString();
    const QString what = url.isLocalFile()
                                 ? OpenOutsideWords::tr("No program on this computer opens folders: %1").arg(text)
                                 : OpenOutsideWords::tr("No browser could be opened. The address is %1").arg(text);
    toasts.offer(what, OpenOutsideWords::tr("Copy"), [text] { QGuiApplication::clipboard()->setText(text); });
    return false;
}

}  // namespace ui
