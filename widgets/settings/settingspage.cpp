#include "widgets/settings/settingspage.h"

#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/segmented.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/text/format.h"
#include "widgets/common/text/openoutside.h"
#include "widgets/common/text/preferences.h"
#include "widgets/common/theme/tokens.h"
#include "widgets/settings/licences.h"
#include "widgets/settings/namecard.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSettings>
#include <QSignalBlocker>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace settings {

namespace {
constexpr int PageWidth = 720;  // lines longer than this are hard to read
constexpr ui::ThemeMode Modes[] = {ui::ThemeMode::System, ui::ThemeMode::Light, ui::ThemeMode::Dark};
}  // namespace

SettingsPage::SettingsPage(ui::Theme &theme, ui::Language &language, api::ApiClient &api, QSettings &settings,
                           QWidget *parent)
    : ui::Page(parent), m_theme(theme), m_language(language), m_settings(settings), m_header(new ui::PageHeader(this)),
      m_error(new ui::ErrorBanner(this)), m_toasts(new ui::ToastHost(this)), m_name(new NameCard(api)),
      m_lookTitle(ui::strongLabel(nullptr)), m_languageLabel(ui::label(nullptr)), m_languages(new QComboBox),
      m_themeLabel(ui::label(nullptr)), m_themes(new ui::Segmented), m_scaleLabel(ui::label(nullptr)),
      m_scale(ui::label(nullptr, true)), m_dataTitle(ui::strongLabel(nullptr)), m_dataText(ui::label(nullptr, true)),
      m_folder(new ui::ElidedLabel(nullptr, Qt::ElideMiddle)), m_openFolder(ui::button(nullptr)),
      m_aboutTitle(ui::strongLabel(nullptr)), m_about(ui::label(nullptr)), m_licencesText(ui::label(nullptr, true)),
      m_licences(ui::label(nullptr))
{
    build();
    connect(m_languages, &QComboBox::activated, this, [this](int index) {
        const QString code = m_languages->itemData(index).toString();
        m_language.setCode(code);
        choose(u"ui/language"_s, code);
    });
    connect(m_themes, &ui::Segmented::changed, this, [this](int index) {
        m_theme.setMode(Modes[index]);
        choose(u"ui/theme"_s, ui::themeName(Modes[index]));
    });
    connect(&m_theme, &ui::Theme::changed, this, &SettingsPage::showTheme);
    connect(m_openFolder, &QPushButton::clicked, this,
            [this] { ui::openOutside(QUrl::fromLocalFile(m_folder->text()), *m_toasts); });
}

void SettingsPage::choose(const QString &key, const QString &value)
{
    m_settings.setValue(key, value);
    if (const Result<void> kept = ui::keepPreferences(m_settings); !kept)
        m_error->setError(kept.error());
    else
        m_error->clear();
}

void SettingsPage::activated()
{
    m_name->fetch();
}

QWidget *SettingsPage::buildLook()
{
    auto *card = new ui::Card;
    card->column()->addWidget(m_lookTitle);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(ui::metrics::Margin);
    grid->setVerticalSpacing(ui::metrics::Gap);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_languageLabel, 0, 0);
    grid->addWidget(m_languages, 0, 1, Qt::AlignLeft);
    grid->addWidget(m_themeLabel, 1, 0);
    grid->addWidget(m_themes, 1, 1, Qt::AlignLeft);
    grid->addWidget(m_scaleLabel, 2, 0, Qt::AlignTop);
    grid->addWidget(m_scale, 2, 1);
    m_scale->setWordWrap(true);
    m_languages->setMinimumWidth(220);
    card->column()->addSpacing(ui::metrics::Half);
    card->column()->addLayout(grid);
    return card;
}

QWidget *SettingsPage::buildData()
{
    auto *card = new ui::Card;
    m_dataText->setWordWrap(true);
    card->column()->addWidget(m_dataTitle);
    card->column()->addWidget(m_dataText);
    auto *row = new QHBoxLayout;
    row->setSpacing(ui::metrics::Gap);
    row->addWidget(m_folder, 1);
    row->addWidget(m_openFolder);
    card->column()->addLayout(row);
    return card;
}

