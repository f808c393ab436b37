<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ErrorBanner</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>The server can&apos;t be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost. It will be tried again by itself; check that the server runs and that you are online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server takes too long to answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may be busy. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name or the password is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check both and try again. Capital letters matter in passwords.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are not signed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again to go on; your work stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have been signed out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your account may not do this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the owner of the course or an administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This belongs to someone else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only its owner and administrators may change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This isn&apos;t there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody may have deleted it. Refresh to see how things stand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course has been changed somewhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare both versions and choose which one stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many tries in a short time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server is busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too large for the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it smaller, or split it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not a video.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name may say so, but its content is something else. Nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is neither video nor audio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This video is cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the file is missing, perhaps from a copy that was stopped. Copy or export it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file holds no picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no video stream in it. Export it again with video.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of file can&apos;t be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it as MP4, MOV or MKV and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file isn&apos;t there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was moved, renamed or deleted. Import it again from where it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file can&apos;t be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its permissions, and that the disk is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy or export it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The original file isn&apos;t there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was moved, renamed or deleted before it was transcoded. Import it again from where it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The original file was changed after it was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HDR video can&apos;t be transcoded on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it as standard dynamic range (Rec. 709).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This video is still being transcoded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be played when its first version is ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A lesson still uses this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the lesson another file first, or delete the lesson.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FFmpeg isn&apos;t installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coursewright needs the ffmpeg and ffprobe programs to work with media. Install FFmpeg, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another Coursewright already uses this data folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the other one, or start with another folder (--data).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This school was last opened with a newer Coursewright.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update Coursewright to open it. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program uses this address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it, or choose another port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course can&apos;t be published yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend what the list shows, then publish again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some entries can&apos;t be accepted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct them and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This path can&apos;t be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no Coursewright server at this address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address; it usually starts with https://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A secure connection to the server failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its certificate may be invalid or for another name. Ask the server&apos;s administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address isn&apos;t encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passwords are sent to other computers over https:// only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This video can&apos;t be played here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file may be damaged, or its format isn&apos;t known on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This clashes with something that is already there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This isn&apos;t possible as things stand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored data can&apos;t be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop working on it and restore the last backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong in the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it stays, copy the details and report them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ToastHost</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
