// Real MP4s (H.264/AAC, fast start), made with ffmpeg once per length and kept in the temporary folder: small ones, and a
// long one that no browser reads ahead to its end.

import { execFileSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const sound = (seconds) => ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`];
const CODECS = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '48k'];

function make(name, input) {
    const file = path.join(tmpdir(), `coursewright-learner-${name}.mp4`);
    if (existsSync(file)) return file;
    const draft = `${file}.${process.pid}.mp4`;
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', ...input, '-movflags', '+faststart', draft]);
    renameSync(draft, file);
    return file;
}

export const makeVideo = (seconds = 70) =>
    make(`${seconds}s-v1`, [`testsrc=size=320x180:rate=10:duration=${seconds}`, ...sound(seconds), ...CODECS]);

// Two minutes of noise, 12 MB.
export const makeLongVideo = () =>
    make('long-v1', [
        'color=gray:size=640x360:rate=5:duration=120,noise=alls=60:allf=t',
        ...sound(120),
        ...CODECS,
        ...['-b:v', '760k', '-maxrate', '780k', '-bufsize', '780k'],
    ]);
