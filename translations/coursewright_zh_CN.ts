<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ChannelText</name>
    <message>
        <source>Gateway</source>
        <translation>网关地址</translation>
    </message>
    <message>
        <source>App id</source>
        <translation>AppID</translation>
    </message>
    <message>
        <source>Merchant id</source>
        <translation>商户号</translation>
    </message>
    <message>
        <source>Seller id</source>
        <translation>卖家账号（PID）</translation>
    </message>
    <message>
        <source>Serial number of the certificate</source>
        <translation>商户证书序列号</translation>
    </message>
    <message>
        <source>Merchant&apos;s certificate</source>
        <translation>商户证书</translation>
    </message>
    <message>
        <source>Merchant&apos;s private key</source>
        <translation>商户私钥</translation>
    </message>
    <message>
        <source>APIv3 key</source>
        <translation>APIv3 密钥</translation>
    </message>
    <message>
        <source>Id of WeChat Pay&apos;s public key</source>
        <translation>微信支付公钥 ID</translation>
    </message>
    <message>
        <source>WeChat Pay&apos;s public key</source>
        <translation>微信支付公钥</translation>
    </message>
    <message>
        <source>WeChat Pay&apos;s certificates</source>
        <translation>微信支付平台证书</translation>
    </message>
    <message>
        <source>App&apos;s private key</source>
        <translation>应用私钥</translation>
    </message>
    <message>
        <source>Alipay&apos;s public key</source>
        <translation>支付宝公钥</translation>
    </message>
    <message>
        <source>Address for notices</source>
        <translation>通知地址</translation>
    </message>
    <message>
        <source>Nothing is set up yet.</source>
        <translation>还没有设置。</translation>
    </message>
    <message>
        <source>%1: must be a whole https address, without anything behind a question mark.</source>
        <translation>%1：必须是完整的 https 地址，不能带问号和参数。</translation>
    </message>
    <message>
        <source>%1: is missing, or not as the channel&apos;s console shows it.</source>
        <translation>%1：没有填写，或与商户平台上显示的不一致。</translation>
    </message>
    <message>
        <source>%1: has exactly 32 characters.</source>
        <translation>%1：必须正好是 32 个字符。</translation>
    </message>
    <message>
        <source>%1: can&apos;t be read. It must be the whole file, from BEGIN to END, with at least 2048 bits.</source>
        <translation>%1：无法识别。请粘贴整个文件（从 BEGIN 到 END），密钥至少 2048 位。</translation>
    </message>
    <message>
        <source>%1: is a published test key, with which anybody can sign. Make one of your own in the channel&apos;s console.</source>
        <translation>%1：这是公开的测试密钥，任何人都能用它签名。请在商户平台生成自己的密钥。</translation>
    </message>
    <message>
        <source>%1: is your own key; the channel&apos;s belongs here.</source>
        <translation>%1：这是你自己的密钥，这里应填支付平台的。</translation>
    </message>
    <message>
        <source>%1: doesn&apos;t belong to the private key. Take both from the same download.</source>
        <translation>%1：与私钥不配对。请使用同一次下载得到的证书和私钥。</translation>
    </message>
    <message>
        <source>%1: is not that of the certificate.</source>
        <translation>%1：与证书上的不一致。</translation>
    </message>
    <message>
        <source>%1: has expired. Make a new one in the console.</source>
        <translation>%1：已过期。请在商户平台重新申请。</translation>
    </message>
    <message>
        <source>%1: expires within a month.</source>
        <translation>%1：一个月内到期。</translation>
    </message>
    <message>
        <source>The clock of this server is off by more than five minutes; set it, and let the system keep it.</source>
        <translation>服务器的时钟相差五分钟以上；请校准，并让系统自动对时。</translation>
    </message>
    <message>
        <source>The channel doesn&apos;t answer. Is the server on the internet, and the gateway&apos;s address right?</source>
        <translation>支付平台没有响应。服务器能上网吗？网关地址对吗？</translation>
    </message>
    <message>
        <source>Something answers, but not as the channel does. Is the gateway&apos;s address right?</source>
        <translation>有响应，但不像支付平台的回答。网关地址对吗？</translation>
    </message>
    <message>
        <source>The channel wants to be asked less often; try again later.</source>
        <translation>支付平台要求降低频率，请稍后再试。</translation>
    </message>
    <message>
        <source>The channel knows no merchant of this id.</source>
        <translation>支付平台上没有这个商户号。</translation>
    </message>
    <message>
        <source>The channel knows no app of this id.</source>
        <translation>支付平台上没有这个 AppID。</translation>
    </message>
    <message>
        <source>The app doesn&apos;t belong to the merchant; tie them together in the merchant&apos;s console.</source>
        <translation>这个 AppID 没有绑定到商户号；请在商户平台绑定。</translation>
    </message>
    <message>
        <source>The channel doesn&apos;t allow this yet: the contract isn&apos;t signed, or not for this way of paying.</source>
        <translation>支付平台还不允许：尚未签约，或没有开通这种付款方式。</translation>
    </message>
    <message>
        <source>The channel doesn&apos;t accept the signature: private key, serial number and merchant or app id are not of the same account.</source>
        <translation>支付平台不接受签名：私钥、序列号与商户号（或 AppID）不属于同一个账号。</translation>
    </message>
    <message>
        <source>The APIv3 key is wrong: what the channel sent can&apos;t be opened with it.</source>
        <translation>APIv3 密钥不对：用它解不开支付平台发来的内容。</translation>
    </message>
    <message>
        <source>The answer isn&apos;t signed with the channel&apos;s key that is set here.</source>
        <translation>支付平台的回答与这里填写的平台公钥对不上。</translation>
    </message>
    <message>
        <source>%1: doesn&apos;t end as this school&apos;s address for notices does; without notices, orders are found paid late.</source>
        <translation>%1：结尾与本校接收通知的地址不同；收不到通知，订单会很晚才变成已付款。</translation>
    </message>
    <message>
        <source>The gateway is on the server itself: no money moves.</source>
        <translation>网关就在这台服务器上，不会真的收钱。</translation>
    </message>
    <message>
        <source>App&apos;s certificate</source>
        <translation>应用公钥证书</translation>
    </message>
    <message>
        <source>Alipay&apos;s certificate</source>
        <translation>支付宝公钥证书</translation>
    </message>
    <message>
        <source>Alipay&apos;s root certificates</source>
        <translation>支付宝根证书</translation>
    </message>
    <message>
        <source>Address to come back to</source>
        <translation>返回地址</translation>
    </message>
    <message>
        <source>%1: belongs together with others; fill in all of them, or none.</source>
        <translation>%1：要和相关的几项一起填写，或者都不填。</translation>
    </message>
</context>
<context>
    <name>CommerceText</name>
    <message>
        <source>Not yet</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>已用完</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Not paid yet</source>
        <translation>待支付</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>已支付</translation>
    </message>
    <message>
        <source>Partly refunded</source>
        <translation>部分退款</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>WeChat Pay</source>
        <translation>微信支付</translation>
    </message>
    <message>
        <source>Alipay</source>
        <translation>支付宝</translation>
    </message>
    <message>
        <source>Nothing to pay</source>
        <translation>无需支付</translation>
    </message>
    <message>
        <source>Paid outside</source>
        <translation>线下支付</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>下单</translation>
    </message>
    <message>
        <source>Paid after it was closed</source>
        <translation>关闭后到账</translation>
    </message>
    <message>
        <source>Paid once more; it goes back</source>
        <translation>重复付款，自动退回</translation>
    </message>
    <message>
        <source>The second payment went back</source>
        <translation>重复付款已退回</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Its coupon is used up; the money goes back</source>
        <translation>优惠券已用完，款项将退回</translation>
    </message>
    <message>
        <source>Paid, and paid back by hand at the channel</source>
        <translation>已付款，并在支付渠道后台退回</translation>
    </message>
    <message>
        <source>A payment that is another order&apos;s</source>
        <translation>属于另一订单的付款</translation>
    </message>
    <message>
        <source>A refund that differs</source>
        <translation>退款与记录不符</translation>
    </message>
    <message>
        <source>More was paid back than was paid</source>
        <translation>退款超过了付款</translation>
    </message>
    <message>
        <source>A payment that differs</source>
        <translation>付款与订单不符</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Refund asked for</source>
        <translation>申请退款</translation>
    </message>
    <message>
        <source>Refund decided</source>
        <translation>同意退款</translation>
    </message>
    <message>
        <source>Refund refused</source>
        <translation>拒绝退款</translation>
    </message>
    <message>
        <source>Refund failed</source>
        <translation>退款失败</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>已申请</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>%1% off</source>
        <translation>减 %1%</translation>
    </message>
    <message>
        <source>%1 off</source>
        <translation>减 %1</translation>
    </message>
    <message>
        <source>%1, at most %2</source>
        <translation>%1，最多减 %2</translation>
    </message>
    <message>
        <source>%1, from %2 on</source>
        <translation>%1，满 %2 可用</translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n 个月</numerusform>
        </translation>
    </message>
    <message>
        <source>Free for members</source>
        <translation>会员免费</translation>
    </message>
    <message numerus="yes">
        <source>%n course(s)</source>
        <translation>
            <numerusform>%n 门课程</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n category(s)</source>
        <translation>
            <numerusform>%n 个分类</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Deleted account</source>
        <translation>已注销的账号</translation>
    </message>