QWidget *SettingsPage::buildAbout()
{
    auto *card = new ui::Card;
    m_licencesText->setWordWrap(true);
    m_licences->setTextFormat(Qt::RichText);
    m_licences->setOpenExternalLinks(true);
    m_licences->setTextInteractionFlags(Qt::TextBrowserInteraction);
    card->column()->addWidget(m_aboutTitle);
    card->column()->addWidget(m_about);
    card->column()->addWidget(m_licencesText);
    card->column()->addWidget(m_licences);
    return card;
}

void SettingsPage::build()
{
    auto *content = new QWidget;
    content->setProperty("scrolled", true);
    auto *inner = new QVBoxLayout;
    inner->setSpacing(ui::metrics::Gap);
    for (QWidget *card : {static_cast<QWidget *>(m_name), buildLook(), buildData(), buildAbout()})
        inner->addWidget(card);
    inner->addStretch(1);
    auto *narrow = new QWidget;
    narrow->setMaximumWidth(PageWidth);
    narrow->setLayout(inner);
    inner->setContentsMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(ui::metrics::Margin, ui::metrics::Gap, ui::metrics::Margin, ui::metrics::Margin);
    row->addWidget(narrow, 1);
    row->addStretch(0);
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    arrange({m_header, m_error}, scroll);
}

QString SettingsPage::title() const
{
    return tr("Settings");
}

bool SettingsPage::isStoring() const
{
    return m_name->isStoring();
}

bool SettingsPage::hasUnsaved() const
{
    return m_name->hasUnsaved();
}

void SettingsPage::setDataFolder(const QString &folder)
{
    m_folder->setText(folder);
}

void SettingsPage::retranslate()
{
    m_header->setTitle(tr("Settings"));
    m_name->retranslate();
    m_lookTitle->setText(tr("Appearance"));
    m_languageLabel->setText(tr("Language"));
    {
        const QSignalBlocker quiet(m_languages);
        m_languages->clear();
        m_languages->addItem(tr("Like the system (%1)").arg(ui::Language::nameOf(ui::Language::ofSystem())), QString());
        for (const QString &code : ui::Language::codes())
            m_languages->addItem(ui::Language::nameOf(code), code);
        m_languages->setCurrentIndex(std::max(0, m_languages->findData(m_language.code())));
    }
    m_languages->setAccessibleName(tr("Language"));
    m_themeLabel->setText(tr("Theme"));
    m_themes->setItems({tr("Like the system"), tr("Light"), tr("Dark")});
    showTheme();
    m_themes->setAccessibleName(tr("Theme"));
    m_scaleLabel->setText(tr("Size"));
    m_scale->setText(tr("Follows the system's scaling, which is %1 on this screen.")
                             .arg(ui::formatPercent(devicePixelRatioF(), 0)));
    m_dataTitle->setText(tr("Data"));
    m_dataText->setText(tr("Courses, learners, progress and finished videos of the school on this computer. Your "
                           "original videos stay where they are."));
    m_openFolder->setText(tr("Open folder"));
    m_aboutTitle->setText(tr("About"));
    m_about->setText(tr("Coursewright %1").arg(QStringLiteral(COURSEWRIGHT_VERSION)));
    m_licencesText->setText(tr("Coursewright is built on the work of others:"));
    m_licences->setAccessibleName(tr("Licences"));
    showLicences();
}

void SettingsPage::showLicences()
{
    const QString colour = ui::tokens(this).accent.name();
    QStringList rows;
    for (const Licence &one : licences())
        rows << u"<tr><td style='padding:2px 24px 2px 0'><a style='color:%4;text-decoration:none' href='%1'>%2</a></td>"
                "<td style='padding:2px 0'>%3</td></tr>"_s.arg(one.site, one.part, one.licence, colour);
    m_licences->setText(u"<table>"_s + rows.join(QString()) + u"</table>"_s);
}

void SettingsPage::showTheme()
{
    m_themes->setCurrentIndex(int(std::find(std::begin(Modes), std::end(Modes), m_theme.mode()) - std::begin(Modes)));
}

}  // namespace settings
