#pragma once

#include <QStringList>
#include <QWidget>

#include <initializer_list>

namespace ui {

/// One entry of the navigation rail. A page fetches when it is shown (`activated`), says when what it shows is complete
/// (`isLoaded`, `loaded`) so that screenshots and tests wait for a condition, and sets every text in `retranslate`.
/// Thread: GUI. Owned by the window's stack.
class Page : public QWidget
{
    Q_OBJECT
public:
    explicit Page(QWidget *parent = nullptr);

    virtual QString pageId() const = 0;    ///< "media": key in settings, name of screenshots; never shown
    virtual QString title() const = 0;     ///< for the rail and the window's title, in the present language
    virtual QString iconName() const = 0;  ///< of ui::icon

    virtual void activated() {}    ///< shown: fetch what may be stale
    virtual void deactivated() {}  ///< hidden: stop what only serves the eye
    /// The first answer (or failure) is on screen; nothing is awaited.
    virtual bool isLoaded() const { return true; }
    /// Other faces of the page that pictures are taken of ("queue"), as far as there is something to show now.
    virtual QStringList views() const { return {}; }
    /// Turns to one of views(); empty: to the face that the page opens with. isLoaded() tells when it stands.
    virtual void showView(const QString &view) { Q_UNUSED(view) }

Q_SIGNALS:
    void loaded();

protected:
    /// The frame of a page: what stands at its head, one below the other within the margins; a hair line; and `body`,
    /// which has all the rest. Once, before the page is shown.
    void arrange(std::initializer_list<QWidget *> head, QWidget *body);
    /// Sets every text. Called once before the page is first shown and at every change of language.
    virtual void retranslate() = 0;
    /// The palette has changed; only for what can't read its colours while painting.
    virtual void retint() {}
    bool event(QEvent *event) override;

private:
    bool m_translated = false;
};

}  // namespace ui
