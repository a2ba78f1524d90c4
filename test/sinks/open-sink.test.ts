import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OutputError } from '../../src/sinks/file/atomic-file.js';
import { defaultSpoolDirectory, openSink } from '../../src/sinks/open-sink.js';
import { temporaryDirectory } from '../temporary-directory.js';

describe('openSink', () => {
  it('opens a sink of each kind, which can be closed at once', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'file');
    const net = { host: '127.0.0.1', port: 9, header: '' };
    const all = [
      await openSink({ kind: 'stdout', header: '', stream: new PassThrough() }, () => undefined),
      await openSink({ kind: 'file', content: 'lines', path, header: '' }, () => undefined),
      await openSink({ kind: 'file', content: 'document', path }, () => undefined),
      await openSink({ kind: 'tcp', ...net, spool: { directory } }, () => undefined),
      await openSink({ kind: 'udp', ...net }, () => undefined),
    ];
    for (const sink of all) {
      sink.reopen();
      await sink.close();
      expect([sink.droppedBytes, sink.droppedTexts, sink.spooledBytes]).toEqual([0, 0, 0]);
    }
  });
});

describe('openSink, of a path that cannot be a file', () => {
  it.each([
    ['lines', 'no/file', 'its directory does not exist: make it, or name another file'],
    ['lines', 'file/below', 'a part of its path is not a directory'],
    ['lines', '.', 'it is a directory: name a file'],
    ['document', '.', 'it is a directory: name a file'],
    ['document', 'socket', 'it is not a regular file: name one'],
  ] as const)('refuses, for %s, %s', async (content, name, why) => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'file'), '');
    const server = createServer().listen(join(directory, 'socket'));
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const path = join(directory, name);
    const opening = openSink({ kind: 'file', content, path, header: '' }, () => undefined);
    await expect(opening).rejects.toThrow(new OutputError(path, why));
  });
});

describe('defaultSpoolDirectory', () => {
  it.each([
    [{ STATE_DIRECTORY: '/var/lib/a:/var/lib/b' }, true, '/var/lib/a/spool'],
    [{ XDG_STATE_HOME: '/x' }, true, '/var/lib/qgauge/spool'],
    [{ XDG_STATE_HOME: '/x', HOME: '/home/u' }, false, '/x/qgauge/spool'],
    [{ XDG_STATE_HOME: 'x', HOME: '/home/u' }, false, '/home/u/.local/state/qgauge/spool'],
  ])('of %j, root: %s', (env, isRoot, directory) => {
    expect(defaultSpoolDirectory(env, isRoot)).toBe(directory);
  });
});
