#include "backend/transcode/tools.h"

#include "backend/transcode/childprocess.h"

#include <QCoreApplication>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace transcode {

namespace {

QString find(const QString &name)
{
    if (QCoreApplication::instance()) {
        const QString beside = QStandardPaths::findExecutable(name, {QCoreApplication::applicationDirPath()});
        if (!beside.isEmpty())
            return beside;
    }
    return QStandardPaths::findExecutable(name);
}

Result<QByteArray> ask(const QString &program, const QString &question)
{
    ChildOptions options;
    options.program = program;
    options.arguments = {u"-hide_banner"_s, question};
    options.timeout = 20'000;
    auto outcome = runChild(options);
    if (!outcome)
        return outcome.error();
    return outcome->output;
}

/// FFmpeg's tables have flags first, then the name as a word of its own.
bool lists(const QByteArray &table, const QByteArray &name)
{
    return table.contains(' ' + name + ' ');
}

}  // namespace

Result<Tools> findTools()
{
    Tools tools;
    tools.ffmpeg = find(u"ffmpeg"_s);
    tools.ffprobe = find(u"ffprobe"_s);
    if (tools.ffmpeg.isEmpty() || tools.ffprobe.isEmpty()) {
        return Error{ErrorCode::Unavailable,
                     u"ffmpeg_missing"_s,
                     u"FFmpeg is not installed: ffmpeg and ffprobe must be in the search path"_s,
                     {}};
    }
    const auto version = ask(tools.ffmpeg, u"-version"_s);
    const auto encoders = ask(tools.ffmpeg, u"-encoders"_s);
    const auto filters = ask(tools.ffmpeg, u"-filters"_s);
    for (const auto *answer : {&version, &encoders, &filters}) {
        if (!*answer)
            return answer->error();
    }
    tools.version = QString::fromUtf8(*version).section(u' ', 2, 2);
    if (!lists(*encoders, "libx264") || !lists(*encoders, "aac")) {
        return Error{ErrorCode::Unavailable,
                     u"encoder_missing"_s,
                     u"This FFmpeg was built without the H.264 or AAC encoder"_s,
                     {}};
    }
    tools.toneMaps = lists(*filters, "zscale") && lists(*filters, "tonemap");
    return tools;
}

Result<Tools> Toolbox::tools()
{
    const std::lock_guard lock(m_mutex);
    if (m_found)
        return *m_found;
    auto found = findTools();
    if (found)
        m_found = *found;
    return found;
}

}  // namespace transcode
