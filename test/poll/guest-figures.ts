import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { guestStatsOf } from '../../src/model/guest-stats-of.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import type { LabGuest } from '../lab/guest.js';
import { named, Polling } from './polling.js';

/** Polls a guest for what it may know of itself; ends with the test. */
export function watch(guest: LabGuest, accountsFile?: string): Polling {
  // Only a monitor that is held reports every reset.
  const options = { guestStats: true, numa: true, hold: true, discover: false, accountsFile };
  return new Polling({ ...options, guests: named(guest.monitors[0] ?? '') });
}

/** The statistics of the only guest, by group and name. */
export function statsOf({ guests: [guest], host }: Snapshot) {
  const stats = guest && guestStatsOf(guest, host, { hostInfo: true, library: true });
  const groups = (stats?.groups ?? []).map(
    ({ name, stats: figures }) =>
      [name, Object.fromEntries(figures.map((stat) => [stat.name, stat.value]))] as const,
  );
  const find = (wanted: string) => Object.fromEntries(groups)[wanted] ?? expect.fail(`no ${wanted}`);
  return { session: stats?.session, names: groups.map(([name]) => name), find };
}

/** A figure in kB of the one mapping of this size that may be written and not executed: smaps by hand. */
export function readRamByHand(pid: number, bytes: number): { readonly rss: number; readonly pss: number } {
  const blocks = readFileSync(`/proc/${pid}/smaps`, 'utf8').split(/\n(?=[0-9a-f]+-[0-9a-f]+ )/);
  const [ram = '', ...others] = blocks.filter(
    (block) =>
      / rw-[ps] /.test(block.split('\n')[0] ?? '') &&
      new RegExp(`^Size: +${bytes / 1024} kB$`, 'm').test(block),
  );
  expect(others).toEqual([]);
  const figure = (name: string) => Number(new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(ram)?.[1]);
  return { rss: figure('Rss'), pss: figure('Pss') };
}

export function expectBetween(value: unknown, low: number, high: number): void {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
}
