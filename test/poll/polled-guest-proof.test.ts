import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseCommandLine } from '../../src/discover/command-line.js';
import { SocketTableCache } from '../../src/discover/socket-table-cache.js';
import type { MonitorSocket, Target } from '../../src/discover/target.js';
import { AccountBook } from '../../src/poll/account/account-book.js';
import type { PollOptions } from '../../src/poll/poll-options.js';
import { settingsOf } from '../../src/poll/poll-settings.js';
import { PolledGuest } from '../../src/poll/polled-guest.js';
import { HostTracker } from '../../src/poll/sample/host-tracker.js';
import { SelfMeter } from '../../src/poll/self-meter.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { addToTree } from '../linux/captured-tree.js';
import { processFiles, START_TICKS, taskFiles } from '../linux/task-files.js';
import { mock } from './polling.js';
import { ProcessTree } from './process-tree.js';

/** The inode of a socket that no longer exists: another one has its path. */
const GONE_INODE = 1;
const PID = 4711;
const VCPU = 4713;

function guestOf(target: Target, procRoot: string, options: PollOptions = {}) {
  const settings = settingsOf({ ...options, procRoot });
  const tables = new SocketTableCache(procRoot);
  const context = {
    ...{ settings, tables },
    meter: new SelfMeter(),
    accounts: new AccountBook(undefined, ''),
    tapLimits: { read: async () => undefined, get: () => undefined },
  };
  const host = new HostTracker(settings);
  const linux = target.process && host.track(target.process);
  const session = (reason: string) => ({ id: 1, beganAtSeconds: 0, reason });
  const guest = new PolledGuest(target, undefined, linux, context, session);
  onTestFinished(async () => {
    await guest.close();
    host.close();
  });
  return { guest, tables };
}

/** A discovered guest, whose QEMU has no vCPU yet. */
async function startingGuest(...monitors: readonly MonitorSocket[]) {
  const tree = await ProcessTree.create();
  await addToTree(tree.root, processFiles(PID));
  const process = {
    ...{ pid: PID, startTicks: START_TICKS, netNamespace: undefined },
    ...{ commandLine: parseCommandLine([]), hasQemuName: true },
  };
  const target = { process, isNamed: false, monitors, agent: undefined, whyNoMonitor: '' };
  return { tree, ...guestOf(target, tree.root) };
}

const { signal } = new AbortController();

it.each([
  ['releases', false],
  ['holds', true],
])('drops the answer of another QEMU at the path, on a connection that it %s', async (_, hold) => {
  const { path = '' } = await mock();
  const monitor = { address: parseAddress(path), listening: { inode: GONE_INODE, path } };
  const { guest, tables } = guestOf(
    { process: undefined, isNamed: true, monitors: [monitor], agent: undefined, whyNoMonitor: '' },
    '/proc',
    { hold },
  );
  await guest.ask(signal);
  expect(guest.result.qemu?.runState).toBe('running');
  guest.verify(tables.refresh());
  expect(guest.result).toMatchObject({ qemu: undefined, problem: { kind: 'foreign' } });
});

const unproven = (address: string): MonitorSocket => ({
  address: parseAddress(address),
  listening: undefined,
});

it('takes the answer of a QEMU that has got its vCPUs since its threads were read', async () => {
  const { address } = await mock({ vcpus: [VCPU] });
  const { guest, tree } = await startingGuest(unproven(address));
  guest.beginSweep();
  await addToTree(tree.root, taskFiles(PID, { tid: VCPU }));
  await guest.ask(signal);
  expect(guest.result).toMatchObject({ qemu: { runState: 'running' }, problem: undefined });
  expect(guest.process?.threads.map(({ id }) => id)).toEqual([PID, VCPU]);
});

it.each([
  ['its vCPUs are those of another process', VCPU + 1, {}],
  [
    'another process has got the pid',
    VCPU,
    { [`${PID}/stat`]: `${PID} (qemu) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 ${START_TICKS + 1} 0 0` },
  ],
])('drops the answer when %s', async (_, thread, since) => {
  const { address } = await mock({ vcpus: [VCPU] });
  const { guest, tree } = await startingGuest(unproven(address));
  guest.beginSweep();
  await addToTree(tree.root, taskFiles(PID, { tid: thread }));
  const asked = guest.ask(signal);
  // It has been probed, and not been heard yet.
  for (const [file, text] of Object.entries(since)) writeFileSync(join(tree.root, file), text);
  await asked;
  expect(guest.result).toMatchObject({ qemu: undefined, problem: { kind: 'foreign' } });
});

it('asks the same socket again after a doubt, and has the vCPUs dispel it', async () => {
  const { path = '' } = await mock({ vcpus: [VCPU] });
  const [own, other] = [21, 22];
  const first = { address: parseAddress(path), listening: { inode: own, path } };
  const { guest, tables, tree } = await startingGuest(first, unproven('unix:/nonexistent'));
  await addToTree(tree.root, taskFiles(PID, { tid: VCPU }));
  await tree.listen([own, path]);
  guest.beginSweep();
  await guest.ask(signal);
  await tree.listen([own, path], [other, path]);
  guest.verify(tables.refresh());
  expect(guest.result).toMatchObject({ qemu: undefined, problem: { kind: 'foreign' } });
  guest.beginSweep();
  await guest.ask(signal);
  guest.verify(tables.refresh());
  expect(guest.result).toMatchObject({ qemu: { runState: 'running' }, problem: undefined });
});
