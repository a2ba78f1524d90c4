import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { defaultSpoolDirectory, openSink } from '../../src/output/open-sink.js';
import { temporaryDirectory } from '../temporary-directory.js';

const BUILT = join(import.meta.dirname, '..', '..', 'dist', 'output', 'open-sink.js');

describe('openSink', () => {
  it('opens a sink of each kind, which is closed again at once', async () => {
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

  it.each([
    ['/dev/stdout', 'stdout'],
    ['/dev/stderr', 'stderr'],
  ] as const)('writes to %s also when it is a socket', async (path, name) => {
    // Node gives its children sockets, as systemd does for the journal.
    const child = spawn(process.execPath, [
      ...['--input-type=module', '-e'],
      `import { openSink } from ${JSON.stringify(BUILT)};
       const options = { kind: 'file', content: 'lines', path: '${path}', header: 'h\\n' };
       const sink = await openSink(options, (message) => { throw new Error(message); });
       sink.write('a\\n');
       await sink.close();`,
    ]);
    const [[status], output] = await Promise.all([once(child, 'close'), text(child[name])]);
    expect([status, output]).toEqual([0, 'h\na\n']);
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