</context>
<context>
    <name>ConnectionWords</name>
    <message>
        <source>Signed out</source>
        <translation>已登出</translation>
    </message>
    <message>
        <source>%1 wants you to sign in again.</source>
        <translation>%1 要求您重新登录。</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 没有响应。</translation>
    </message>
    <message>
        <source>Signed in to %1 as %2</source>
        <translation>已登录 %1，用户 %2</translation>
    </message>
    <message>
        <source>The school on this computer does not answer.</source>
        <translation>本机学校没有响应。</translation>
    </message>
    <message>
        <source>Nothing is stored</source>
        <translation>无法写入</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>The school on this computer is running at %1</source>
        <translation>本机学校正在运行：%1</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>The school on this computer is being opened.</source>
        <translation>正在打开本机学校。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>The school on this computer is being closed.</source>
        <translation>正在关闭本机学校。</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>The school on this computer is stopped.</source>
        <translation>本机学校已停止。</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>正在连接 %1…</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>留在本机</translation>
    </message>
    <message>
        <source>%1 can&apos;t be reached. This is the school on this computer.</source>
        <translation>无法连接 %1。现在显示的是本机的学校。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>The school on this computer is stopped. The pages show it as it was at %1.</source>
        <translation>本机学校已停止。页面显示的是 %1 时的内容。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>%1 has not answered since %2. The pages show it as it was then.</source>
        <translation>%1 自 %2 起没有响应。页面显示的是当时的内容。</translation>
    </message>
    <message>
        <source>The school on this computer has not answered since %1. The pages show it as it was then.</source>
        <translation>本机学校自 %1 起没有响应。页面显示的是当时的内容。</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>The server can&apos;t be reached.</source>
        <translation>无法连接服务器。</translation>
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
        <source>This isn&apos;t there any more.</source>
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
        <source>This kind of file can&apos;t be used.</source>
        <translation>不支持这种文件。</translation>
    </message>
    <message>
        <source>Export it as MP4, MOV or MKV and try again.</source>
        <translation>请导出为 MP4、MOV 或 MKV 后重试。</translation>
    </message>
    <message>
        <source>The file isn&apos;t there any more.</source>
        <translation>文件已不存在。</translation>
    </message>
    <message>
        <source>It was moved, renamed or deleted. Import it again from where it is now.</source>
        <translation>文件已被移动、重命名或删除，请从现在的位置重新导入。</translation>
    </message>
    <message>
        <source>The file can&apos;t be read.</source>
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
        <source>The original file isn&apos;t there any more.</source>
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
        <source>HDR video can&apos;t be transcoded on this machine.</source>
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
        <source>FFmpeg isn&apos;t installed.</source>
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
        <source>The course can&apos;t be published yet.</source>
        <translation>专栏暂时无法发布。</translation>
    </message>
    <message>
        <source>Mend what the list shows, then publish again.</source>
        <translation>请处理列表中的问题后再次发布。</translation>
    </message>
    <message>
        <source>Some entries can&apos;t be accepted.</source>
        <translation>部分填写内容无效。</translation>
    </message>
    <message>
        <source>Correct them and try again.</source>
        <translation>请更正后重试。</translation>
    </message>
    <message>
        <source>This path can&apos;t be used.</source>
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
        <source>Its certificate may be invalid or for another name. Ask the server&apos;s administrator.</source>
        <translation>证书可能无效或域名不符，请联系服务器管理员。</translation>
    </message>
    <message>
        <source>This address isn&apos;t encrypted.</source>
        <translation>此地址未加密。</translation>
    </message>
    <message>
        <source>Passwords are sent to other computers over https:// only.</source>
        <translation>密码只会通过 https:// 发送到其他计算机。</translation>
    </message>
    <message>
        <source>This video can&apos;t be played here.</source>
        <translation>无法在此播放该视频。</translation>
    </message>
    <message>
        <source>The file may be damaged, or its format isn&apos;t known on this machine.</source>
        <translation>文件可能已损坏，或本机不支持其格式。</translation>
    </message>
    <message>
        <source>This clashes with something that is already there.</source>
        <translation>与已有内容冲突。</translation>
    </message>
    <message>
        <source>This isn&apos;t possible as things stand.</source>
        <translation>当前状态下无法执行此操作。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Stored data can&apos;t be read.</source>
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
    <message>
        <source>This is not an address.</source>
        <translation>这不是有效的地址。</translation>
    </message>
    <message>
        <source>The password is missing.</source>
        <translation>请填写密码。</translation>
    </message>
    <message>
        <source>Enter it and try again.</source>
        <translation>填写后重试。</translation>
    </message>
    <message>
        <source>This computer doesn&apos;t remember you any more.</source>
        <translation>本机已不再记住您的登录。</translation>
    </message>
    <message>
        <source>Enter your password to sign in.</source>
        <translation>请输入密码登录。</translation>
    </message>
    <message>
        <source>The file can&apos;t be written.</source>
        <translation>无法写入文件。</translation>
    </message>
    <message>
        <source>Choose another folder, or close the program that has it open.</source>
        <translation>请换一个文件夹，或关闭正在使用该文件的程序。</translation>
    </message>
    <message>
        <source>The folder of the school can&apos;t be written to.</source>
        <translation>无法写入学校的数据文件夹。</translation>
    </message>
    <message>
        <source>The database of this school is missing.</source>
        <translation>此学校的数据库不见了。</translation>
    </message>
    <message>
        <source>Other parts of the school are still in its folder, so nothing was changed and no new school was begun. Put school.db back from a backup, then try again.</source>
        <translation>文件夹中仍有学校的其他数据，因此未作任何改动，也没有新建学校。请从备份中恢复 school.db，然后重试。</translation>
    </message>
    <message>
        <source>The database in this folder belongs to another school.</source>
        <translation>此文件夹中的数据库属于另一所学校。</translation>
    </message>
    <message>
        <source>Nothing was changed. Put the school.db of this school back, then try again.</source>
        <translation>未作任何改动。请恢复本校的 school.db，然后重试。</translation>
    </message>
    <message>
        <source>The file school.id, which says which school this folder belongs to, is damaged.</source>
        <translation>标明文件夹所属学校的 school.id 文件已损坏。</translation>
    </message>
    <message>
        <source>Nothing was changed. Put it back from a backup, then try again.</source>
        <translation>未作任何改动。请从备份中恢复该文件，然后重试。</translation>
    </message>
    <message>
        <source>The keys of this school are missing.</source>
        <translation>此学校的密钥不见了。</translation>
    </message>
    <message>
        <source>Nothing was changed. Put the folder “keys” back from a backup, then try again. Without a backup, “coursewright-server keys new” makes new ones; everybody then has to sign in again.</source>
        <translation>未作任何改动。请从备份中恢复 “keys” 文件夹，然后重试。如果没有备份，可用 “coursewright-server keys new” 生成新密钥，之后所有人都需要重新登录。</translation>
    </message>
    <message>
        <source>The films of this school are missing.</source>
        <translation>此学校的视频文件不见了。</translation>
    </message>
    <message>
        <source>Nothing was changed. Put the folder “media” back from a backup, then try again. If the films are lost, make an empty folder of that name.</source>
        <translation>未作任何改动。请从备份中恢复 “media” 文件夹，然后重试。如果视频已经丢失，请新建一个同名的空文件夹。</translation>
    </message>
    <message>
        <source>This folder holds other things and no school.</source>
        <translation>此文件夹中有其他内容，但没有学校。</translation>
    </message>
    <message>
        <source>Choose an empty folder, or one that does not exist yet.</source>
        <translation>请选择空文件夹，或尚不存在的文件夹。</translation>
    </message>
    <message>
        <source>The database of this school is damaged.</source>
        <translation>此学校的数据库已损坏。</translation>
    </message>
    <message>
        <source>Nothing more is stored in it. Stop the school, put the last backup back, and start it again.</source>
        <translation>已停止写入。请停止学校服务，恢复最近的备份，然后重新启动。</translation>
    </message>
    <message>
        <source>The database of this school was deleted, moved or replaced while the school was open.</source>
        <translation>学校运行期间，其数据库被删除、移动或替换。</translation>
    </message>
    <message>
        <source>Nothing is stored any more. Put the right school.db back, then stop the school and start it again. If a copy could be made, it lies in the same folder: school-rescued-….db.</source>
        <translation>已停止写入。请恢复正确的 school.db，然后停止并重新启动学校服务。如已成功保存副本，可在同一文件夹中找到 school-rescued-….db。</translation>
    </message>
    <message>
        <source>The disk of the school is full.</source>
        <translation>学校所在的磁盘已满。</translation>
    </message>
    <message>
        <source>Nothing can be stored until there is room. Make room; the school notices by itself.</source>
        <translation>在腾出空间之前无法写入任何内容。请清理磁盘，学校会自动恢复。</translation>
    </message>
    <message>
        <source>The school has stopped storing things, because its disk or its database failed.</source>
        <translation>由于磁盘或数据库故障，学校已停止写入。</translation>
    </message>
    <message>
        <source>Stop the school and start it again. If that does not help, put the last backup back.</source>
        <translation>请停止学校服务并重新启动。如果仍不行，请恢复最近的备份。</translation>
    </message>
    <message>
        <source>It will be tried again by itself; check that the server runs and that you are online.</source>
        <translation>会自动重试；请检查服务器是否在运行、本机是否联网。</translation>
    </message>
    <message>
        <source>Your choice can&apos;t be remembered.</source>
        <translation>无法记住您的选择。</translation>
    </message>
    <message>
        <source>It holds until the program ends. Check that its settings may be written.</source>
        <translation>它在程序退出前有效。请检查程序的设置文件是否可以写入。</translation>
    </message>
    <message>
        <source>This file is still being written.</source>
        <translation>这个文件还在写入。</translation>
    </message>
    <message>
        <source>Wait until the recording or the copy has ended, then import it.</source>
        <translation>请等录制或复制结束后再导入。</translation>
    </message>
    <message>
        <source>The format of this video isn&apos;t known on this machine.</source>
        <translation>本机无法识别这个视频的格式。</translation>
    </message>
    <message>
        <source>The length of this video can&apos;t be told.</source>
        <translation>无法得知这个视频的时长。</translation>
    </message>
    <message>
        <source>Its recording may not have ended properly. Export it again.</source>
        <translation>录制可能没有正常结束，请重新导出。</translation>
    </message>
    <message>
        <source>What was made of this video is not as it should be.</source>
        <translation>这个视频的处理结果不符合要求。</translation>
    </message>
    <message>
        <source>Try again. If it stays, the file may be damaged: export it again.</source>
        <translation>请重试。如果仍然失败，文件可能已损坏，请重新导出。</translation>
    </message>
    <message>
        <source>This video can&apos;t be converted.</source>
        <translation>这个视频无法转码。</translation>
    </message>
    <message>
        <source>FFmpeg ended unexpectedly.</source>
        <translation>FFmpeg 意外退出。</translation>
    </message>
    <message>
        <source>FFmpeg did not get on and was stopped.</source>
        <translation>FFmpeg 没有进展，已被停止。</translation>
    </message>
    <message>
        <source>Check that the disk with the file is connected, then try again.</source>
        <translation>请确认文件所在的磁盘已连接，然后重试。</translation>
    </message>
    <message>
        <source>It was tried several times and never came to an end.</source>
        <translation>试了几次，都没有完成。</translation>
    </message>
    <message>
        <source>This FFmpeg can&apos;t make H.264 video with AAC sound.</source>
        <translation>这个 FFmpeg 不能生成 H.264 视频和 AAC 音频。</translation>
    </message>
    <message>
        <source>Install one that can, then try again.</source>
        <translation>请安装支持它们的版本，然后重试。</translation>
    </message>
    <message>
        <source>This file is not a picture.</source>
        <translation>这个文件不是图片。</translation>
    </message>
    <message>
        <source>Choose a JPEG, PNG or WebP file.</source>
        <translation>请选择 JPEG、PNG 或 WebP 文件。</translation>
    </message>
    <message>
        <source>This picture is too large.</source>
        <translation>这张图片太大。</translation>
    </message>
    <message>
        <source>Make it smaller, then try again.</source>
        <translation>请缩小后重试。</translation>
    </message>
    <message>
        <source>Somebody has ordered since.</source>
        <translation>此后已有人下单。</translation>
    </message>
    <message>
        <source>What was agreed stays. Set the price anew; it holds for the next order.</source>
        <translation>已约定的价格不变。请重新定价，新价格从下一笔订单起生效。</translation>
    </message>
    <message>
        <source>There is a coupon with this code already.</source>
        <translation>已有相同的优惠码。</translation>
    </message>
    <message>
        <source>Codes that differ in capital letters only are the same. Choose another one.</source>
        <translation>优惠码不区分大小写，请换一个。</translation>
    </message>
    <message>
        <source>A refund of this order is already on its way.</source>
        <translation>此订单的退款正在处理中。</translation>
    </message>
    <message>
        <source>Wait until it is done; the order shows how far it is.</source>
        <translation>请等待完成，订单页会显示进度。</translation>
    </message>
    <message>
        <source>This order was never paid.</source>
        <translation>此订单尚未支付。</translation>
    </message>
    <message>
        <source>There is nothing to give back.</source>
        <translation>没有可退的金额。</translation>
    </message>
    <message>
        <source>This order has been refunded already.</source>
        <translation>此订单已退款。</translation>
    </message>
    <message>
        <source>There is nothing left to give back.</source>
        <translation>已没有可退的金额。</translation>
    </message>
    <message>
        <source>This order has been paid already.</source>
        <translation>此订单已支付。</translation>
    </message>
    <message>
        <source>Refresh to see how things stand.</source>
        <translation>请刷新查看最新情况。</translation>
    </message>
    <message>
        <source>This order is closed.</source>
        <translation>此订单已关闭。</translation>
    </message>
    <message>
        <source>The learner can order anew.</source>
        <translation>学员可以重新下单。</translation>
    </message>
    <message>
        <source>Nobody has asked for a refund of this order.</source>
        <translation>没有人申请此订单的退款。</translation>
    </message>
    <message>
        <source>Somebody has used or claimed this coupon already.</source>
        <translation>已经有人使用或领取了这张优惠券。</translation>
    </message>
    <message>
        <source>It stays as it is; it can be disabled or changed.</source>
        <translation>它保持原样；可以停用或修改。</translation>
    </message>
</context>
<context>
    <name>FaultText</name>
    <message>
        <source>Must be below the list price</source>
        <translation>必须低于原价</translation>
    </message>
    <message>
        <source>Ends before it begins</source>
        <translation>结束早于开始</translation>
    </message>
    <message>
        <source>Overlaps another sale</source>
        <translation>与另一个促销重叠</translation>
    </message>
    <message>
        <source>Is missing</source>
        <translation>尚未填写</translation>
    </message>
    <message>
        <source>Either a day or a number of days</source>
        <translation>日期和天数只能选一个</translation>
    </message>
    <message>
        <source>4 to 32 characters of A–Z, 0–9, - and _</source>
        <translation>4 到 32 个字符，限 A–Z、0–9、- 和 _</translation>
    </message>
    <message>
        <source>Is outside what is possible</source>
        <translation>超出允许范围</translation>
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
    <name>LearnerText</name>
    <message>
        <source>No right</source>
        <translation>无权限</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已到期</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已收回</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>学习中</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已学完</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课时</translation>
    </message>
    <message>
        <source>Membership</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Bought</source>
        <translation>购买</translation>
    </message>
    <message>
        <source>Order %1</source>
        <translation>订单 %1</translation>
    </message>
    <message>
        <source>Given by staff</source>
        <translation>管理员开通</translation>
    </message>
    <message>
        <source>For good</source>
        <translation>长期有效</translation>
    </message>
    <message>
        <source>Until %1</source>
        <translation>至 %1</translation>
    </message>
    <message>
        <source>%1, taken back on %2</source>
        <translation>%1，已于 %2 收回</translation>
    </message>
    <message>
        <source>Is given</source>
        <translation>将开通</translation>
    </message>
    <message>
        <source>Is prolonged</source>
        <translation>将延长</translation>
    </message>
    <message>
        <source>Is taken back</source>
        <translation>将收回</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>无需操作</translation>
    </message>
    <message>
        <source>Nobody is named</source>
        <translation>没有写明学员</translation>
    </message>
    <message>
        <source>No course or membership is named</source>
        <translation>没有写明课程或会员</translation>
    </message>
    <message>
        <source>Names a course and a membership: take two lines</source>
        <translation>同时写了课程和会员，请分成两行</translation>
    </message>
    <message>
        <source>The action is none of grant, extend and revoke</source>
        <translation>操作只能是 grant、extend 或 revoke</translation>
    </message>
    <message>
        <source>This is no day: write 2026-01-31</source>
        <translation>不是有效日期，请写成 2026-01-31</translation>
    </message>
    <message>
        <source>The day is over</source>
        <translation>日期已过</translation>
    </message>
    <message>
        <source>A membership needs a last day</source>
        <translation>会员必须写明到期日</translation>
    </message>
    <message>
        <source>An earlier line is about the same</source>
        <translation>与前面的行重复</translation>
    </message>
    <message>
        <source>There is nobody with this login name</source>
        <translation>没有这个登录名</translation>
    </message>
    <message>
        <source>No published course is called so</source>
        <translation>没有这个名称的已发布课程</translation>
    </message>
    <message>
        <source>Several courses are called so: write the number</source>
        <translation>有多门同名课程，请写课程编号</translation>
    </message>
    <message>
        <source>No membership on offer is called so</source>
        <translation>没有这个名称的在售会员</translation>
    </message>
    <message>
        <source>Several memberships are called so: write the number</source>
        <translation>有多个同名会员，请写编号</translation>
    </message>
    <message>
        <source>There is nothing to prolong</source>
        <translation>没有可延长的权限</translation>
    </message>
    <message>
        <source>It was bought: refund the order</source>
        <translation>属于购买所得，请对订单退款</translation>
    </message>
    <message>
        <source>The file is larger than 512 KB. Split it.</source>
        <translation>文件超过 512 KB，请拆分。</translation>
    </message>
    <message>
        <source>The file has more than 2,000 lines. Split it.</source>
        <translation>文件超过 2,000 行，请拆分。</translation>
    </message>
    <message>
        <source>A line has more than 64 columns.</source>
        <translation>有一行超过 64 列。</translation>
    </message>
    <message>
        <source>This is no table. Save it as CSV.</source>
        <translation>不是表格文件，请另存为 CSV。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>A quotation mark is never closed.</source>
        <translation>引号没有闭合。</translation>
    </message>
    <message>
        <source>Something stands behind a closing quotation mark.</source>
        <translation>闭合的引号后面还有内容。</translation>
    </message>
    <message>
        <source>A cell is too long.</source>
        <translation>有单元格过长。</translation>
    </message>
    <message>
        <source>The first line has to name the columns “person” and “course” or “plan”.</source>
        <translation>第一行必须写明列名：“学员”以及“课程”或“会员”。</translation>
    </message>
    <message>
        <source>The file has nothing but the names of its columns.</source>
        <translation>文件只有列名，没有内容。</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
