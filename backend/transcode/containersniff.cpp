#include "backend/transcode/containersniff.h"

using namespace Qt::StringLiterals;

namespace transcode {

namespace {

/// Packets of 188 bytes that start with 0x47, with 4 bytes of time before each in the camera's form (AVCHD).
bool isTransportStream(const QByteArray &head, qsizetype offset, qsizetype packet)
{
    return head.size() > offset + packet && head.at(offset) == 0x47 && head.at(offset + packet) == 0x47;
}

}  // namespace

QString sniffContainer(const QByteArray &head)
{
    // "wide", "mdat" and the like: QuickTime files of cameras and old programs have no ftyp.
    static const QByteArrayList boxes{"ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"};
    if (boxes.contains(head.mid(4, 4)))
        return u"mp4"_s;
    if (head.startsWith("\x1A\x45\xDF\xA3"))
        return u"matroska"_s;
    if (head.startsWith("RIFF") && head.mid(8, 4) == "AVI ")
        return u"avi"_s;
    if (head.startsWith("FLV\x01"))
        return u"flv"_s;
    if (isTransportStream(head, 0, 188) || isTransportStream(head, 4, 192))
        return u"mpegts"_s;
    if (head.startsWith(QByteArray("\x00\x00\x01\xBA", 4)) || head.startsWith(QByteArray("\x00\x00\x01\xB3", 4)))
        return u"mpegps"_s;
    if (head.startsWith("\x30\x26\xB2\x75\x8E\x66\xCF\x11"))
        return u"asf"_s;
    if (head.startsWith("OggS"))
        return u"ogg"_s;
    if (head.startsWith(QByteArray("\x06\x0E\x2B\x34", 4)))
        return u"mxf"_s;
    return {};
}

}  // namespace transcode
