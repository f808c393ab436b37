<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ErrorText</name>
    <message>
        <source>The server can't be reached.</source>
        <translation>无法连接服务器。</translation>
    </message>
    <message>
        <source>Nothing is lost. It will be tried again by itself; check that the server runs and that you are online.</source>
        <translation>内容不会丢失，系统会自动重试。请确认服务器正在运行、网络已连接。</translation>
    </message>
    <message>
        <source>The server takes too long to answer.</source>
        <translation>服务器响应超时。</translation>
    </message>
    <message>
        <source>It may be busy. Try again in a moment.</source>
        <translation>服务器可能正忙，请稍后再试。</translation>
    </message>
    <message>
        <source>The name or the password is wrong.</source>
        <translation>账号或密码不正确。</translation>
    </message>
    <message>
        <source>Check both and try again. Capital letters matter in passwords.</source>
        <translation>请核对后重试，密码区分大小写。</translation>
    </message>
    <message>
        <source>You are not signed in.</source>
        <translation>您尚未登录。</translation>
    </message>
    <message>
        <source>Sign in again to go on; your work stays as it is.</source>
        <translation>请重新登录后继续，当前内容会保留。</translation>
    </message>
    <message>
        <source>You have been signed out.</source>
        <translation>登录已失效。</translation>
    </message>
    <message>
        <source>Your account may not do this.</source>
        <translation>您的账号没有此权限。</translation>
    </message>
    <message>
        <source>Ask the owner of the course or an administrator.</source>
        <translation>请联系专栏作者或管理员。</translation>
    </message>
    <message>
        <source>This belongs to someone else.</source>
        <translation>此内容属于其他人。</translation>
    </message>
    <message>
        <source>Only its owner and administrators may change it.</source>
        <translation>只有作者本人和管理员可以修改。</translation>
    </message>
    <message>
        <source>This isn't there any more.</source>
        <translation>内容已不存在。</translation>
    </message>
    <message>
        <source>Somebody may have deleted it. Refresh to see how things stand.</source>
        <translation>可能已被删除，请刷新查看最新状态。</translation>
    </message>
    <message>
        <source>The course has been changed somewhere else.</source>
        <translation>专栏已在别处被修改。</translation>
    </message>
    <message>
        <source>Compare both versions and choose which one stays.</source>
        <translation>请对比两个版本，选择要保留的一个。</translation>
    </message>
    <message>
        <source>Too many tries in a short time.</source>
        <translation>操作过于频繁。</translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation>请稍等片刻再试。</translation>
    </message>
    <message>
        <source>The server is busy.</source>
        <translation>服务器繁忙。</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>请稍后再试。</translation>
    </message>
    <message>
        <source>This is too large for the server.</source>
        <translation>内容超出服务器允许的大小。</translation>
    </message>
    <message>
        <source>Make it smaller, or split it.</source>
        <translation>请缩小或拆分后重试。</translation>
    </message>
    <message>
        <source>This file is not a video.</source>
        <translation>这不是视频文件。</translation>
    </message>
    <message>
        <source>Its name may say so, but its content is something else. Nothing was imported.</source>
        <translation>文件名虽像，但内容并非如此。未导入任何内容。</translation>
    </message>
    <message>
        <source>This file is neither video nor audio.</source>
        <translation>这不是音视频文件。</translation>
    </message>
    <message>
        <source>This video is cut off.</source>
        <translation>视频文件不完整。</translation>
    </message>
    <message>
        <source>A part of the file is missing, perhaps from a copy that was stopped. Copy or export it again.</source>
        <translation>文件缺少一部分，可能是复制中断所致。请重新复制或导出。</translation>
    </message>
    <message>
        <source>This file holds no picture.</source>
        <translation>文件中没有画面。</translation>
    </message>
    <message>
        <source>There is no video stream in it. Export it again with video.</source>
        <translation>其中没有视频流，请重新导出带画面的文件。</translation>
    </message>
    <message>
        <source>This kind of file can't be used.</source>
        <translation>不支持这种文件。</translation>
    </message>
    <message>
        <source>Export it as MP4, MOV or MKV and try again.</source>
        <translation>请导出为 MP4、MOV 或 MKV 后重试。</translation>
    </message>
    <message>
        <source>The file isn't there any more.</source>
        <translation>文件已不存在。</translation>
    </message>
    <message>
        <source>It was moved, renamed or deleted. Import it again from where it is now.</source>
        <translation>文件已被移动、重命名或删除，请从现在的位置重新导入。</translation>
    </message>
    <message>
        <source>The file can't be read.</source>
        <translation>无法读取文件。</translation>
    </message>
    <message>
        <source>Check its permissions, and that the disk is connected.</source>
        <translation>请检查文件权限，并确认磁盘已连接。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>Copy or export it again.</source>
        <translation>请重新复制或导出。</translation>
    </message>
    <message>
        <source>The original file isn't there any more.</source>
        <translation>原始文件已不存在。</translation>
    </message>
    <message>
        <source>It was moved, renamed or deleted before it was transcoded. Import it again from where it is now.</source>
        <translation>文件在转码前被移动、重命名或删除，请从现在的位置重新导入。</translation>
    </message>
    <message>
        <source>The original file was changed after it was imported.</source>
        <translation>原始文件在导入后被改动。</translation>
    </message>
    <message>
        <source>Import it again.</source>
        <translation>请重新导入。</translation>
    </message>
    <message>
        <source>HDR video can't be transcoded on this machine.</source>
        <translation>本机无法转码 HDR 视频。</translation>
    </message>
    <message>
        <source>Export it as standard dynamic range (Rec. 709).</source>
        <translation>请导出为标准动态范围（Rec. 709）。</translation>
    </message>
    <message>
        <source>This video is still being transcoded.</source>
        <translation>视频仍在转码中。</translation>
    </message>
    <message>
        <source>It can be played when its first version is ready.</source>
        <translation>首个版本完成后即可播放。</translation>
    </message>
    <message>
        <source>A lesson still uses this file.</source>
        <translation>仍有课时在使用此文件。</translation>
    </message>
    <message>
        <source>Give the lesson another file first, or delete the lesson.</source>
        <translation>请先为课时更换文件，或删除该课时。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>Make room, then try again.</source>
        <translation>请腾出空间后重试。</translation>
    </message>
    <message>
        <source>FFmpeg isn't installed.</source>
        <translation>未安装 FFmpeg。</translation>
    </message>
    <message>
        <source>Coursewright needs the ffmpeg and ffprobe programs to work with media. Install FFmpeg, then try again.</source>
        <translation>处理音视频需要 ffmpeg 和 ffprobe，请安装 FFmpeg 后重试。</translation>
    </message>
    <message>
        <source>Another Coursewright already uses this data folder.</source>
        <translation>另一个 Coursewright 正在使用此数据文件夹。</translation>
    </message>
    <message>
        <source>Close the other one, or start with another folder (--data).</source>
        <translation>请关闭另一个，或使用其他文件夹启动（--data）。</translation>
    </message>
    <message>
        <source>This school was last opened with a newer Coursewright.</source>
        <translation>此学校曾由更新版本的 Coursewright 打开。</translation>
    </message>
    <message>
        <source>Update Coursewright to open it. Nothing was changed.</source>
        <translation>请更新 Coursewright 后再打开，内容未作任何改动。</translation>
    </message>
    <message>
        <source>Another program uses this address.</source>
        <translation>此地址已被其他程序占用。</translation>
    </message>
    <message>
        <source>Close it, or choose another port.</source>
        <translation>请关闭该程序，或换一个端口。</translation>
    </message>
    <message>
        <source>The course can't be published yet.</source>
        <translation>专栏暂时无法发布。</translation>
    </message>
    <message>
        <source>Mend what the list shows, then publish again.</source>
        <translation>请处理列表中的问题后再次发布。</translation>
    </message>
    <message>
        <source>Some entries can't be accepted.</source>
        <translation>部分填写内容无效。</translation>
    </message>
    <message>
        <source>Correct them and try again.</source>
        <translation>请更正后重试。</translation>
    </message>
    <message>
        <source>This path can't be used.</source>
        <translation>此路径无法使用。</translation>
    </message>
    <message>
        <source>Choose a file on this computer.</source>
        <translation>请选择本机上的文件。</translation>
    </message>
    <message>
        <source>There is no Coursewright server at this address.</source>
        <translation>此地址没有 Coursewright 服务器。</translation>
    </message>
    <message>
        <source>Check the address; it usually starts with https://.</source>
        <translation>请检查地址，通常以 https:// 开头。</translation>
    </message>
    <message>
        <source>A secure connection to the server failed.</source>
        <translation>与服务器的安全连接失败。</translation>
    </message>
    <message>
        <source>Its certificate may be invalid or for another name. Ask the server's administrator.</source>
        <translation>证书可能无效或域名不符，请联系服务器管理员。</translation>
    </message>
    <message>
        <source>This address isn't encrypted.</source>
        <translation>此地址未加密。</translation>
    </message>
    <message>
        <source>Passwords are sent to other computers over https:// only.</source>
        <translation>密码只会通过 https:// 发送到其他计算机。</translation>
    </message>
    <message>
        <source>This video can't be played here.</source>
        <translation>无法在此播放该视频。</translation>
    </message>
    <message>
        <source>The file may be damaged, or its format isn't known on this machine.</source>
        <translation>文件可能已损坏，或本机不支持其格式。</translation>
    </message>
    <message>
        <source>This clashes with something that is already there.</source>
        <translation>与已有内容冲突。</translation>
    </message>
    <message>
        <source>This isn't possible as things stand.</source>
        <translation>当前状态下无法执行此操作。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Stored data can't be read.</source>
        <translation>无法读取已存数据。</translation>
    </message>
    <message>
        <source>Stop working on it and restore the last backup.</source>
        <translation>请停止操作，并恢复最近的备份。</translation>
    </message>
    <message>
        <source>Something went wrong in the program.</source>
        <translation>程序出错了。</translation>
    </message>
    <message>
        <source>Try again. If it stays, copy the details and report them.</source>
        <translation>请重试。若仍然出错，请复制详情并反馈。</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n 分钟前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n 小时前</numerusform>
        </translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::ErrorBanner</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ui::ToastHost</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
</TS>
