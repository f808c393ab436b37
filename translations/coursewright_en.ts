<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CommerceText</name>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n course(s)</source>
        <translation>
            <numerusform>%n course</numerusform>
            <numerusform>%n courses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n category(s)</source>
        <translation>
            <numerusform>%n category</numerusform>
            <numerusform>%n categories</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MediaText</name>
    <message numerus="yes">
        <source>%n channel(s) of sound become stereo.</source>
        <translation>
            <numerusform>%n channel of sound becomes stereo.</numerusform>
            <numerusform>%n channels of sound become stereo.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>analytics::KpiCard</name>
    <message numerus="yes">
        <source>%1 against the %n day(s) before</source>
        <translation>
            <numerusform>%1 against the day before</numerusform>
            <numerusform>%1 against the %n days before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No figure for the %n day(s) before</source>
        <translation>
            <numerusform>No figure for the day before</numerusform>
            <numerusform>No figure for the %n days before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unchanged from the %n day(s) before</source>
        <translation>
            <numerusform>Unchanged from the day before</numerusform>
            <numerusform>Unchanged from the %n days before</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>catalog::CatalogStyle</name>
    <message numerus="yes">
        <source>%n lesson(s)</source>
        <translation>
            <numerusform>%n lesson</numerusform>
            <numerusform>%n lessons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>catalog::ChapterForm</name>
    <message numerus="yes">
        <source>%n chapter(s)</source>
        <translation>
            <numerusform>%n chapter</numerusform>
            <numerusform>%n chapters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>catalog::ImportPlanModel</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n lesson(s)</source>
        <translation>
            <numerusform>Import %n lesson</numerusform>
            <numerusform>Import %n lessons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>catalog::ImportSheet</name>
    <message numerus="yes">
        <source>%n file(s) could not be imported.</source>
        <translation>
            <numerusform>%n file could not be imported.</numerusform>
            <numerusform>%n files could not be imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lesson(s)</source>
        <translation>
            <numerusform>%n lesson</numerusform>
            <numerusform>%n lessons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s)</source>
        <translation>
            <numerusform>%n duplicate</numerusform>
            <numerusform>%n duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n become(s) a lesson</source>
        <translation>
            <numerusform>%n becomes a lesson</numerusform>
            <numerusform>%n become lessons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n can&apos;t be used</source>
        <translation>
            <numerusform>%n can&apos;t be used</numerusform>
            <numerusform>%n can&apos;t be used</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unticked</source>
        <translation>
            <numerusform>%n unticked</numerusform>
            <numerusform>%n unticked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out, with the reason at the end of the list</source>
        <translation>
            <numerusform>%n left out, with the reason at the end of the list</numerusform>
            <numerusform>%n left out, with their reasons at the end of the list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in all: %1</source>
        <translation>
            <numerusform>%n file in all: %1</numerusform>
            <numerusform>%n files in all: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>catalog::LessonForm</name>
    <message numerus="yes">
        <source>%n lesson(s)</source>
        <translation>
            <numerusform>%n lesson</numerusform>
            <numerusform>%n lessons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>catalog::OutlineCommand</name>
    <message numerus="yes">
        <source>Paste %n item(s)</source>
        <translation>
            <numerusform>Paste %n item</numerusform>
            <numerusform>Paste %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Duplicate %n item(s)</source>
        <translation>
            <numerusform>Duplicate %n item</numerusform>
            <numerusform>Duplicate %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %n item(s)</source>
        <translation>
            <numerusform>Restore %n item</numerusform>
            <numerusform>Restore %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n item(s)</source>
        <translation>
            <numerusform>Import %n item</numerusform>
            <numerusform>Import %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cut %n item(s)</source>
        <translation>
            <numerusform>Cut %n item</numerusform>
            <numerusform>Cut %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n item(s)</source>
        <translation>
            <numerusform>Delete %n item</numerusform>
            <numerusform>Delete %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n item(s)</source>
        <translation>
            <numerusform>Move %n item</numerusform>
            <numerusform>Move %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %1 of %n item(s)</source>
        <translation>
            <numerusform>Change %1 of %n item</numerusform>
            <numerusform>Change %1 of %n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>catalog::OutlineModel</name>
    <message numerus="yes">
        <source>Chapter %1, %n lesson(s)</source>
        <translation>
            <numerusform>Chapter %1, %n lesson</numerusform>
            <numerusform>Chapter %1, %n lessons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>catalog::PublishSheet</name>
    <message numerus="yes">
        <source>%n video(s) are still being prepared</source>
        <translation>
            <numerusform>One video is still being prepared</numerusform>
            <numerusform>%n videos are still being prepared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to fix first</source>
        <translation>
            <numerusform>%n thing to fix first</numerusform>
            <numerusform>%n things to fix first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>commerce::CouponsPane</name>
    <message numerus="yes">
        <source>%n coupon(s)</source>
        <translation>
            <numerusform>%n coupon</numerusform>
            <numerusform>%n coupons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>commerce::ImportSheet</name>
    <message numerus="yes">
        <source>%n given</source>
        <translation>
            <numerusform>%n given</numerusform>
            <numerusform>%n given</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prolonged</source>
        <translation>
            <numerusform>%n prolonged</numerusform>
            <numerusform>%n prolonged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taken back</source>
        <translation>
            <numerusform>%n taken back</numerusform>
            <numerusform>%n taken back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with nothing to do</source>
        <translation>
            <numerusform>%n with nothing to do</numerusform>
            <numerusform>%n with nothing to do</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that can&apos;t be done</source>
        <translation>
            <numerusform>%n that can&apos;t be done</numerusform>
            <numerusform>%n that can&apos;t be done</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>commerce::LearnerListModel</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>commerce::LearnerView</name>
    <message numerus="yes">
        <source>%n older order(s): see Pricing, Orders</source>
        <translation>
            <numerusform>%n older order: see Pricing, Orders</numerusform>
            <numerusform>%n older orders: see Pricing, Orders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>commerce::LearnersPane</name>
    <message numerus="yes">
        <source>%n learner(s)</source>
        <translation>
            <numerusform>%n learner</numerusform>
            <numerusform>%n learners</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>commerce::OrdersPane</name>
    <message numerus="yes">
        <source>%n order(s)</source>
        <translation>
            <numerusform>%n order</numerusform>
            <numerusform>%n orders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>commerce::PlansPane</name>
    <message numerus="yes">
        <source>%n plan(s)</source>
        <translation>
            <numerusform>%n plan</numerusform>
            <numerusform>%n plans</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>service::ServicePage</name>
    <message numerus="yes">
        <source>%n failure(s)</source>
        <translation>
            <numerusform>%n failure</numerusform>
            <numerusform>%n failures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shell::BackgroundGuard</name>
    <message numerus="yes">
        <source>%n video(s) are still being transcoded.</source>
        <translation>
            <numerusform>%n video is still being transcoded.</numerusform>
            <numerusform>%n videos are still being transcoded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Coursewright: %n video(s) in work, %1 done</source>
        <translation>
            <numerusform>Coursewright: %n video in work, %1 done</numerusform>
            <numerusform>Coursewright: %n videos in work, %1 done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) are ready to be published.</source>
        <translation>
            <numerusform>%n video is ready to be published.</numerusform>
            <numerusform>%n videos are ready to be published.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) could not be prepared.</source>
        <translation>
            <numerusform>%n video could not be prepared.</numerusform>
            <numerusform>%n videos could not be prepared.</numerusform>
        </translation>
    </message>
</context>
</TS>
