#pragma once

#include "models/commerce/learner/grantableitems.h"
#include "models/commerce/learner/learnerlistmodel.h"
#include "widgets/commerce/page/sheetform.h"

#include <QStringListModel>
#include <QTimer>

class QLineEdit;

namespace catalog {
class CheckField;
class ChoiceField;
}  // namespace catalog

namespace commerce {

class DayField;
class HintLine;

/// When a right ends: for good, or the last day. Thread: GUI.
class EndField : public QWidget
{
    Q_OBJECT
public:
    explicit EndField(QWidget *parent);
    void setForGoodText(const QString &text);
    void show(const QString &untilIso);  ///< empty: for good
    /// ISO, or null: for good. A time of another program that isn't a midnight stays, as long as its day does.
    QJsonValue until() const;

private:
    catalog::CheckField *m_forGood;
    DayField *m_day;
    QString m_before;
};

/// Gives a course, a lesson or a membership to somebody: to the one it is opened for, or to whom the login names. Thread:
/// GUI.
class GrantSheet : public SheetForm
{
    Q_OBJECT
public:
    /// `person`: {userId, displayName, login}, or empty.
    GrantSheet(const QJsonObject &person, qint64 course, api::ApiClient &api, LearnerListModel &learners,
               const GrantableItems &items, QWidget *parent);

Q_SIGNALS:
    void granted(const QJsonObject &right);

private:
    void build();
    void listItems(qint64 course);
    void loadLessons();
    void suggest();
    void retranslate() override;
    void nameKinds(int chosen);
    void showState();
    void send();
    void sendTo(qint64 person);

    const QJsonObject m_person;
    api::ApiClient &m_api;
    LearnerListModel &m_learners;
    const GrantableItems &m_items;
    QLineEdit *m_login;
    catalog::ChoiceField *m_kind, *m_course, *m_lesson, *m_plan;
    EndField *m_end;
    HintLine *m_hint;
    QStringListModel m_names;
    QTimer m_quiet;
    QList<qint64> m_lessons;
    int m_asked = 0;
};

/// Another end of a right. Thread: GUI.
class EndSheet : public SheetForm
{
    Q_OBJECT
public:
    EndSheet(const QJsonObject &right, LearnerListModel &learners, QWidget *parent);

Q_SIGNALS:
    void changed(const QJsonObject &right);
};

/// Takes a right back; says before what that means, and asks why. Thread: GUI.
class RevokeSheet : public SheetForm
{
    Q_OBJECT
public:
    static constexpr int MaxReason = 200;
    RevokeSheet(const QJsonObject &right, const QString &person, LearnerListModel &learners, QWidget *parent);

Q_SIGNALS:
    void revoked(const QJsonObject &right);
};

}  // namespace commerce
