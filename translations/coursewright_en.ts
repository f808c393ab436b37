<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
</context>
</TS>
