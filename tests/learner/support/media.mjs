// A small real MP4 (H.264/AAC, fast start), made with ffmpeg once per length and kept in the temporary folder.

import { execFileSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export function makeVideo(seconds = 70) {
    const file = path.join(tmpdir(), `coursewright-learner-${seconds}s-v1.mp4`);
    if (existsSync(file)) return file;
    const draft = `${file}.${process.pid}.mp4`;
    execFileSync('ffmpeg', [
        '-v',
        'error',
        '-y',
        '-f',
        'lavfi',
        '-i',
        `testsrc=size=320x180:rate=10:duration=${seconds}`,
        '-f',
        'lavfi',
        '-i',
        `sine=frequency=440:duration=${seconds}`,
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-g',
        '10',
        '-pix_fmt',
        'yuv420p',
        '-c:a',
        'aac',
        '-b:a',
        '48k',
        '-movflags',
        '+faststart',
        draft,
    ]);
    renameSync(draft, file);
    return file;
}