</context>
<context>
    <name>LeftOver</name>
    <message>
        <source>Subtitles can&apos;t be taken in yet</source>
        <translation>暂不支持导入字幕</translation>
    </message>
    <message>
        <source>Pictures can&apos;t be taken in yet</source>
        <translation>暂不支持导入图片</translation>
    </message>
    <message>
        <source>Sound alone can&apos;t become a lesson yet</source>
        <translation>暂不支持纯音频课时</translation>
    </message>
    <message>
        <source>Not a video</source>
        <translation>不是视频</translation>
    </message>
    <message>
        <source>Hidden, or of the system</source>
        <translation>隐藏文件或系统文件</translation>
    </message>
    <message>
        <source>Not finished yet</source>
        <translation>尚未完成</translation>
    </message>
    <message>
        <source>Text of a program, not a video</source>
        <translation>是程序代码，不是视频</translation>
    </message>
    <message>
        <source>A link, not the file</source>
        <translation>是链接，不是文件本身</translation>
    </message>
    <message>
        <source>Not a file but a pipe or a device</source>
        <translation>不是文件，而是管道或设备</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空文件</translation>
    </message>
    <message>
        <source>You may not read it</source>
        <translation>没有读取权限</translation>
    </message>
    <message>
        <source>Its name can&apos;t be read on this system; rename it</source>
        <translation>本系统无法识别其文件名，请重命名</translation>
    </message>
    <message>
        <source>Too many at once: import it with the next lot</source>
        <translation>一次导入过多：请下次导入</translation>
    </message>
</context>
<context>
    <name>MediaText</name>
    <message>
        <source>%1 Mb/s</source>
        <translation>%1 Mb/s</translation>
    </message>
    <message>
        <source>%1 kb/s</source>
        <translation>%1 kb/s</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>标清</translation>
    </message>
    <message>
        <source>HD</source>
        <translation>高清</translation>
    </message>
    <message>
        <source>Full HD</source>
        <translation>全高清</translation>
    </message>
    <message>
        <source>4K</source>
        <translation>4K</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>直接复制</translation>
    </message>
    <message>
        <source>Repacked</source>
        <translation>重新封装</translation>
    </message>
    <message>
        <source>Encoded</source>
        <translation>重新编码</translation>
    </message>
    <message>
        <source>It already is what learners&apos; players need; its quality stays untouched.</source>
        <translation>已符合学员播放要求，画质保持不变。</translation>
    </message>
    <message>
        <source>Scaled from %1 to %2.</source>
        <translation>从 %1 缩放到 %2。</translation>
    </message>
    <message>
        <source>%1 doesn&apos;t play everywhere.</source>
        <translation>%1 并非处处可播。</translation>
    </message>
    <message>
        <source>The %1 profile doesn&apos;t play everywhere.</source>
        <translation>%1 配置并非处处可播。</translation>
    </message>
    <message>
        <source>%1-bit colour doesn&apos;t play everywhere.</source>
        <translation>%1 位色深并非处处可播。</translation>
    </message>
    <message>
        <source>Its colour format (%1) doesn&apos;t play everywhere.</source>
        <translation>其色彩格式（%1）并非处处可播。</translation>
    </message>
    <message>
        <source>%1 is more than the %2 of this version.</source>
        <translation>%1 超过此版本的 %2 上限。</translation>
    </message>
    <message>
        <source>Key frames are up to %1 s apart, too far for quick seeking.</source>
        <translation>关键帧间隔最长 %1 秒，不利于快速跳转。</translation>
    </message>
    <message>
        <source>%1 frames a second become %2.</source>
        <translation>每秒 %1 帧改为 %2 帧。</translation>
    </message>
    <message>
        <source>Its frame rate varies; it becomes a steady %1.</source>
        <translation>帧率不固定，改为恒定 %1 帧。</translation>
    </message>
    <message>
        <source>It was filmed turned by %1°; it is turned upright.</source>
        <translation>拍摄时旋转了 %1°，将转正。</translation>
    </message>
    <message>
        <source>Its pixels aren&apos;t square (%1).</source>
        <translation>像素不是方形（%1）。</translation>
    </message>
    <message>
        <source>Its size (%1) isn&apos;t even.</source>
        <translation>尺寸（%1）不是偶数。</translation>
    </message>
    <message>
        <source>It is interlaced; the lines are joined.</source>
        <translation>为隔行画面，将合并为逐行。</translation>
    </message>
    <message>
        <source>It is HDR; its tones are mapped to standard screens.</source>
        <translation>为 HDR，将映射到普通屏幕的色调。</translation>
    </message>
    <message>
        <source>Its colours (%1) are converted to the standard.</source>
        <translation>色彩（%1）将转换为标准色彩。</translation>
    </message>
    <message>
        <source>%1 kHz sound becomes 48 kHz.</source>
        <translation>%1 kHz 声音改为 48 kHz。</translation>
    </message>
    <message numerus="yes">
        <source>%n channel(s) of sound become stereo.</source>
        <translation>
            <numerusform>%n 声道改为立体声。</numerusform>
        </translation>
    </message>
    <message>
        <source>It moves into an MP4 file; not one picture changes.</source>
        <translation>移入 MP4 文件，画面毫无改变。</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>Transcoding</source>
        <translation>转码中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Being prepared</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
</context>
<context>
    <name>OpenOutside</name>
    <message>
        <source>No program on this computer opens folders: %1</source>
        <translation>本机没有可以打开文件夹的程序：%1</translation>
    </message>
    <message>
        <source>No browser could be opened. The address is %1</source>
        <translation>无法打开浏览器。地址是 %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>SaveWords</name>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Not saved: the disk is full</source>
        <translation>未保存：磁盘已满</translation>
    </message>
    <message>
        <source>Not saved, and not kept here</source>
        <translation>未保存，本机也未能保留</translation>
    </message>
    <message>
        <source>Your last changes are in this window only; closing it would lose them. %1</source>
        <translation>您最近的修改只在这个窗口里，关闭窗口就会丢失。%1</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>The server can&apos;t be reached. Your changes are kept on this computer and saved as soon as it is back.</source>
        <translation>无法连接服务器。您的修改保存在本机，恢复连接后会自动保存。</translation>
    </message>
    <message>
        <source>Could not be saved</source>
        <translation>保存失败</translation>
    </message>
    <message>
        <source>%1 Your changes are kept on this computer; saving is tried again by itself.</source>
        <translation>%1 您的修改保存在本机，会自动重试保存。</translation>
    </message>
    <message>
        <source>Changed elsewhere</source>
        <translation>已在别处修改</translation>
    </message>
    <message>
        <source>Somebody else has saved this course meanwhile. Nothing of yours is lost; choose which version stays.</source>
        <translation>期间有人保存了这个专栏。您的内容没有丢失，请选择保留哪个版本。</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
</context>
<context>
    <name>accounts::SignInDialog</name>
    <message>
        <source>Sign in to a server</source>
        <translation>登录服务器</translation>
    </message>
    <message>
        <source>Work on your organisation&apos;s school from this computer. The school on this computer stays as it is.</source>
        <translation>在本机上管理机构的学校。本机上的学校保持不变。</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Name, phone or e-mail</source>
        <translation>用户名、手机号或邮箱</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Leave empty if this computer remembers you</source>
        <translation>若本机已记住登录，可留空</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
</context>
<context>
    <name>analytics::CompletionChart</name>
    <message>
        <source>Completion rate</source>
        <translation>完课率</translation>
    </message>
    <message>
        <source>Average watched</source>
        <translation>平均观看</translation>
    </message>
</context>
<context>
    <name>analytics::CompletionModel</name>
    <message>
        <source>Course</source>
        <translation>专栏</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课时</translation>
    </message>
    <message>
        <source>Viewers</source>
        <translation>观看人数</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>完成人数</translation>
    </message>
    <message>
        <source>Completion rate</source>
        <translation>完课率</translation>
    </message>
    <message>
        <source>Average watched</source>
        <translation>平均观看</translation>
    </message>
    <message>
        <source>Completion rate (%)</source>
        <translation>完课率（%）</translation>
    </message>
    <message>
        <source>Average watched (%)</source>
        <translation>平均观看（%）</translation>
    </message>
</context>
<context>
    <name>analytics::CompletionView</name>
    <message>
        <source>Completion</source>
        <translation>完课情况</translation>
    </message>
    <message>
        <source>Completion rate: of all learners who started it, how many have finished it.
Average watched: how much of it those learners have seen, passages counted once.
Both count from the beginning until now.</source>
        <translation>完课率：开始学习的学员中，学完的占多少。
平均观看：这些学员平均看过内容的多少，重复观看只计一次。
两者均从开课统计至今。</translation>
    </message>
    <message>
        <source>What “%1” means</source>
        <translation>“%1”的含义</translation>
    </message>
    <message>
        <source>All courses</source>
        <translation>全部专栏</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>课时</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Completion as a table</source>
        <translation>完课情况表格</translation>
    </message>
    <message>
        <source>Published courses appear here as soon as there are any.</source>
        <translation>发布专栏后，将在此显示。</translation>
    </message>
    <message>
        <source>Nobody has started anything here yet.</source>
        <translation>还没有人开始学习这里的内容。</translation>
    </message>
</context>
<context>
    <name>analytics::DashboardPage</name>
    <message>
        <source>Dashboards</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>完课情况</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>导出为 CSV</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 天</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 天</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Nothing to count yet</source>
        <translation>还没有数据</translation>
    </message>
    <message>
        <source>When learners watch your published courses, this page shows how many there are and how far they get.</source>
        <translation>学员观看您发布的专栏后，这里会显示有多少人在学、学到哪里。</translation>
    </message>
    <message>
        <source>As of %1</source>
        <translation>截至 %1</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开所在文件夹</translation>
    </message>
</context>
<context>
    <name>analytics::KpiCard</name>
    <message>
        <source>Active learners</source>
        <translation>活跃学员</translation>
    </message>
    <message>
        <source>Plays</source>
        <translation>播放次数</translation>
    </message>
    <message>
        <source>Lessons completed</source>
        <translation>完成课时</translation>
    </message>
    <message>
        <source>Watch time</source>
        <translation>观看时长</translation>
    </message>
    <message>
        <source>Learners who watched at least one lesson on at least one day of the range. Each is counted once.</source>
        <translation>所选时间内至少有一天观看过课时的学员，每人只计一次。</translation>
    </message>
    <message>
        <source>How often a lesson was opened and watched: once per learner, device and day.</source>
        <translation>课时被打开观看的次数：每位学员每台设备每天计一次。</translation>
    </message>
    <message>
        <source>How many lessons learners finished for the first time in the range.</source>
        <translation>所选时间内学员首次学完的课时数。</translation>
    </message>
    <message>
        <source>Time that learners spent watching, repeated passages included. Waiting and pauses are not counted.</source>
        <translation>学员观看所用的时间，含重复观看，不含等待与暂停。</translation>
    </message>
    <message>
        <source>What “%1” means</source>
        <translation>“%1”的含义</translation>
    </message>
    <message numerus="yes">
        <source>%1 against the %n day(s) before</source>
        <translation>
            <numerusform>比前 %n 天 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No figure for the %n day(s) before</source>
        <translation>
            <numerusform>前 %n 天没有数据</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unchanged from the %n day(s) before</source>
        <translation>
            <numerusform>与前 %n 天持平</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>catalog::CatalogStyle</name>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Published · edition %1</source>
        <translation>已发布 · 第 %1 版</translation>
    </message>
    <message>
        <source>Changed since edition %1</source>
        <translation>第 %1 版后有修改</translation>
    </message>
    <message>
        <source>Unpublished</source>
        <translation>已下架</translation>
    </message>
    <message>
        <source>In the trash</source>
        <translation>在回收站</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>Trial %1</source>
        <translation>试看 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n lesson(s)</source>
        <translation>
            <numerusform>%n 个课时</numerusform>
        </translation>
    </message>
    <message>
        <source>Beginner</source>
        <translation>入门</translation>
    </message>
    <message>
        <source>Intermediate</source>
        <translation>进阶</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>图文</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
