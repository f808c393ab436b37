<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
        <source>This is not an address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the address; it usually starts with https://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer doesn&apos;t remember you any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter your password to sign in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no Coursewright server at this address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file can&apos;t be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, or close the program that has it open.</source>
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
    <message>
        <source>yesterday</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MediaText</name>
    <message numerus="yes">
        <source>%n channel(s) of sound become stereo.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 Mb/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 kb/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full HD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repacked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It already is what learners&apos; players need; its quality stays untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scaled from %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 doesn&apos;t play everywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The %1 profile doesn&apos;t play everywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1-bit colour doesn&apos;t play everywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its colour format (%1) doesn&apos;t play everywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is more than the %2 of this version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key frames are up to %1 s apart, too far for quick seeking.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 frames a second become %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its frame rate varies; it becomes a steady %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was filmed turned by %1°; it is turned upright.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its pixels aren&apos;t square (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its size (%1) isn&apos;t even.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is interlaced; the lines are joined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is HDR; its tones are mapped to standard screens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its colours (%1) are converted to the standard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 kHz sound becomes 48 kHz.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It moves into an MP4 file; not one picture changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transcoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>accounts::SignInDialog</name>
    <message>
        <source>Sign in to a server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work on your organisation&apos;s school from this computer. The school on this computer stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, phone or e-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave empty if this computer remembers you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>analytics::CompletionChart</name>
    <message>
        <source>Completion rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average watched</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>analytics::CompletionModel</name>
    <message>
        <source>Course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Viewers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completion rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Average watched</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>analytics::CompletionView</name>
    <message>
        <source>“%1” can&apos;t be written: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completion rate: of all learners who started it, how many have finished it.
Average watched: how much of it those learners have seen, passages counted once.
Both count from the beginning until now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What “%1” means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All courses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completion as a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published courses appear here as soon as there are any.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>analytics::DashboardPage</name>
    <message>
        <source>Dashboards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>90 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to count yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When learners watch your published courses, this page shows how many there are and how far they get.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>analytics::KpiCard</name>
    <message numerus="yes">
        <source>%1 against the %n day(s) before</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No figure for the %n day(s) before</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Active learners</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lessons completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learners who watched at least one lesson on at least one day of the range. Each is counted once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often a lesson was opened and watched: once per learner, device and day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many lessons learners finished for the first time in the range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time that learners spent watching, repeated passages included. Waiting and pauses are not counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What “%1” means</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::CategoryModel</name>
    <message>
        <source>No category</source>
        <translation type="unfinished"></translation>
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
    <message>
        <source>free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All lessons are free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens when the chapter before is complete.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::ChoiceField</name>
    <message>
        <source>Mixed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::ConflictDialog</name>
    <message>
        <source>Changed elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two versions of this course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else saved this course while you were editing it. Marked rows differ. Choose the version that stays; chapters and lessons that are only in the other one go to the trash of the course.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, differs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::CourseEditor</name>
    <message>
        <source>Unsaved changes of %1 were brought back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This course was changed elsewhere; you see the newest version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add chapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import files or a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop videos or a folder here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders become chapters, files become lessons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with an empty lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learners can’t see the course any more. Publish it to bring it back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::CourseForm</name>
    <message>
        <source>title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>completion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free for everyone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A lesson is complete at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was watched, or the position reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what was really watched</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::CourseListPane</name>
    <message>
        <source>Courses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search courses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpublished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder of videos here and it becomes a course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders become chapters, files become lessons, in the order of their names. You look it over before anything happens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look around the demo school</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most lessons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trash is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted courses stay here for 30 days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No course matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try another word, or show all courses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::CoursesPage</name>
    <message numerus="yes">
        <source>Import %n lesson(s)</source>
        <translation>
            <numerusform>Import %n lesson</numerusform>
            <numerusform>Import %n lessons</numerusform>
        </translation>
    </message>
    <message>
        <source>This course is in the trash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is in the trash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder of videos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Courses</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::EditionsModel</name>
    <message>
        <source>Edition %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::EditorHeader</name>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server can’t be reached. Your changes are kept on this computer and saved as soon as it is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else has saved this course meanwhile. Nothing of yours is lost; choose which version stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the courses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trash of this course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpublish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resolve…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::HistoryPopup</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it was opened</source>
        <translation type="unfinished"></translation>
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
        <source>Encoded, about %n min</source>
        <translation>
            <numerusform>Encoded, about %n min</numerusform>
            <numerusform>Encoded, about %n min</numerusform>
        </translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same as %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repacked, without loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it needs</source>
        <translation type="unfinished"></translation>
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
        <source>%n other file(s) are left out.</source>
        <translation>
            <numerusform>%n other file is left out.</numerusform>
            <numerusform>%n other files are left out.</numerusform>
        </translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title of the new course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through the files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing %1 of %2…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ready in about %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new course from your files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no videos in what you dropped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has happened yet: untick what you don’t want, press F2 to change a title. One undo takes everything back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the others</source>
        <translation type="unfinished"></translation>
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
    <message>
        <source>kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting to be prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trial: the beginning is free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of the trial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price of this lesson alone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::LongTextField</name>
    <message>
        <source>Mixed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::Look</name>
    <message numerus="yes">
        <source>%n lesson(s)</source>
        <translation>
            <numerusform>%n lesson</numerusform>
            <numerusform>%n lessons</numerusform>
        </translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Published · edition %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed since edition %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpublished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the trash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trial %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beginner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Intermediate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Video</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Article</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::OutlineActions</name>
    <message>
        <source>Add chapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chapter %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lesson %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (copy)</source>
        <translation type="unfinished"></translation>
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
    <message>
        <source>untitled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add chapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add lesson</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change %1 of the course</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::OutlineDelegate</name>
    <message>
        <source>No media yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting to be prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation type="unfinished"></translation>
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
    <message>
        <source>untitled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lesson %1, no media yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lesson %1, media is being prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lesson %1, media failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lesson %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::PriceField</name>
    <message>
        <source>Mixed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::PublishChecksModel</name>
    <message>
        <source>Course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must be fixed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worth a look: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The course has no chapters yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This chapter has no lessons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The title is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something beside it has the same title.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This lesson has nothing to play or read yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The video is still being prepared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The video could not be prepared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The video could not be prepared: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The video has no length.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The draft says %1, the file lasts %2; learners will see the file&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all sizes of the video are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The price is ¥0.00, but the course is not marked as free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is free and has a price; learners won’t be asked to pay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trial of %1 is longer than the lesson (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A locked chapter waits for one that nobody can complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no cover picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has changed since the newest edition.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::PublishSheet</name>
    <message numerus="yes">
        <source>%n thing(s) to fix first</source>
        <translation>
            <numerusform>%n thing to fix first</numerusform>
            <numerusform>%n things to fix first</numerusform>
        </translation>
    </message>
    <message>
        <source>Publish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Publish edition %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edition %1 is out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learners see it from now on. What you change from here is a draft until you publish again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking it over…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one to go there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready, with remarks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These don’t stand in the way. Choose one to go there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready to publish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learners will see the course as it is now. Earlier editions stay on record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::TextField</name>
    <message>
        <source>Mixed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalog::TrashDialog</name>
    <message>
        <source>Trash of this course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you restore comes back at the end of the course.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted chapters and lessons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>desktop::Desktop</name>
    <message>
        <source>Signed in to %1 as %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can&apos;t be reached. Changes are kept here and sent later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school on this computer is running at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school on this computer is being opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school on this computer is being closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school on this computer is stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the demo school: videos, courses, learners and their progress…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has signed you out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are looking around the demo school. Its learner page opens with the name “learner” and the password “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to my school</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>media::AssetDetails</name>
    <message>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 fps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file to see what it is and how it is made ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last lines of the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>media::JobDelegate</name>
    <message>
        <source>Starts when the ones before it are done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>media::MediaPage</name>
    <message>
        <source>Media</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete “%1”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its versions are removed from the school. The original on your disk stays where it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No media yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Videos that you drop onto a course appear here, with everything that is made of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The queue is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When you import videos, you can watch here how they are made ready for learners.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file has this in its name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>media::PlayerControls</name>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back 5 seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward 5 seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no sound device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>media::PreviewPage</name>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Player</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>media::VersionList</name>
    <message>
        <source>about %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>service::LogView</name>
    <message>
        <source>Filter the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests appear here as they are answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>service::ServicePage</name>
    <message numerus="yes">
        <source>%n failure(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learners on this computer can open the school in their browser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This takes a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open requests are being answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can open the school on this computer, and its pages here stay empty, until you start it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The school on this computer could not be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You work on a server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You work in the school on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, signed in as %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its data is in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the last 5 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>half of the answers are faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one in a hundred is slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open learner page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slow answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to a server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>settings::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like the system (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follows the system&apos;s scaling, which is %1 on this screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Courses, learners, progress and finished videos of the school on this computer. Your original videos stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coursewright %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coursewright is built on the work of others:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shell::BackgroundGuard</name>
    <message numerus="yes">
        <source>%n video(s) are still being transcoded.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Coursewright: %n video(s) in work, %1 done</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Coursewright can go on without its window. If you stop, the work starts again from the beginning of the video when you next open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Coursewright</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coursewright: all videos are ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transcoding is finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All videos are ready to be published.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shell::MainWindow</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ui::ErrorBanner</name>
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
    <name>ui::ToastHost</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
