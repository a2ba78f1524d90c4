import { readlinkSync, statSync } from 'node:fs';
import { expect } from 'vitest';
import type { GuestSnapshot } from '../../src/model/snapshot.js';
import { takeSnapshot } from '../../src/poll/take-snapshot.js';

/** The discovered guest of one process, among all that other tests have started. */
export async function discovered(pid: number): Promise<GuestSnapshot | undefined> {
  const { guests } = await takeSnapshot();
  return guests.find((guest) => guest.pid === pid);
}

/** A paused guest of this name that has answered. */
export const answering = (name: string) => ({
  name,
  problem: undefined,
  qemu: expect.objectContaining({ runState: 'prelaunch' }),
  linux: expect.objectContaining({ rssBytes: expect.any(Number) }),
});

/** The address at which a QEMU's socket is found: in other mounts, a file that is not at its path here leads through its root. */
export function addressOf(pid: number, path: string): string {
  const there = `/proc/${pid}/root${path}`;
  return sharesMounts(pid) || isSameFile(path, there) ? `unix:${path}` : `unix:${there}`;
}

function sharesMounts(pid: number): boolean {
  const mounts = (process: number | 'self') => readlinkSync(`/proc/${process}/ns/mnt`);
  return mounts(pid) === mounts('self');
}

function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}