</context>
<context>
    <name>catalog::CategoryModel</name>
    <message>
        <source>No category</source>
        <translation>未分类</translation>
    </message>
</context>
<context>
    <name>catalog::ChapterForm</name>
    <message>
        <source>free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>章节</translation>
    </message>
    <message numerus="yes">
        <source>%n chapter(s)</source>
        <translation>
            <numerusform>%n 个章节</numerusform>
        </translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>All lessons are free</source>
        <translation>全部课时免费</translation>
    </message>
    <message>
        <source>Locked at first</source>
        <translation>开始时锁定</translation>
    </message>
    <message>
        <source>Opens when the chapter before is complete.</source>
        <translation>学完上一章后解锁。</translation>
    </message>
</context>
<context>
    <name>catalog::ChoiceField</name>
    <message>
        <source>Mixed</source>
        <translation>多个值</translation>
    </message>
</context>
<context>
    <name>catalog::ConflictDialog</name>
    <message>
        <source>Changed elsewhere</source>
        <translation>已在别处修改</translation>
    </message>
    <message>
        <source>Two versions of this course</source>
        <translation>这个专栏有两个版本</translation>
    </message>
    <message>
        <source>Somebody else saved this course while you were editing it. Marked rows differ. Choose the version that stays; chapters and lessons that are only in the other one go to the trash of the course.</source>
        <translation>您编辑期间，有人保存了这个专栏。有标记的行内容不同。请选择保留哪个版本；只存在于另一个版本的章节和课时会进入专栏回收站。</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>您的版本</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>On the server</source>
        <translation>服务器上的版本</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>采用服务器的</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>稍后决定</translation>
    </message>
    <message>
        <source>%1, differs</source>
        <translation>%1，有差异</translation>
    </message>
</context>
<context>
    <name>catalog::CourseEditor</name>
    <message>
        <source>Unsaved changes of %1 were brought back.</source>
        <translation>已找回 %1 未保存的修改。</translation>
    </message>
    <message>
        <source>This course was changed elsewhere; you see the newest version.</source>
        <translation>专栏已在别处修改，现在显示的是最新版本。</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课时</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Add lesson</source>
        <translation>添加课时</translation>
    </message>
    <message>
        <source>Add chapter</source>
        <translation>添加章节</translation>
    </message>
    <message>
        <source>Import files or a folder</source>
        <translation>导入文件或文件夹</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>Drop videos or a folder here</source>
        <translation>把视频或文件夹拖到这里</translation>
    </message>
    <message>
        <source>Folders become chapters, files become lessons.</source>
        <translation>文件夹变成章节，文件变成课时。</translation>
    </message>
    <message>
        <source>Choose files or a folder…</source>
        <translation>选择文件或文件夹…</translation>
    </message>
    <message>
        <source>Start with an empty lesson</source>
        <translation>从空白课时开始</translation>
    </message>
    <message>
        <source>An empty course</source>
        <translation>空白专栏</translation>
    </message>
    <message>
        <source>Chapters hold lessons; the first lesson brings its chapter along.</source>
        <translation>章节里放课时；添加第一个课时会自动带上章节。</translation>
    </message>
    <message>
        <source>Learners can&apos;t see the course any more. Publish it to bring it back.</source>
        <translation>学员已看不到这个专栏。重新发布即可恢复。</translation>
    </message>
</context>
<context>
    <name>catalog::CourseForm</name>
    <message>
        <source>Cover picture</source>
        <translation>封面</translation>
    </message>
    <message>
        <source>title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>description</source>
        <translation>简介</translation>
    </message>
    <message>
        <source>price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>level</source>
        <translation>难度</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>completion</source>
        <translation>完成条件</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>专栏</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>简介</translation>
    </message>
    <message>
        <source>Free for everyone</source>
        <translation>所有人免费</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>难度</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Separated by commas</source>
        <translation>用逗号分隔</translation>
    </message>
    <message>
        <source>A lesson is complete at</source>
        <translation>课时完成标准</translation>
    </message>
    <message>
        <source>Judged by</source>
        <translation>判定依据</translation>
    </message>
    <message>
        <source>Watched parts or position</source>
        <translation>观看部分或播放位置</translation>
    </message>
    <message>
        <source>Watched parts only</source>
        <translation>仅按观看部分</translation>
    </message>
    <message>
        <source>A course needs a title</source>
        <translation>课程需要一个标题</translation>
    </message>
</context>
<context>
    <name>catalog::CourseListPane</name>
    <message>
        <source>Courses</source>
        <translation>专栏</translation>
    </message>
    <message>
        <source>New course</source>
        <translation>新专栏</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Search courses</source>
        <translation>搜索专栏</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>已发布</translation>
    </message>
    <message>
        <source>Unpublished</source>
        <translation>已下架</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Drop a folder of videos here and it becomes a course</source>
        <translation>把视频文件夹拖到这里，就成了一个专栏</translation>
    </message>
    <message>
        <source>Folders become chapters, files become lessons, in the order of their names. You look it over before anything happens.</source>
        <translation>文件夹变成章节，文件按名称变成课时，确认后才会开始。</translation>
    </message>
    <message>
        <source>Choose files or a folder…</source>
        <translation>选择文件或文件夹…</translation>
    </message>
    <message>
        <source>Look around the demo school</source>
        <translation>先看看演示学校</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>最近修改</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Most lessons</source>
        <translation>课时最多</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>The trash is empty</source>
        <translation>回收站是空的</translation>
    </message>
    <message>
        <source>Deleted courses stay here for 30 days.</source>
        <translation>删除的专栏会在这里保留 30 天。</translation>
    </message>
    <message>
        <source>No course matches</source>
        <translation>没有符合的专栏</translation>
    </message>
    <message>
        <source>Try another word, or show all courses.</source>
        <translation>换个词试试，或显示全部专栏。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>No courses yet</source>
        <translation>还没有专栏</translation>
    </message>
    <message>
        <source>Make the first one: a title is enough to begin with.</source>
        <translation>先建一个：有个标题就能开始。</translation>
    </message>
</context>
<context>
    <name>catalog::CoursesPage</name>
    <message>
        <source>Edition %1 is out.</source>
        <translation>第 %1 版已发布。</translation>
    </message>
    <message>
        <source>The videos are ready, but something else stands in the way of publishing.</source>
        <translation>视频已处理完，但还有其他问题，没能发布。</translation>
    </message>
    <message>
        <source>This course is in the trash.</source>
        <translation>这个专栏在回收站里。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>New course</source>
        <translation>新专栏</translation>
    </message>
    <message>
        <source>Importing %1…</source>
        <translation>正在导入 %1…</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Courses</source>
        <translation>专栏</translation>
    </message>
    <message>
        <source>“%1” has changes that are not saved yet.</source>
        <translation>“%1”有尚未保存的更改。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>catalog::CoverField</name>
    <message>
        <source>No picture yet. You can drop one here.</source>
        <translation>还没有图片，可以拖一张到这里。</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.webp)</source>
        <translation>图片 (*.jpg *.jpeg *.png *.webp)</translation>
    </message>
    <message>
        <source>It must be a JPEG, PNG or WebP picture of at most 8 MB.</source>
        <translation>必须是不超过 8 MB 的 JPEG、PNG 或 WebP 图片。</translation>
    </message>
    <message>
        <source>The first video&apos;s</source>
        <translation>第一个视频的画面</translation>
    </message>
    <message>
        <source>Choose picture…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>From a video</source>
        <translation>用视频画面</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>封面</translation>
    </message>
</context>
<context>
    <name>catalog::DurationField</name>
    <message>
        <source>Between %1 and %2</source>
        <translation>%1 到 %2 之间</translation>
    </message>
    <message>
        <source>A length like 1:30, 1:02:03 or 90 (seconds)</source>
        <translation>请输入时长，例如 1:30、1:02:03 或 90（秒）</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>多个值</translation>
    </message>
    <message>
        <source>%1 h %2 min %3 s</source>
        <translation>%1 小时 %2 分 %3 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>catalog::EditionsModel</name>
    <message>
        <source>Edition %1</source>
        <translation>第 %1 版</translation>
    </message>
</context>
<context>
    <name>catalog::EditorHeader</name>
    <message>
        <source>Could not be published</source>
        <translation>未能发布</translation>
    </message>
    <message>
        <source>Publishes when ready</source>
        <translation>处理完自动发布</translation>
    </message>
    <message>
        <source>Back to the courses</source>
        <translation>返回专栏列表</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Trash of this course</source>
        <translation>本专栏的回收站</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Unpublish</source>
        <translation>下架</translation>
    </message>
    <message>
        <source>Publish…</source>
        <translation>发布…</translation>
    </message>
    <message>
        <source>Resolve…</source>
        <translation>处理…</translation>
    </message>
    <message>
        <source>Texts and price</source>
        <translation>文字与价格</translation>
    </message>
    <message>
        <source>Title, description, category and price of the course</source>
        <translation>专栏的标题、简介、分类和价格</translation>
    </message>
</context>
<context>
    <name>catalog::HistoryPopup</name>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>As it was opened</source>
        <translation>打开时的状态</translation>
    </message>
</context>
<context>
    <name>catalog::ImportDelegate</name>
    <message>
        <source>Encoded, about %1</source>
        <translation>需要转码，约 %1</translation>
    </message>
</context>
<context>
    <name>catalog::ImportMenu</name>
    <message>
        <source>Files…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>A folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Choose a folder of videos</source>
        <translation>选择视频文件夹</translation>
    </message>
    <message>
        <source>Choose videos</source>
        <translation>选择视频</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Videos (%1)</source>
        <translation>视频 (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>catalog::ImportPlanModel</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Same as %1</source>
        <translation>与 %1 相同</translation>
    </message>
    <message>
        <source>Ready as it is</source>
        <translation>可直接使用</translation>
    </message>
    <message>
        <source>Repacked, without loss</source>
        <translation>重新封装，画质无损</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>What it needs</source>
        <translation>需要的处理</translation>
    </message>
    <message>
        <source>Encoded</source>
        <translation>需要转码</translation>
    </message>
    <message numerus="yes">
        <source>Import %n lesson(s)</source>
        <translation>
            <numerusform>导入 %n 个课时</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未导入</translation>
    </message>
</context>
<context>
    <name>catalog::ImportSheet</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Title of the new course</source>
        <translation>新专栏的标题</translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation>要导入的文件</translation>
    </message>
    <message>
        <source>Looking through the files…</source>
        <translation>正在查看文件…</translation>
    </message>
    <message>
        <source>Importing %1 of %2…</source>
        <translation>正在导入 %1/%2…</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be imported.</source>
        <translation>
            <numerusform>%n 个文件未能导入。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lesson(s)</source>
        <translation>
            <numerusform>%n 个课时</numerusform>
        </translation>
    </message>
    <message>
        <source>ready in about %1</source>
        <translation>约%1后就绪</translation>
    </message>
    <message>
        <source>A new course from your files</source>
        <translation>用您的文件创建新专栏</translation>
    </message>
    <message>
        <source>Add to “%1”</source>
        <translation>添加到“%1”</translation>
    </message>
    <message>
        <source>There are no videos in what you dropped.</source>
        <translation>拖入的内容里没有视频。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Take the others</source>
        <translation>只加入其余文件</translation>
    </message>
    <message>
        <source>Nothing has happened yet: untick what you don&apos;t want, press F2 to change a title. One undo takes everything back.</source>
        <translation>现在还没有任何改动：取消勾选不要的文件，按 F2 修改标题。导入后撤销一次即可全部还原。</translation>
    </message>
    <message numerus="yes">
        <source>%n become(s) a lesson</source>
        <translation>
            <numerusform>%n 个成为课时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s)</source>
        <translation>
            <numerusform>%n 个重复</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n can&apos;t be used</source>
        <translation>
            <numerusform>%n 个无法使用</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unticked</source>
        <translation>
            <numerusform>%n 个未勾选</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out, with the reason at the end of the list</source>
        <translation>
            <numerusform>%n 个未导入（原因见列表末尾）</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) in all: %1</source>
        <translation>
            <numerusform>共 %n 个文件：%1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>catalog::LessonForm</name>
    <message>
        <source>kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>trial</source>
        <translation>试看</translation>
    </message>
    <message>
        <source>price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课时</translation>
    </message>
    <message numerus="yes">
        <source>%n lesson(s)</source>
        <translation>
            <numerusform>%n 个课时</numerusform>
        </translation>
    </message>
    <message>
        <source>No file yet</source>
        <translation>还没有文件</translation>
    </message>
    <message>
        <source>File %1</source>
        <translation>文件 %1</translation>
    </message>
    <message>
        <source>Replace file…</source>
        <translation>更换文件…</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Preparing %1</source>
        <translation>处理中 %1</translation>
    </message>
    <message>
        <source>Waiting to be prepared</source>
        <translation>等待处理</translation>
    </message>
    <message>
        <source>Could not be prepared</source>
        <translation>处理失败</translation>
    </message>
    <message>
        <source>Ready · %1</source>
        <translation>已就绪 · %1</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>Trial: the beginning is free</source>
        <translation>试看：开头部分免费</translation>
    </message>
    <message>
        <source>Length of the trial</source>
        <translation>试看时长</translation>
    </message>
    <message>
        <source>Price of this lesson alone</source>
        <translation>单独购买价格</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>catalog::LongTextField</name>
    <message>
        <source>Mixed</source>
        <translation>多个值</translation>
    </message>
    <message>
        <source>No more than %L1 characters fit; the rest was left out</source>
        <translation>最多 %L1 个字符，多出的部分没有保留</translation>
    </message>
