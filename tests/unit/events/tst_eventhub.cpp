#include "backend/events/eventhub.h"

#include <QTest>

#include <memory>

using namespace events;
using namespace Qt::StringLiterals;

class EventHubTest : public QObject
{
    Q_OBJECT

private slots:
    void anEndedSubscriptionHearsNothing();
    void aSubscriberMayUnsubscribeWhileItHears();
};

void EventHubTest::anEndedSubscriptionHearsNothing()
{
    EventHub hub;
    int heard = 0;
    auto subscription = hub.subscribe([&](const Event &event) { heard += int(event.id); });
    hub.publish({u"catalog.course"_s, 2, {}});
    subscription.reset();
    hub.publish({u"catalog.course"_s, 5, {}});
    QCOMPARE(heard, 2);
}

void EventHubTest::aSubscriberMayUnsubscribeWhileItHears()
{
    EventHub hub;
    int heard = 0;
    std::shared_ptr<EventHub::Subscription> subscription;
    subscription = hub.subscribe([&](const Event &) {
        ++heard;
        subscription.reset();
    });
    hub.publish({});
    hub.publish({});
    QCOMPARE(heard, 1);
}

QTEST_APPLESS_MAIN(EventHubTest)
#include "tst_eventhub.moc"
