import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { VERBS } from '../../../src/cli/dom/verbs.js';
import { createRawImage } from '../../lab/disks.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import type { Lab } from '../../lab/packages.js';
import { runQgauge } from '../../run-qgauge.js';

const ARGUMENTS: { readonly [word: string]: string } = {
  '<disk>': 'disk0',
  '<interface>': 'net0',
  '<user>': 'root',
};
/** What a verb needs besides. */
const EXTRA: { readonly [verb: string]: readonly string[] } = {
  blockjob: ['--info'],
  domblkinfo: ['--all'],
  event: ['--all', '--timeout', '500ms'],
};
/** What these guests cannot tell, and say so in one sentence. */
const UNTOLD: { readonly [verb: string]: RegExp } = {
  domdisplay: /its screen is not served/,
  domifstat: /user/,
  domiftune: /user/,
  domuuid: /without -uuid/,
  'domif-getlink': /user|interface/,
  'get-user-sshkeys': /agent|ssh/i,
};

/** Boots a guest, has every verb read it, for people and for programs, and expects to find it as it was. */
export async function readByEveryVerb(lab: Lab, machine: 'q35' | 'microvm'): Promise<void> {
  const images = mkdtempSync(join(tmpdir(), 'qlab-images-'));
  onTestFinished(() => rmSync(images, { recursive: true, force: true }));
  await using guest = await bootGuest(lab, {
    ...{ name: 'verbs', machine, agent: true, cpus: 2 },
    disks: [createRawImage(images, 'disk0', 16)],
    nics: [{ kind: 'user' }],
  });
  const before = await lookAt(guest);
  for (const { name, words = [], controls } of VERBS) {
    // What only changes a guest is for the tests of those verbs.
    if (controls === true) continue;
    const given = words.flatMap((word) => ARGUMENTS[word] ?? []);
    const asked = ['dom', name, guest.monitors[0] ?? '', ...given, '--timeout', '60'];
    const typed = [...asked, ...(EXTRA[name] ?? [])];
    for (const form of [[], ['--json']]) {
      const run = await runQgauge([...typed, ...form]);
      const said = `${name} ${form.join()}: ${run.stderr}${run.stdout}`;
      expect(run.stderr, said).not.toMatch(/internal error|the connection was closed/);
      if (run.status !== 0) {
        expect(run.stderr, said).toMatch(UNTOLD[name] ?? /^$/);
        expect(run.stderr.trimEnd().split('\n'), said).toHaveLength(1);
      } else if (form.length > 0 && name !== 'event') {
        expect(() => JSON.parse(run.stdout), said).not.toThrow();
      }
    }
  }
  expect(await lookAt(guest)).toEqual(before);
  // It still answers, and runs.
  expect(await guest.run('cat /proc/loadavg')).toMatchObject({ status: 0 });
}

/** What nothing that reads may change. */
async function lookAt(guest: LabGuest): Promise<unknown> {
  const interval = { path: '/machine/peripheral/balloon0', property: 'guest-stats-polling-interval' };
  return {
    status: await guest.control('query-status'),
    jobs: await guest.control('query-jobs'),
    dirtyRate: await guest.control('query-dirty-rate'),
    interval: await guest.control('qom-get', interval),
    devices: await guest.control('qom-list', { path: '/machine/peripheral' }),
    pid: guest.pid,
  };
}