</context>
<context>
    <name>catalog::NewCategory</name>
    <message>
        <source>New category…</source>
        <translation>新建分类…</translation>
    </message>
    <message>
        <source>Name of the new category</source>
        <translation>新分类的名称</translation>
    </message>
</context>
<context>
    <name>catalog::OutlineActions</name>
    <message>
        <source>Add chapter</source>
        <translation>添加章节</translation>
    </message>
    <message>
        <source>Add lesson</source>
        <translation>添加课时</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>制作副本</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Chapter %1</source>
        <translation>第 %1 章</translation>
    </message>
    <message>
        <source>Lesson %1</source>
        <translation>课时 %1</translation>
    </message>
    <message>
        <source> (copy)</source>
        <translation>（副本）</translation>
    </message>
</context>
<context>
    <name>catalog::OutlineCommand</name>
    <message>
        <source>untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Add chapter</source>
        <translation>添加章节</translation>
    </message>
    <message>
        <source>Add lesson</source>
        <translation>添加课时</translation>
    </message>
    <message numerus="yes">
        <source>Paste %n item(s)</source>
        <translation>
            <numerusform>粘贴 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Duplicate %n item(s)</source>
        <translation>
            <numerusform>制作 %n 项副本</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %n item(s)</source>
        <translation>
            <numerusform>恢复 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n item(s)</source>
        <translation>
            <numerusform>导入 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>恢复%1</translation>
    </message>
    <message>
        <source>Cut %1</source>
        <translation>剪切%1</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>删除%1</translation>
    </message>
    <message numerus="yes">
        <source>Cut %n item(s)</source>
        <translation>
            <numerusform>剪切 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n item(s)</source>
        <translation>
            <numerusform>删除 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Move %1</source>
        <translation>移动%1</translation>
    </message>
    <message numerus="yes">
        <source>Move %n item(s)</source>
        <translation>
            <numerusform>移动 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>重命名%1</translation>
    </message>
    <message>
        <source>Change %1 of %2</source>
        <translation>修改%2的%1</translation>
    </message>
    <message numerus="yes">
        <source>Change %1 of %n item(s)</source>
        <translation>
            <numerusform>修改 %n 项的%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Change %1 of the course</source>
        <translation>修改专栏的%1</translation>
    </message>
</context>
<context>
    <name>catalog::OutlineDelegate</name>
    <message>
        <source>No media yet</source>
        <translation>还没有媒体</translation>
    </message>
    <message>
        <source>Could not be prepared</source>
        <translation>处理失败</translation>
    </message>
    <message>
        <source>Preparing %1</source>
        <translation>处理中 %1</translation>
    </message>
    <message>
        <source>Waiting to be prepared</source>
        <translation>等待处理</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Preparation canceled</source>
        <translation>已取消处理</translation>
    </message>
</context>
<context>
    <name>catalog::OutlineModel</name>
    <message>
        <source>untitled</source>
        <translation>未命名</translation>
    </message>
    <message numerus="yes">
        <source>Chapter %1, %n lesson(s)</source>
        <translation>
            <numerusform>章节 %1，%n 个课时</numerusform>
        </translation>
    </message>
    <message>
        <source>Lesson %1, no media yet</source>
        <translation>课时 %1，还没有媒体</translation>
    </message>
    <message>
        <source>Lesson %1, media is being prepared</source>
        <translation>课时 %1，媒体处理中</translation>
    </message>
    <message>
        <source>Lesson %1, media failed</source>
        <translation>课时 %1，媒体处理失败</translation>
    </message>
    <message>
        <source>Lesson %1</source>
        <translation>课时 %1</translation>
    </message>
    <message>
        <source>Lesson %1, preparation canceled</source>
        <translation>课时 %1，已取消处理</translation>
    </message>
</context>
<context>
    <name>catalog::PriceField</name>
    <message>
        <source>Mixed</source>
        <translation>多个值</translation>
    </message>
    <message>
        <source>An amount like 199 or 49.90, at most %1</source>
        <translation>请输入金额，例如 199 或 49.90，最多 %1</translation>
    </message>
</context>
<context>
    <name>catalog::PublishChecksModel</name>
    <message>
        <source>The chosen cover is at another address, where learners&apos; pages can&apos;t show it.</source>
        <translation>所选封面在别处，学员页面无法显示。</translation>
    </message>
    <message>
        <source>Must be fixed: %1</source>
        <translation>必须修正：%1</translation>
    </message>
    <message>
        <source>Worth a look: %1</source>
        <translation>建议查看：%1</translation>
    </message>
    <message>
        <source>The course has no chapters yet.</source>
        <translation>专栏还没有章节。</translation>
    </message>
    <message>
        <source>This chapter has no lessons.</source>
        <translation>这一章没有课时。</translation>
    </message>
    <message>
        <source>The title is empty.</source>
        <translation>标题为空。</translation>
    </message>
    <message>
        <source>Something beside it has the same title.</source>
        <translation>旁边有相同的标题。</translation>
    </message>
    <message>
        <source>This lesson has nothing to play or read yet.</source>
        <translation>这个课时还没有可播放或可阅读的内容。</translation>
    </message>
    <message>
        <source>The video is still being prepared.</source>
        <translation>视频仍在处理。</translation>
    </message>
    <message>
        <source>The video could not be prepared.</source>
        <translation>视频处理失败。</translation>
    </message>
    <message>
        <source>The video has no length.</source>
        <translation>视频时长为零。</translation>
    </message>
    <message>
        <source>The draft says %1, the file lasts %2; learners will see the file&apos;s.</source>
        <translation>草稿记录为 %1，文件时长为 %2；学员看到的以文件为准。</translation>
    </message>
    <message>
        <source>Not all sizes of the video are there.</source>
        <translation>视频的清晰度不完整。</translation>
    </message>
    <message>
        <source>The price is ¥0.00, but the course is not marked as free.</source>
        <translation>价格为 ¥0.00，但专栏没有设为免费。</translation>
    </message>
    <message>
        <source>The trial of %1 is longer than the lesson (%2).</source>
        <translation>试看 %1 比课时（%2）还长。</translation>
    </message>
    <message>
        <source>A locked chapter waits for one that nobody can complete.</source>
        <translation>锁定的章节前面有一章无法学完。</translation>
    </message>
    <message>
        <source>There is no cover picture.</source>
        <translation>没有封面图。</translation>
    </message>
    <message>
        <source>Nothing has changed since the newest edition.</source>
        <translation>与最新版本相比没有变化。</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>专栏</translation>
    </message>
    <message>
        <source>It is free and has a price; learners won&apos;t be asked to pay.</source>
        <translation>已设为免费，又填了价格；学员不会被收费。</translation>
    </message>
    <message>
        <source>The preparation of the video was canceled.</source>
        <translation>视频的处理已被取消。</translation>
    </message>
    <message>
        <source>With the coupon %1 the course costs nothing.</source>
        <translation>使用优惠券 %1 后，课程就不要钱了。</translation>
    </message>
    <message>
        <source>On a sale at ¥0.00 the course costs nothing.</source>
        <translation>限时优惠价是 ¥0.00，课程就不要钱了。</translation>
    </message>
</context>
<context>
    <name>catalog::PublishSheet</name>
    <message>
        <source>Don&apos;t publish by itself</source>
        <translation>不自动发布</translation>
    </message>
    <message>
        <source>So it could not be published by itself. Choose one to go there.</source>
        <translation>因此没能自动发布。点一项即可前往。</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) are still being prepared</source>
        <translation>
            <numerusform>还有 %n 个视频在处理中</numerusform>
        </translation>
    </message>
    <message>
        <source>It will be published by itself</source>
        <translation>将自动发布</translation>
    </message>
    <message>
        <source>As soon as its videos are ready and nothing else stands in the way. Learners will see the draft as it is at that moment, with what you change until then.</source>
        <translation>视频处理完且没有其他问题时自动发布。学员将看到那一刻的草稿，包括你在此之前的修改。</translation>
    </message>
    <message>
        <source>Publish when ready</source>
        <translation>处理完自动发布</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不发布</translation>
    </message>
    <message>
        <source>Publish edition %1</source>
        <translation>发布第 %1 版</translation>
    </message>
    <message>
        <source>Edition %1 is out</source>
        <translation>第 %1 版已发布</translation>
    </message>
    <message>
        <source>Learners see it from now on. What you change from here is a draft until you publish again.</source>
        <translation>学员现在就能看到。之后的修改是草稿，再次发布才会生效。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Looking it over…</source>
        <translation>正在检查…</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to fix first</source>
        <translation>
            <numerusform>发布前需要修正 %n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose one to go there.</source>
        <translation>点击一项即可前往。</translation>
    </message>
    <message>
        <source>Ready, with remarks</source>
        <translation>可以发布，有几点建议</translation>
    </message>
    <message>
        <source>Ready to publish</source>
        <translation>可以发布</translation>
    </message>
    <message>
        <source>Learners will see the course as it is now. Earlier editions stay on record.</source>
        <translation>学员将看到专栏现在的样子。以前的版本会保留记录。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>These don&apos;t stand in the way. Choose one to go there.</source>
        <translation>这些不影响发布。点击一项即可前往。</translation>
    </message>
    <message>
        <source>Open learner page</source>
        <translation>打开学员页面</translation>
    </message>
    <message>
        <source>Edition %1 is up to date</source>
        <translation>第 %1 版已是最新</translation>
    </message>
    <message>
        <source>Learners see the course as it is now. When you change something, you can publish it from here.</source>
        <translation>学员看到的就是专栏现在的样子。修改之后，可以在这里再次发布。</translation>
    </message>
    <message>
        <source>Not published</source>
        <translation>尚未发布</translation>
    </message>
    <message>
        <source>Publish edition %1 again</source>
        <translation>重新发布第 %1 版</translation>
    </message>
    <message>
        <source>Nothing has changed since edition %1: learners will see it again.</source>
        <translation>第 %1 版之后没有改动：学员将重新看到它。</translation>
    </message>
    <message>
        <source>It can be published by itself as soon as all are ready, with everything as it is in the draft then: what you change until that moment goes out too.</source>
        <translation>处理完后可以自动发布，以那时的草稿为准：在此之前的修改也会一并发布。</translation>
    </message>
</context>
<context>
    <name>catalog::Removals</name>
    <message>
        <source>“%1” is in the trash.</source>
        <translation>“%1”已移到回收站。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>“%1” is back.</source>
        <translation>“%1”已恢复。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>catalog::TextField</name>
    <message>
        <source>Mixed</source>
        <translation>多个值</translation>
    </message>
</context>
<context>
    <name>catalog::TrashDialog</name>
    <message>
        <source>Trash of this course</source>
        <translation>本专栏的回收站</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>里面没有内容。</translation>
    </message>
    <message>
        <source>What you restore comes back to where it was.</source>
        <translation>恢复的内容会回到原来的位置。</translation>
    </message>
    <message>
        <source>Deleted chapters and lessons</source>
        <translation>已删除的章节和课时</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>catalog::UnsavedQuestion</name>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Your last changes to “%1” are not saved.</source>
        <translation>您对“%1”的最近修改没有保存。</translation>
    </message>
    <message>
        <source>The school has not taken them, and they could not be kept on this computer either. %1 %2 If you leave now, they are lost.</source>
        <translation>学校没有收到这些修改，本机也未能保留。%1%2如果现在离开，它们就会丢失。</translation>
    </message>
    <message>
        <source>Leave and lose them</source>
        <translation>离开并放弃修改</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>留在这里</translation>
    </message>
