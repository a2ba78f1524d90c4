import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSweeps } from '../../../src/cli/top/open-sweeps.js';
import { temporaryDirectory } from '../../temporary-directory.js';

/** What is said of sweeps from an address, before any is asked for. */
function saidOf(from: string, more: { readonly tokenFile?: string } = {}): readonly string[] {
  const said: string[] = [];
  const context = { signal: new AbortController().signal, warn: (line: string) => void said.push(line) };
  openSweeps([], { socket: [], mouse: true, from: new URL(from), ...more }, undefined, context);
  return said;
}

describe('the sweeps of a daemon elsewhere', () => {
  const why =
    'the token or password can be read on its way: use https://, or a tunnel that begins on this host (ssh -L)';

  it('are asked for with a warning where others can read the password', () => {
    expect(saidOf('http://me:secret@kvm7:10177')).toEqual([`--from http://kvm7:10177: ${why}`]);
  });

  it('are asked for with a warning where others can read the token', async () => {
    const tokenFile = join(await temporaryDirectory(), 'token');
    writeFileSync(tokenFile, '# for kvm7\n0123456789abcdef\n');
    expect(saidOf('http://10.0.0.7:10177', { tokenFile })).toEqual([`--from http://10.0.0.7:10177: ${why}`]);
  });

  it.each([
    'http://kvm7:10177',
    'https://me:secret@kvm7:10177',
    'http://me:secret@localhost:1',
    'http://me:secret@127.0.0.2:1',
    'http://me:secret@[::1]:1',
  ])('are asked for without one at %s', (from) => {
    expect(saidOf(from)).toEqual([]);
  });

  it('come at its own interval', () => {
    const context = { signal: new AbortController().signal, warn: () => undefined };
    const options = { socket: [], mouse: true, from: new URL('http://kvm7:10177') };
    const sweeps = openSweeps([], options, undefined, context);
    expect(sweeps.changePace('faster')).toBe("the daemon's own interval counts: it measures for everybody");
    expect(sweeps.chosenSeconds()).toBeUndefined();
  });
});
