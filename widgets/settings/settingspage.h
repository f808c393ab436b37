#pragma once

#include "models/api/apiclient.h"
#include "widgets/common/controls/page.h"
#include "widgets/common/text/language.h"
#include "widgets/common/theme/theme.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSettings;

namespace ui {
class ElidedLabel;
class ErrorBanner;
class PageHeader;
class Segmented;
class ToastHost;
}  // namespace ui

namespace settings {

class NameCard;

/// Settings: what one is called, how the desktop looks and speaks, where its data is, what it is made of. Every change
/// is at once in force; the page says so when one could not be kept. What is handed in outlives it. Thread: GUI.
class SettingsPage : public ui::Page
{
    Q_OBJECT
public:
    SettingsPage(ui::Theme &theme, ui::Language &language, api::ApiClient &api, QSettings &settings,
                 QWidget *parent = nullptr);

    QString pageId() const override { return QStringLiteral("settings"); }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("settings"); }

    void setDataFolder(const QString &folder);
    /// The name that was typed is on its way to the school; it is not there.
    bool isStoring() const;
    bool hasUnsaved() const;
    void activated() override;

protected:
    void retranslate() override;
    void retint() override { showLicences(); }

private:
    void showLicences();
    void showTheme();
    void choose(const QString &key, const QString &value);
    void build();
    QWidget *buildLook();
    QWidget *buildData();
    QWidget *buildAbout();

    ui::Theme &m_theme;
    ui::Language &m_language;
    QSettings &m_settings;
    ui::PageHeader *m_header;
    ui::ErrorBanner *m_error;
    ui::ToastHost *m_toasts;
    NameCard *m_name;
    QLabel *m_lookTitle;
    QLabel *m_languageLabel;
    QComboBox *m_languages;
    QLabel *m_themeLabel;
    ui::Segmented *m_themes;
    QLabel *m_scaleLabel;
    QLabel *m_scale;
    QLabel *m_dataTitle;
    QLabel *m_dataText;
    ui::ElidedLabel *m_folder;
    QPushButton *m_openFolder;
    QLabel *m_aboutTitle;
    QLabel *m_about;
    QLabel *m_licencesText;
    QLabel *m_licences;
};

}  // namespace settings
