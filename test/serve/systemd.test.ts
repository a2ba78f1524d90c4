import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notifySystemd, takeInheritedSockets } from '../../src/serve/systemd.js';
import { temporaryDirectory } from '../temporary-directory.js';

describe('sockets from systemd', () => {
  it('are those after standard error, with their names, and are taken once', () => {
    const env = { LISTEN_PID: '42', LISTEN_FDS: '3', LISTEN_FDNAMES: 'api:tcp', HOME: '/root' };
    expect(takeInheritedSockets(env, 42)).toEqual([
      { descriptor: 3, name: 'api' },
      { descriptor: 4, name: 'tcp' },
      { descriptor: 5, name: 'unknown' },
    ]);
    expect(env).toEqual({ HOME: '/root' });
    expect(takeInheritedSockets(env, 42)).toEqual([]);
  });

  it.each([
    { LISTEN_PID: '41', LISTEN_FDS: '1' },
    { LISTEN_FDS: '1' },
    { LISTEN_PID: '42' },
    { LISTEN_PID: '42', LISTEN_FDS: '-1' },
    { LISTEN_PID: '42', LISTEN_FDS: 'x' },
    {},
  ])('are none with %j', (env) => {
    expect(takeInheritedSockets({ ...env }, 42)).toEqual([]);
  });
});

/** A systemd-notify that writes down its arguments. */
async function fakeNotify(script: string) {
  const directory = await temporaryDirectory();
  const program = join(directory, 'systemd-notify');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  const env = {
    PATH: `${directory}:/usr/bin:/bin`,
    NOTIFY_SOCKET: '/run/systemd/notify',
    LOG: join(directory, 'log'),
  };
  return { env, log: () => readFileSync(env.LOG, 'utf8') };
}

describe('systemd', () => {
  it('is told what the daemon does', async () => {
    const warnings: string[] = [];
    const { env, log } = await fakeNotify('printf "%s|" "$@" >>"$LOG"; echo >>"$LOG"');
    const warn = (line: string) => warnings.push(line);
    await notifySystemd('ready', { env, warn, status: 'measures\n3 guests' });
    await notifySystemd('reloading', { env, warn });
    await notifySystemd('stopping', { env, warn });
    expect(log().replace(/USEC=\d+/, 'USEC=…')).toBe(
      `READY=1|MAINPID=${process.pid}|STATUS=measures 3 guests|\nRELOADING=1|MONOTONIC_USEC=…|\nSTOPPING=1|\n`,
    );
    expect(warnings).toEqual([]);
  });

  it('is told nothing where it has not asked', async () => {
    await notifySystemd('ready', { env: { PATH: '/nowhere' }, warn: (line) => expect.unreachable(line) });
  });

  it('that cannot be told is worth a line, and no more', async () => {
    const warnings: string[] = [];
    const env = { PATH: '/nowhere', NOTIFY_SOCKET: '/run/systemd/notify' };
    await notifySystemd('ready', { env, warn: (line) => warnings.push(line) });
    expect(warnings).toEqual(['systemd was not told that qgauge is ready: spawn systemd-notify ENOENT']);
  });
});
