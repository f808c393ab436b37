#pragma once

class QUrl;

namespace ui {

class ToastHost;

/// Hands an address or a folder to the program that the system has for it. Where there is none (no browser, say) it
/// says so and offers to copy the address instead: silence would look like a broken button. Thread: GUI.
bool openOutside(const QUrl &url, ToastHost &toasts);

}  // namespace ui
