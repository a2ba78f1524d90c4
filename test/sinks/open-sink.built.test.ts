import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

const BUILT = join(import.meta.dirname, '..', '..', 'dist', 'sinks', 'open-sink.js');

describe('openSink', () => {
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