</context>
<context>
    <name>commerce::ChannelCard</name>
    <message>
        <source>Doesn&apos;t work</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>On</source>
        <translation>已开通</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>未开通</translation>
    </message>
    <message>
        <source>Asking the channel…</source>
        <translation>正在询问支付平台…</translation>
    </message>
    <message>
        <source>Checked: the channel takes us.</source>
        <translation>检查通过：支付平台接受这些设置。</translation>
    </message>
    <message>
        <source>Nobody can pay this way.</source>
        <translation>目前没有人能用它付款。</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Certificate until</source>
        <translation>商户证书有效至</translation>
    </message>
    <message>
        <source>Theirs until</source>
        <translation>平台证书有效至</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Check %1</source>
        <translation>检查%1</translation>
    </message>
    <message>
        <source>Settings of %1</source>
        <translation>%1设置</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Turn off %1</source>
        <translation>关闭%1</translation>
    </message>
</context>
<context>
    <name>commerce::ChannelSheet</name>
    <message>
        <source>Settings of %1</source>
        <translation>%1设置</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>They are in the channel&apos;s console. Keys go into this computer&apos;s keychain, and nowhere else.</source>
        <translation>这些内容都在商户平台上。密钥只存入这台电脑的钥匙串。</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件读取…</translation>
    </message>
    <message>
        <source>Kept; empty: it stays</source>
        <translation>已保存；留空则不变</translation>
    </message>
    <message>
        <source>Stands in the certificate</source>
        <translation>证书里已有</translation>
    </message>
</context>
<context>
    <name>commerce::ChannelsPane</name>
    <message>
        <source>The settings of this school&apos;s channels stand in the file that its server was started with (--config); they can be checked here.</source>
        <translation>这所学校的支付设置写在服务器的配置文件（--config）里；这里可以检查。</translation>
    </message>
    <message>
        <source>Saved: %1. “Check” asks the channel whether it works.</source>
        <translation>已保存：%1。点“检查”可以询问支付平台是否可用。</translation>
    </message>
    <message>
        <source>Turned off: %1</source>
        <translation>已关闭：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>commerce::CouponListModel</name>
    <message>
        <source>%1 + %2 held</source>
        <translation>%1 + 占用 %2</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>优惠码</translation>
    </message>
    <message>
        <source>Takes off</source>
        <translation>优惠</translation>
    </message>
    <message>
        <source>For</source>
        <translation>适用范围</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
</context>
<context>
    <name>commerce::CouponSheet</name>
    <message>
        <source>Change a coupon</source>
        <translation>修改优惠券</translation>
    </message>
    <message>
        <source>Many coupons</source>
        <translation>批量优惠券</translation>
    </message>
    <message>
        <source>New coupon</source>
        <translation>新建优惠券</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>An amount</source>
        <translation>固定金额</translation>
    </message>
    <message>
        <source>A percentage</source>
        <translation>百分比</translation>
    </message>
    <message>
        <source>Codes begin with</source>
        <translation>优惠码前缀</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>优惠码</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Takes off</source>
        <translation>优惠</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Percent</source>
        <translation>百分比</translation>
    </message>
    <message>
        <source>At most (¥0.00: no limit)</source>
        <translation>最多减（¥0.00 为不限）</translation>
    </message>
    <message>
        <source>From this price on</source>
        <translation>满多少可用</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Only on the first order</source>
        <translation>仅限首单</translation>
    </message>
    <message>
        <source>Also on top of a sale</source>
        <translation>可与促销叠加</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>First and last day</source>
        <translation>起止日期</translation>
    </message>
    <message>
        <source>Uses by all</source>
        <translation>总使用次数</translation>
    </message>
    <message>
        <source>Uses by one person</source>
        <translation>每人使用次数</translation>
    </message>
    <message>
        <source>For</source>
        <translation>适用范围</translation>
    </message>
    <message>
        <source>Where it is used, this costs nothing: %1</source>
        <translation>使用后以下课程将免费：%1</translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation> 等，另有 %1 门</translation>
    </message>
</context>
<context>
    <name>commerce::CouponsPane</name>
    <message>
        <source>Save the codes</source>
        <translation>保存优惠码</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Disabled: %1</source>
        <translation>已停用：%1</translation>
    </message>
    <message>
        <source>Enabled: %1</source>
        <translation>已启用：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>The codes stay in the list; “Save codes…” writes them to a file.</source>
        <translation>优惠码仍在列表中，可用“保存优惠码…”写入文件。</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存到 %1</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message numerus="yes">
        <source>%n coupon(s)</source>
        <translation>
            <numerusform>%n 张优惠券</numerusform>
        </translation>
    </message>
    <message>
        <source>Search codes</source>
        <translation>搜索优惠码</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>所有状态</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>已用完</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Save codes…</source>
        <translation>保存优惠码…</translation>
    </message>
    <message>
        <source>Many…</source>
        <translation>批量…</translation>
    </message>
    <message>
        <source>New coupon</source>
        <translation>新建优惠券</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>No coupons yet</source>
        <translation>还没有优惠券</translation>
    </message>
    <message>
        <source>A coupon is a code that takes something off. Make one for everybody, or many that are good once each and go out in a file.</source>
        <translation>优惠券是一个可以抵扣的代码。可以做一张大家通用的，也可以批量生成每张只用一次的，并导出为文件。</translation>
    </message>
    <message>
        <source>Many coupons…</source>
        <translation>批量优惠券…</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤销</translation>
    </message>
</context>
<context>
    <name>commerce::EndField</name>
    <message>
        <source>Last day</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>For good</source>
        <translation>长期有效</translation>
    </message>
</context>
<context>
    <name>commerce::EndSheet</name>
    <message>
        <source>Change the end</source>
        <translation>更改有效期</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>A day that is over ends it at once: what is playing stops at the next check. Progress stays.</source>
        <translation>填写已过去的日期会立即终止：正在播放的内容会在下次校验时停止。学习进度保留。</translation>
    </message>
</context>
<context>
    <name>commerce::GrantSheet</name>
    <message>
        <source>Give a right</source>
        <translation>开通权限</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>开通</translation>
    </message>
    <message>
        <source>A course</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>A single lesson</source>
        <translation>单个课时</translation>
    </message>
    <message>
        <source>A membership</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>To %1</source>
        <translation>开通给 %1</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课时</translation>
    </message>
    <message>
        <source>Membership</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>As long as the plan lasts</source>
        <translation>按会员卡期限</translation>
    </message>
    <message>
        <source>For good</source>
        <translation>长期有效</translation>
    </message>
    <message>
        <source>The membership begins now, or goes on from its end.</source>
        <translation>会员从现在开始，已有会员则从到期时接续。</translation>
    </message>
    <message>
        <source>It opens at once. After the last day it ends by itself; progress stays.</source>
        <translation>立即可以学习。过了最后一天自动到期，学习进度保留。</translation>
    </message>
    <message>
        <source>There is nobody with this login name.</source>
        <translation>没有这个登录名。</translation>
    </message>
</context>
<context>
    <name>commerce::ImportLinesModel</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>For good</source>
        <translation>长期有效</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>学员</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>commerce::ImportSheet</name>
    <message>
        <source>Choose a table</source>
        <translation>选择表格</translation>
    </message>
    <message>
        <source>Table (*.csv *.txt *.tsv)</source>
        <translation>表格 (*.csv *.txt *.tsv)</translation>
    </message>
    <message>
        <source>Save an example</source>
        <translation>保存示例</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Rights from a file</source>
        <translation>批量导入权限</translation>
    </message>
    <message>
        <source>Drop a table here</source>
        <translation>把表格拖到这里</translation>
    </message>
    <message>
        <source>CSV with the columns person (login name), course or plan, until (empty: for good) and action (grant, extend, revoke). Nothing is changed before you have seen what would happen.</source>
        <translation>CSV 文件，列名：学员（登录名）、课程或会员、有效期至（留空为长期）、操作（开通、延长、收回）。先预览结果，确认后才会执行。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Save an example…</source>
        <translation>保存示例…</translation>
    </message>
    <message>
        <source>What happens, line by line</source>
        <translation>逐行结果</translation>
    </message>
    <message>
        <source>Only lines that can&apos;t be done</source>
        <translation>只看无法执行的行</translation>
    </message>
    <message>
        <source>Skip them and do the others</source>
        <translation>跳过这些行，执行其余</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>换一个文件…</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Title of a course</source>
        <translation>课程标题</translation>
    </message>
    <message>
        <source>Name of a membership</source>
        <translation>会员名称</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>Looking through the file…</source>
        <translation>正在检查文件…</translation>
    </message>
    <message numerus="yes">
        <source>%n given</source>
        <translation>
            <numerusform>开通 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prolonged</source>
        <translation>
            <numerusform>延长 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taken back</source>
        <translation>
            <numerusform>收回 %n 项</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with nothing to do</source>
        <translation>
            <numerusform>%n 项无需操作</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n that can&apos;t be done</source>
        <translation>
            <numerusform>%n 项无法执行</numerusform>
        </translation>
    </message>
    <message>
        <source>Would happen: %1</source>
        <translation>预计结果：%1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Doing it: all of it, or nothing…</source>
        <translation>正在执行，要么全部完成，要么不做任何更改…</translation>
    </message>
    <message>
        <source>Done: %1 given, %2 prolonged, %3 taken back</source>
        <translation>完成：开通 %1 项，延长 %2 项，收回 %3 项</translation>
    </message>
</context>
<context>
    <name>commerce::ItemPriceForm</name>
    <message>
        <source>The course isn&apos;t published: nothing of it is sold yet.</source>
        <translation>课程尚未发布，暂不出售。</translation>
    </message>
    <message>
        <source>Free until you publish the course again.</source>
        <translation>再次发布课程之前仍为免费。</translation>
    </message>
    <message>
        <source>Not sold by itself until you publish the course again.</source>
        <translation>再次发布课程之后才会单独出售。</translation>
    </message>
    <message>
        <source>Sold at %1 until you publish the course again.</source>
        <translation>再次发布课程之前仍按 %1 出售。</translation>
    </message>
    <message>
        <source>At ¥0.00 everybody gets it for nothing.</source>
        <translation>价格为 ¥0.00，所有人都可免费获得。</translation>
    </message>
    <message>
        <source>A sale at ¥0.00 gives it away, and who takes it then keeps it.</source>
        <translation>促销价 ¥0.00 等于赠送，此时领取的人将一直拥有。</translation>
    </message>
    <message>
        <source>Free for everybody</source>
        <translation>对所有人免费</translation>
    </message>
    <message>
        <source>List price</source>
        <translation>原价</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>促销</translation>
    </message>
    <message>
        <source>How long a purchase is good</source>
        <translation>购买后的有效期</translation>
    </message>
    <message>
        <source>For good</source>
        <translation>永久有效</translation>
    </message>
    <message>
        <source>Until a day</source>
        <translation>到某一天为止</translation>
    </message>
    <message>
        <source>For a number of days</source>
        <translation>购买后若干天</translation>
    </message>
    <message>
        <source>A purchase is good until the end of</source>
        <translation>购买有效至当天结束</translation>
    </message>
    <message>
        <source>Days that a purchase is good</source>
        <translation>购买有效天数</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>It is free and has a price; learners won&apos;t be asked to pay.</source>
        <translation>已设为免费，又填了价格；学员不会被收费。</translation>
    </message>
    <message>
        <source>With these coupons it costs nothing: %1 and more</source>
        <translation>使用这些优惠券后就不要钱了：%1 等</translation>
    </message>
    <message>
        <source>With these coupons it costs nothing: %1</source>
        <translation>使用这些优惠券后就不要钱了：%1</translation>
    </message>
    <message>
        <source>Days begin and end at midnight of the school&apos;s time zone (%1), which is not this computer&apos;s.</source>
        <translation>每天按学校时区（%1）的零点起止，与这台电脑的时区不同。</translation>
    </message>
    <message>
        <source>Days begin and end at midnight.</source>
        <translation>每天从零点起止。</translation>
    </message>
    <message>
        <source>Sales hold at once, without publishing.</source>
        <translation>优惠立即生效，不需要重新发布。</translation>
    </message>
</context>
<context>
    <name>commerce::LearnerListModel</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1，另有 %n 门</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>For good</source>
        <translation>长期有效</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Login name</source>
        <translation>登录名</translation>
    </message>
    <message>
        <source>Courses</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最近学习</translation>
    </message>
</context>
<context>
    <name>commerce::LearnerView</name>
    <message>
        <source>Give back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>收回…</translation>
    </message>
    <message>
        <source>May watch the course: %1</source>
        <translation>可以学习该课程：%1</translation>
    </message>
    <message>
        <source>May not watch the course: %1</source>
        <translation>不能学习该课程：%1</translation>
    </message>
    <message>
        <source>%1 of %2 lessons · %3</source>
        <translation>%1 / %2 课时 · %3</translation>
    </message>
    <message>
        <source>Nothing begun yet.</source>
        <translation>还没有开始学习。</translation>
    </message>
    <message numerus="yes">
        <source>%n older order(s): see Pricing, Orders</source>
        <translation>
            <numerusform>还有 %n 笔更早的订单：见“定价”中的“订单”</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing ordered.</source>
        <translation>没有订单。</translation>
    </message>
    <message>
        <source>Given: %1</source>
        <translation>已开通：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Changed: %1</source>
        <translation>已更改：%1</translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation>已收回：%1</translation>
    </message>
    <message>
        <source>Given back: %1</source>
        <translation>已恢复：%1</translation>
    </message>
    <message>
        <source>All learners</source>
        <translation>全部学员</translation>
    </message>
    <message>
        <source>Give…</source>
        <translation>开通…</translation>
    </message>
    <message>
        <source>Change the end…</source>
        <translation>更改有效期…</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Nothing was bought or given. What is free or can be tried needs no right.</source>
        <translation>没有购买或开通的内容。免费和试看的内容不需要权限。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
