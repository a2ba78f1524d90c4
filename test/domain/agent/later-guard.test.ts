import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { guardArgument, hasLaterGuard } from '../../../src/domain/agent/later-guard.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const GUARD = ['/usr/bin/node', '/opt/freeze-guard-main.js'];
const WEB = guardArgument({ pid: 7, startTicks: 70 });

/** Processes of this host: pid, start time, state, arguments. */
async function procOf(
  ...processes: readonly (readonly [
    pid: number,
    startTicks: number,
    state: string,
    args: readonly string[],
  ])[]
): Promise<string> {
  const root = await temporaryDirectory();
  for (const [pid, startTicks, state, args] of processes) {
    const directory = join(root, String(pid));
    await mkdir(directory);
    await writeFile(join(directory, 'cmdline'), args.map((word) => `${word}\0`).join(''));
    const stat = `${pid} (node) ${state} ${'0 '.repeat(18)}${startTicks} ${'0 '.repeat(30)}`;
    await writeFile(join(directory, 'stat'), `${stat.trimEnd()}\n`);
  }
  return root;
}

const OWN = [100, 500, 'S', [...GUARD, WEB]] as const;

it('finds the guard of a later freeze of the same guest, by another Node.js too', async () => {
  const proc = await procOf(OWN, [90, 501, 'S', ['node', GUARD[1] ?? '', WEB]]);
  expect(hasLaterGuard(proc, 100)).toBe(true);
  expect(hasLaterGuard(proc, 90)).toBe(false);
});

it.each([
  ['that began before', [200, 499, 'S', [...GUARD, WEB]]],
  ['of another guest', [200, 501, 'S', [...GUARD, '8-70']]],
  ['that has ended', [200, 501, 'Z', []]],
  ['that is another program', [200, 501, 'S', ['/usr/bin/node', 'x.js', WEB]]],
] as const)('takes no process for one %s', async (_, other) => {
  expect(hasLaterGuard(await procOf(OWN, other), 100)).toBe(false);
});
