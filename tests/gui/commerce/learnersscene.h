#pragma once

// The Learners page over the real backend, in one process, as the desktop has it.

#include "tests/gui/commerce/pricingscene.h"
#include "widgets/commerce/learners/importsheet.h"
#include "widgets/commerce/learners/learnerspage.h"
#include "widgets/commerce/learners/learnerspane.h"
#include "widgets/commerce/learners/learnerview.h"

#include <QCheckBox>
#include <QFile>

class LearnersScene : public PricingScene
{
    Q_OBJECT
protected:
    using Model = commerce::LearnerListModel;

    /// A window of its own; it goes with the scene's other page.
    commerce::LearnersPage &page()
    {
        if (!m_learners) {
            m_learners = new commerce::LearnersPage(*m_api, *m_events, *m_settings);
            m_learners->setParent(m_page.get(), Qt::Window);
            m_learners->resize(1024 - 96, 640);
        }
        return *m_learners;
    }
    /// As after a new start of the program.
    void closePage() { delete m_learners; }
    void showLearners()
    {
        page().show();
        (void)QTest::qWaitForWindowActive(&page());
        page().activated();
        QTRY_VERIFY(page().isLoaded());
    }
    QString cell(int row, int column) { return page().learners().index(row, column).data().toString(); }
    QStringList names()
    {
        QStringList out;
        for (int row = 0; row < page().learners().rowCount(); ++row)
            out << cell(row, Model::Name);
        return out;
    }
    qint64 give(qint64 person, qint64 course, const QString &until = {})
    {
        QJsonObject body{{u"itemType"_s, u"column"_s}, {u"itemId"_s, course}};
        if (!until.isEmpty())
            body.insert(u"until"_s, until);
        const auto made = ask(u"POST"_s, u"/api/users/%1/rights"_s.arg(person), body);
        return made ? (*made)[u"id"].toInteger() : 0;
    }
    QJsonObject firstRight(qint64 person)
    {
        return told(u"/api/users/%1/rights"_s.arg(person))[u"rights"][0].toObject();
    }
    QString fileWith(const QByteArray &text)
    {
        const QString name = m_dir->filePath(u"rights.csv"_s);
        QFile file(name);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? name : QString();
    }
    template<class Sheet>
    Sheet *sheet()
    {
        Sheet *found = nullptr;
        (void)QTest::qWaitFor([&] { return (found = page().findChild<Sheet *>()) && found->isVisible(); },
                              support::Patience);
        return found;
    }
    void open(qint64 person)
    {
        page().pane().openLearner(person);
        QTRY_VERIFY(page().isLoaded());
    }

    QPointer<commerce::LearnersPage> m_learners;
};