</context>
<context>
    <name>commerce::LearnersPage</name>
    <message>
        <source>Learners</source>
        <translation>学员</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Give a right…</source>
        <translation>开通权限…</translation>
    </message>
</context>
<context>
    <name>commerce::LearnersPane</name>
    <message>
        <source>Save the list</source>
        <translation>保存名单</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>All courses</source>
        <translation>全部课程</translation>
    </message>
    <message>
        <source>Given: %1</source>
        <translation>已开通：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Learners</source>
        <translation>学员</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Copy login name</source>
        <translation>复制登录名</translation>
    </message>
    <message>
        <source>Nobody found</source>
        <translation>没有找到学员</translation>
    </message>
    <message numerus="yes">
        <source>%n learner(s)</source>
        <translation>
            <numerusform>%n 名学员</numerusform>
        </translation>
    </message>
    <message>
        <source>Search names</source>
        <translation>搜索姓名或登录名</translation>
    </message>
    <message>
        <source>All rights</source>
        <translation>全部权限</translation>
    </message>
    <message>
        <source>All progress</source>
        <translation>全部进度</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Give…</source>
        <translation>开通…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>No learners yet</source>
        <translation>还没有学员</translation>
    </message>
    <message>
        <source>Whoever buys, joins or learns something appears here. You can also give a course to somebody by hand, or to many with a file.</source>
        <translation>购买、加入或学习过课程的人会出现在这里。也可以手动为某人开通课程，或用文件批量开通。</translation>
    </message>
    <message>
        <source>Give a right</source>
        <translation>开通权限</translation>
    </message>
    <message>
        <source>Import a file…</source>
        <translation>导入文件…</translation>
    </message>
</context>
<context>
    <name>commerce::OrderListModel</name>
    <message>
        <source>%1, %2 back</source>
        <translation>%1，已退 %2</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Paid by</source>
        <translation>支付方式</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>下单</translation>
    </message>
    <message>
        <source>Learner</source>
        <translation>学员</translation>
    </message>
</context>
<context>
    <name>commerce::OrderView</name>
    <message>
        <source>Refuse the refund</source>
        <translation>拒绝退款</translation>
    </message>
    <message>
        <source>The learner reads the reason. The order stays paid.</source>
        <translation>学员会看到理由。订单保持已支付。</translation>
    </message>
    <message>
        <source>Book as paid</source>
        <translation>登记为已支付</translation>
    </message>
    <message>
        <source>For money that came in another way, in cash or by transfer. The learner gets what was ordered, and %1 goes into the ledger.</source>
        <translation>用于现金、转账等其他方式收到的款项。学员将获得所购内容，%1 计入账本。</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>应付</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>已退</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Note, may be empty</source>
        <translation>备注（可不填）</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>所有订单</translation>
    </message>
    <message>
        <source>Book as paid…</source>
        <translation>登记为已支付…</translation>
    </message>
    <message>
        <source>Refuse refund…</source>
        <translation>拒绝退款…</translation>
    </message>
    <message>
        <source>Refund…</source>
        <translation>退款…</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
</context>
<context>
    <name>commerce::OrdersPane</name>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message numerus="yes">
        <source>%n order(s)</source>
        <translation>
            <numerusform>%n 笔订单</numerusform>
        </translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Search order numbers</source>
        <translation>搜索订单号</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>所有订单</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>No orders yet</source>
        <translation>还没有订单</translation>
    </message>
    <message>
        <source>When learners order something, it appears here, with what they paid and what became of it.</source>
        <translation>学员下单后会显示在这里，包括支付金额和后续情况。</translation>
    </message>
</context>
<context>
    <name>commerce::PlanListModel</name>
    <message>
        <source>Withdrawn</source>
        <translation>已下架</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>在售</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>For</source>
        <translation>适用范围</translation>
    </message>
    <message>
        <source>Gives</source>
        <translation>权益</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>commerce::PlanSheet</name>
    <message>
        <source>New membership plan</source>
        <translation>新建会员方案</translation>
    </message>
    <message>
        <source>Change a membership plan</source>
        <translation>修改会员方案</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Members watch for nothing</source>
        <translation>会员免费观看</translation>
    </message>
    <message>
        <source>Members buy for less</source>
        <translation>会员购买打折</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>月数</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>What it gives</source>
        <translation>会员权益</translation>
    </message>
    <message>
        <source>Percent off</source>
        <translation>减百分之几</translation>
    </message>
    <message>
        <source>For</source>
        <translation>适用范围</translation>
    </message>
    <message>
        <source>Who is a member already keeps what was bought.</source>
        <translation>已是会员的人保留所购权益。</translation>
    </message>
    <message>
        <source>At ¥0.00 everybody can become a member for nothing.</source>
        <translation>价格为 ¥0.00，所有人都可免费成为会员。</translation>
    </message>
</context>
<context>
    <name>commerce::PlansPane</name>
    <message>
        <source>Offer again</source>
        <translation>重新上架</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>下架</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Withdrawn: %1. Members stay members.</source>
        <translation>已下架：%1。现有会员不受影响。</translation>
    </message>
    <message>
        <source>Offered again: %1</source>
        <translation>已重新上架：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message numerus="yes">
        <source>%n plan(s)</source>
        <translation>
            <numerusform>%n 个方案</numerusform>
        </translation>
    </message>
    <message>
        <source>Membership plans</source>
        <translation>会员方案</translation>
    </message>
    <message>
        <source>New plan</source>
        <translation>新建方案</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>No memberships yet</source>
        <translation>还没有会员方案</translation>
    </message>
    <message>
        <source>A membership lasts some months. Members watch what it is for without buying it, or buy it for less.</source>
        <translation>会员在若干月内有效，可免费观看范围内的内容，或以更低价格购买。</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已撤销</translation>
    </message>
</context>
<context>
    <name>commerce::PriceEditor</name>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation>已撤回：%1</translation>
    </message>
    <message>
        <source>The whole course</source>
        <translation>整门课程</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>All courses</source>
        <translation>所有课程</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Takes back the last change that was saved, unless somebody has ordered since</source>
        <translation>撤回上一次保存的修改；此后若已有人下单则不能撤回</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃修改</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>What is sold of this course</source>
        <translation>此课程出售的内容</translation>
    </message>
</context>
<context>
    <name>commerce::PriceListModel</name>
    <message>
        <source>%1 until %2</source>
        <translation>%1，至 %2</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%1，自 %2 起</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>%1, next edition</source>
        <translation>%1（下一版起）</translation>
    </message>
    <message>
        <source>Not published</source>
        <translation>未发布</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>List price</source>
        <translation>原价</translation>
    </message>
    <message>
        <source>Sold at</source>
        <translation>现售价</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>促销</translation>
    </message>
    <message>
        <source>%1 • not saved</source>
        <translation>%1 • 未保存</translation>
    </message>
</context>
<context>
    <name>commerce::PricesPane</name>
    <message>
        <source>Prices of my courses</source>
        <translation>我的课程价格</translation>
    </message>
    <message>
        <source>Nothing to sell yet</source>
        <translation>还没有可出售的内容</translation>
    </message>
    <message>
        <source>Courses that you make appear here, and each of them can have a price, sales and lessons that are sold by themselves.</source>
        <translation>您创建的课程会显示在这里，每门课程都可以设置价格、促销，以及单独出售的课时。</translation>
    </message>
</context>
<context>
    <name>commerce::PricingPage</name>
    <message>
        <source>Pricing</source>
        <translation>定价</translation>
    </message>
    <message>
        <source>Coupons</source>
        <translation>优惠券</translation>
    </message>
    <message>
        <source>Memberships</source>
        <translation>会员</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Try a price</source>
        <translation>试算价格</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>What to set</source>
        <translation>设置内容</translation>
    </message>
    <message>
        <source>Ways to pay</source>
        <translation>付款方式</translation>
    </message>
</context>
<context>
    <name>commerce::RefundSheet</name>
    <message>
        <source>Refund</source>
        <translation>退款</translation>
    </message>
    <message>
        <source>%1 · %2 paid</source>
        <translation>%1 · 已付 %2</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>What was bought can&apos;t be watched any more.</source>
        <translation>所购内容将不能再观看。</translation>
    </message>
    <message>
        <source>The membership becomes shorter.</source>
        <translation>会员有效期将缩短。</translation>
    </message>
    <message>
        <source>What was bought stays.</source>
        <translation>所购内容保留。</translation>
    </message>
    <message>
        <source>The coupon can be used again.</source>
        <translation>优惠券将可再次使用。</translation>
    </message>
    <message>
        <source>The order is then: %1.</source>
        <translation>之后订单状态为：%1。</translation>
    </message>
    <message>
        <source>%1 could still be given back later.</source>
        <translation>之后还可再退 %1。</translation>
    </message>
    <message>
        <source>%1 goes back the way it came, and into the ledger as %2.</source>
        <translation>%1 原路退回，并以 %2 记入账本。</translation>
    </message>
</context>
<context>
    <name>commerce::RevokeSheet</name>
    <message>
        <source>Take a right back</source>
        <translation>收回权限</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>Why, for the records (may be empty)</source>
        <translation>原因，留作记录（可不填）</translation>
    </message>
    <message>
        <source>It ends at once: what is playing stops at the next check. Progress stays.</source>
        <translation>立即终止：正在播放的内容会在下次校验时停止。学习进度保留。</translation>
    </message>
    <message>
        <source>The membership becomes shorter by what was given here.</source>
        <translation>会员期限会减去这次开通的时长。</translation>
    </message>
    <message>
        <source>You can give it back later.</source>
        <translation>之后可以恢复。</translation>
    </message>
    <message>
        <source>The money stays with the school; to pay it back, refund the order.</source>
        <translation>款项仍归学校；如需退款，请对订单退款。</translation>
    </message>
</context>
<context>
    <name>commerce::RightListModel</name>
    <message>
        <source>No longer there</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>To what</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>commerce::SalesField</name>
    <message>
        <source>From %1 to %2</source>
        <translation>从 %1 到 %2</translation>
    </message>
    <message>
        <source>Price during the sale</source>
        <translation>促销价</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Spring sale</source>
        <translation>春季特惠</translation>
    </message>
    <message>
        <source>Remove this sale</source>
        <translation>删除此促销</translation>
    </message>
    <message>
        <source>Add a sale</source>
        <translation>添加促销</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
</context>
<context>
    <name>commerce::ScopeField</name>
    <message>
        <source>Number %1</source>
        <translation>编号 %1</translation>
    </message>
    <message>
        <source>Everything that is sold</source>
        <translation>所有出售的内容</translation>
    </message>
    <message>
        <source>Some categories</source>
        <translation>部分分类</translation>
    </message>
    <message>
        <source>Some courses</source>
        <translation>部分课程</translation>
    </message>
    <message>
        <source>For</source>
        <translation>适用范围</translation>
    </message>
    <message>
        <source>Ticked: it is for these</source>
        <translation>勾选的为适用对象</translation>
    </message>
</context>
<context>
    <name>commerce::SheetForm</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Something is missing.</source>
        <translation>有内容没有填写。</translation>
    </message>
</context>
<context>
    <name>commerce::SimulatorPane</name>
    <message>
        <source>Membership: %1</source>
        <translation>会员：%1</translation>
    </message>
    <message>
        <source>The whole course</source>
        <translation>整门课程</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>应付</translation>
    </message>
    <message>
        <source>May watch it already, until %1.</source>
        <translation>已可观看，至 %1。</translation>
    </message>
    <message>
        <source>May watch it already.</source>
        <translation>已可观看。</translation>
    </message>
    <message>
        <source>What will this learner pay?</source>
        <translation>这位学员要付多少？</translation>
    </message>
    <message>
        <source>Search learners</source>
        <translation>搜索学员</translation>
    </message>
    <message>
        <source>Learners</source>
        <translation>学员</translation>
    </message>
    <message>
        <source>For</source>
        <translation>适用范围</translation>
    </message>
    <message>
        <source>The whole course or a lesson</source>
        <translation>整门课程或课时</translation>
    </message>
    <message>
        <source>With the coupon, may be empty</source>
        <translation>使用优惠码（可不填）</translation>
    </message>
    <message>
        <source>Choose a learner and something that is sold. Every rule that changes the price shows here as a line of its own; nothing is bought.</source>
        <translation>请选择学员和出售的内容。每条影响价格的规则都会单独列出；不会真的购买。</translation>
    </message>
</context>
<context>
    <name>desktop::DemoVisit</name>
    <message>
        <source>Making the demo school</source>
        <translation>正在制作演示学校</translation>
    </message>
    <message>
        <source>Videos, courses, learners and their progress are made on this computer. This takes a minute or two.</source>
        <translation>正在本机生成视频、专栏、学员与学习进度，需要一两分钟。</translation>
    </message>
</context>
<context>
    <name>desktop::Desktop</name>
    <message>
        <source>You are looking around the demo school. Its learner page opens with the name “learner” and the password “%1”.</source>
        <translation>您正在浏览演示学校。学员页面可用用户名“learner”和密码“%1”登录。</translation>
    </message>
    <message>
        <source>Back to my school</source>
        <translation>返回我的学校</translation>
    </message>
</context>
<context>
    <name>media::AssetDetails</name>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>%1 fps</source>
        <translation>%1 帧/秒</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原始文件</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>添加时间</translation>
    </message>
    <message>
        <source>Choose a file to see what it is and how it is made ready.</source>
        <translation>选择一个文件，查看其信息与处理方式。</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Delete file</source>
        <translation>删除文件</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Last lines of the log</source>
        <translation>日志末尾</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>media::JobDelegate</name>
    <message>
        <source>%1 Tried again by itself.</source>
        <translation>%1将自动重试。</translation>
    </message>
    <message>
        <source>Starts when the ones before it are done</source>
        <translation>待前面的任务完成后开始</translation>
    </message>
</context>
<context>
    <name>media::MediaPage</name>
    <message>
        <source>Media</source>
        <translation>媒体</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Queue (%1)</source>
        <translation>队列（%1）</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Delete “%1”?</source>
        <translation>删除“%1”？</translation>
    </message>
    <message>
        <source>Its versions are removed from the school. The original on your disk stays where it is.</source>
        <translation>学校中的各版本会被删除，磁盘上的原始文件保留不动。</translation>
    </message>
    <message>
        <source>Delete file</source>
        <translation>删除文件</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>已删除“%1”。</translation>
    </message>
    <message>
        <source>Search files</source>
        <translation>搜索文件</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>No media yet</source>
        <translation>还没有媒体</translation>
    </message>
    <message>
        <source>Videos that you drop onto a course appear here, with everything that is made of them.</source>
        <translation>拖入专栏的视频及由其生成的各版本都会出现在这里。</translation>
    </message>
    <message>
        <source>The queue is empty</source>
        <translation>队列为空</translation>
    </message>
    <message>
        <source>When you import videos, you can watch here how they are made ready for learners.</source>
        <translation>导入视频后，可在此查看其处理进度。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No file has this in its name.</source>
        <translation>没有文件名包含此内容。</translation>
    </message>
</context>
<context>
    <name>media::PlayerControls</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>播放位置</translation>
    </message>
    <message>
        <source>Back 5 seconds</source>
        <translation>后退 5 秒</translation>
    </message>
    <message>
        <source>Forward 5 seconds</source>
        <translation>前进 5 秒</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>上一帧</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>下一帧</translation>
    </message>
    <message>
        <source>This computer has no sound device</source>
        <translation>本机没有音频设备</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>打开声音</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>退出全屏</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
</context>
<context>
    <name>media::PreviewPage</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>播放器</translation>
    </message>
</context>
<context>
    <name>media::VersionList</name>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
</context>
<context>
    <name>service::BackupCard</name>
    <message>
        <source>Choose a backup: the folder that is named by its time</source>
        <translation>选择一个备份：以时间命名的文件夹</translation>
    </message>
    <message>
        <source>Name a new folder for the restored school</source>
        <translation>为恢复的学校命名一个新文件夹</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Every day at</source>
        <translation>每天时间</translation>
    </message>
    <message>
        <source>Backups to keep</source>
        <translation>保留份数</translation>
    </message>
    <message>
        <source>Progress of the backup</source>
        <translation>备份进度</translation>
    </message>
    <message>
        <source>A school is being restored…</source>
        <translation>正在恢复学校…</translation>
    </message>
    <message>
        <source>Not known yet.</source>
        <translation>尚不清楚。</translation>
    </message>
    <message>
        <source>Administrators of the school see to its backups.</source>
        <translation>备份由学校的管理员负责。</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>下一次：%1</translation>
    </message>
    <message>
        <source>Next: %1 (%2 in %3)</source>
        <translation>下一次：%1（%3 时间 %2）</translation>
    </message>
    <message>
        <source>The backup is being canceled…</source>
        <translation>正在取消备份…</translation>
    </message>
    <message>
        <source>A backup is being made…</source>
        <translation>正在备份…</translation>
    </message>
    <message>
        <source>A backup is about to begin…</source>
        <translation>备份即将开始…</translation>
    </message>
    <message>
        <source>The last attempt failed: %1</source>
        <translation>上一次备份失败：%1</translation>
    </message>
    <message>
        <source>This school has no backup yet. A folder on another disk keeps it safest.</source>
        <translation>这个学校还没有备份。放在另一块磁盘上最安全。</translation>
    </message>
    <message>
        <source>Last backup: %1, %2, not verified</source>
        <translation>上次备份：%1，%2，未验证</translation>
    </message>
    <message>
        <source>Last backup: %1, %2, verified</source>
        <translation>上次备份：%1，%2，已验证</translation>
    </message>
    <message>
        <source>The school has been restored into %1. To work in it, choose that folder in the settings.</source>
        <translation>学校已恢复到 %1。要使用它，请在设置中选择该文件夹。</translation>
    </message>
    <message>
        <source>The restore was canceled; nothing is left of it.</source>
        <translation>恢复已取消，没有留下任何内容。</translation>
    </message>
    <message>
        <source>Nothing was restored: %1</source>
        <translation>没有恢复任何内容：%1</translation>
    </message>
    <message>
        <source>Save the keys…</source>
        <translation>保存密钥…</translation>
    </message>
    <message>
        <source>Save the keys of the school</source>
        <translation>保存学校的密钥</translation>
    </message>
    <message>
        <source>What is sealed in the school, such as numbers of payments, can&apos;t be read without its keys. No backup holds them: keep a copy of them in another place.</source>
        <translation>学校里加密保存的内容（例如支付流水号）没有密钥就读不出来。备份里不含密钥：请另存一份，放在别处。</translation>
    </message>
    <message>
        <source>The keys are in %1. Keep that file apart from the backups: whoever has both can read what is sealed.</source>
        <translation>密钥已保存到 %1。请与备份分开存放：同时拿到两者的人就能读出加密的内容。</translation>
    </message>
    <message>
        <source>The keys were not saved: %1</source>
        <translation>密钥没有保存：%1</translation>
    </message>
</context>
<context>
    <name>service::LogView</name>
    <message>
        <source>Filter the log</source>
        <translation>筛选日志</translation>
    </message>
    <message>
        <source>Only failures</source>
        <translation>仅失败</translation>
    </message>
    <message>
        <source>Requests appear here as they are answered.</source>
        <translation>请求得到响应后会显示在这里。</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
</context>
<context>
    <name>service::ServicePage</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Learners on this computer can open the school in their browser.</source>
        <translation>本机上的学员可以用浏览器打开学校。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>This takes a moment.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Open requests are being answered.</source>
        <translation>正在完成未结束的请求。</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>The school on this computer could not be opened.</source>
        <translation>无法打开本机学校。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>You work on a server</source>
        <translation>您正在使用服务器</translation>
    </message>
    <message>
        <source>You work in the school on this computer</source>
        <translation>您正在使用本机学校</translation>
    </message>
    <message>
        <source>%1, signed in as %2</source>
        <translation>%1，用户 %2</translation>
    </message>
    <message>
        <source>Its data is in %1</source>
        <translation>数据位于 %1</translation>
    </message>
    <message>
        <source>in the last 5 minutes</source>
        <translation>最近 5 分钟</translation>
    </message>
    <message numerus="yes">
        <source>%n failure(s)</source>
        <translation>
            <numerusform>%n 次失败</numerusform>
        </translation>
    </message>
    <message>
        <source>half of the answers are faster</source>
        <translation>一半的响应比这更快</translation>
    </message>
    <message>
        <source>one in a hundred is slower</source>
        <translation>百分之一的响应比这更慢</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>可用 %1</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Open learner page</source>
        <translation>打开学员页面</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求数</translation>
    </message>
    <message>
        <source>Usual answer</source>
        <translation>一般响应</translation>
    </message>
    <message>
        <source>Slow answer</source>
        <translation>较慢响应</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Sign in to a server…</source>
        <translation>登录服务器…</translation>
    </message>
    <message>
        <source>Back to this computer</source>
        <translation>返回本机</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>You have been signed out</source>
        <translation>您已被登出</translation>
    </message>
    <message>
        <source>Running, but nothing is stored</source>
        <translation>正在运行，但无法写入</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>没有响应</translation>
    </message>
    <message>
        <source>Learners open the school at this address.</source>
        <translation>学员通过这个地址打开学校。</translation>
    </message>
    <message>
        <source>It is asked again by itself, and the pages follow as soon as it answers.</source>
        <translation>会自动重试；服务器一有响应，页面就会更新。</translation>
    </message>
    <message>
        <source>The school on this computer</source>
        <translation>本机的学校</translation>
    </message>
    <message>
        <source>It is running at %1; it is not the one that you see.</source>
        <translation>它正在 %1 运行，但现在显示的不是它。</translation>
    </message>
    <message>
        <source>It is not running.</source>
        <translation>它没有运行。</translation>
    </message>
    <message>
        <source>Nobody can open the school on this computer until you start it; its pages here show it as it was.</source>
        <translation>在您启动之前，没有人能打开本机学校；这里的页面显示的是停止时的内容。</translation>
    </message>
    <message>
        <source>Another program uses port %1</source>
        <translation>端口 %1 被其他程序占用</translation>
    </message>
    <message>
        <source>That is why the school is at %1 now, and will be there at every start as long as the port is taken. Pages that learners opened at %2 don&apos;t find it; what they could not send waits in their browsers until the school is back there. Close the other program, then go back.</source>
        <translation>因此学校现在位于 %1，只要该端口被占用，每次启动都会在那里。学员在 %2 打开的页面找不到学校；未能发送的内容会留在他们的浏览器里，等学校回到原地址再发送。请先关闭占用端口的程序，再返回原端口。</translation>
    </message>
    <message>
        <source>Back to port %1</source>
        <translation>返回端口 %1</translation>
    </message>
    <message>
        <source>%1 wants you to sign in again. Its pages stay open until then.</source>
        <translation>%1 要求您重新登录。在此之前它的页面保持打开。</translation>
    </message>
    <message>
        <source>Port %1 is still taken; the school is at %2 again.</source>
        <translation>端口 %1 仍被占用，学校又回到了 %2。</translation>
    </message>
</context>
<context>
    <name>settings::NameCard</name>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>You</source>
        <translation>您</translation>
    </message>
    <message>
        <source>Learners read this name as the teacher of your courses.</source>
        <translation>学员看到的专栏老师就是这个名字。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>您的姓名</translation>
    </message>
</context>
<context>
    <name>settings::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Like the system (%1)</source>
        <translation>跟随系统（%1）</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Follows the system&apos;s scaling, which is %1 on this screen.</source>
        <translation>跟随系统缩放，此屏幕为 %1。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Courses, learners, progress and finished videos of the school on this computer. Your original videos stay where they are.</source>
        <translation>本机学校的专栏、学员、进度和已完成的视频。您的原始视频保留在原处。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Coursewright %1</source>
        <translation>Coursewright %1</translation>
    </message>
    <message>
        <source>Coursewright is built on the work of others:</source>
        <translation>Coursewright 建立在以下项目之上：</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
</context>
<context>
    <name>shell::BackgroundGuard</name>
    <message numerus="yes">
        <source>%n video(s) are still being transcoded.</source>
        <translation>
            <numerusform>还有 %n 个视频正在转码。</numerusform>
        </translation>
    </message>
    <message>
        <source>Coursewright can go on without its window. If you stop, the work starts again from the beginning of the video when you next open it.</source>
        <translation>关闭窗口后 Coursewright 可以继续转码。若停止，下次打开时将从该视频开头重新转码。</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>在后台继续</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>停止并退出</translation>
    </message>
    <message>
        <source>Open Coursewright</source>
        <translation>打开 Coursewright</translation>
    </message>
    <message numerus="yes">
        <source>Coursewright: %n video(s) in work, %1 done</source>
        <translation>
            <numerusform>Coursewright：%n 个视频处理中，已完成 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Transcoding is finished</source>
        <translation>转码完成</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) are ready to be published.</source>
        <translation>
            <numerusform>%n 个视频可以发布了。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) could not be prepared.</source>
        <translation>
            <numerusform>%n 个视频未能完成处理。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shell::MainWindow</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>shell::ProgressSheet</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
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
    <name>ui::NotLoaded</name>
    <message>
        <source>Not loaded yet</source>
        <translation>尚未加载</translation>
    </message>
    <message>
        <source>The school didn&apos;t answer. This page fills as soon as it does.</source>
        <translation>学校没有应答。一旦恢复，本页会自动显示内容。</translation>
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
