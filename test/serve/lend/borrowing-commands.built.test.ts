import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MockQemu } from '../../../mock-qemu/mock-qemu.js';
import { parseAddress } from '../../../src/protocol/transport/address.js';
import { mock } from '../../poll/polling.js';
import { runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { THIS_CLIENT } from '../../this-client.js';
import { hasAnswered, isLent, LendingDaemon } from './lending-daemon.js';

const KNOWS_PIDS = THIS_CLIENT !== 'another client';

/** A daemon that holds the monitor of a mock. */
async function holding(qemu: MockQemu): Promise<LendingDaemon> {
  const guests = [{ address: parseAddress(qemu.address), name: 'web', hold: true }];
  const daemon = await LendingDaemon.start({ interval: 0.2, guests });
  await daemon.until('web', hasAnswered);
  return daemon;
}

const newMock = () => mock({ name: 'web', version: '7.2', guest: { memory: 'steady' } });

describe('a command that finds its monitor held by the daemon', () => {
  it.each([
    ['qmp', (at: string) => ['qmp', at, 'query-status', '--control'], /"status": "running"/],
    ['qom', (at: string) => ['qom', at, 'ls', '/machine'], /^peripheral/m],
    ['balloon poll', (at: string) => ['balloon', 'poll', at, '7s'], /asked every 7 s/],
    ['balloon set', (at: string) => ['balloon', 'set', at, '100G', '--control'], /./],
    ['balloon watch', (at: string) => ['balloon', 'watch', at, '-n', '1', '--csv'], /actual/],
  ])('borrows it: %s', async (name, argsOf, shown) => {
    const qemu = await newMock();
    const daemon = await holding(qemu);
    const { status, stdout, stderr } = await daemon.run(...argsOf(qemu.address));
    // The machine is smaller than that: the command has read its size.
    if (name === 'balloon set') expect(stderr).toContain('is more than the');
    else expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(name === 'balloon set' ? stderr : stdout).toMatch(shown);
    await daemon.until('web', hasAnswered);
  });

  it('borrows it once for a whole recording, and gives it back', async () => {
    const qemu = await newMock();
    const daemon = await holding(qemu);
    const file = join(await temporaryDirectory(), 't.jsonl');
    const args = ['record', qemu.address, '-o', file, '--for', '500ms', '--redact'];
    expect(await daemon.run(...args)).toMatchObject({ status: 0, stderr: '' });
    await daemon.until('web', hasAnswered);
  });

  it('is told who has it already', async () => {
    const qemu = await newMock();
    const daemon = await holding(qemu);
    const shell = daemon.start('qmp', qemu.address);
    await daemon.until('web', isLent);
    const { status, stderr } = await daemon.run('qmp', qemu.address, 'query-status');
    expect(status).toBe(1);
    expect(stderr).toMatch(
      KNOWS_PIDS
        ? new RegExp(`; it was not lent: web is lent to pid ${shell.pid} \\(node main\\.js\\): try again`)
        : /; it was not lent: web is lent to/,
    );
    shell.stdin?.end();
    await once(shell, 'close');
    await daemon.until('web', hasAnswered);
  });

  it('gives it back by being killed, and the next sweep asks the guest', async () => {
    const qemu = await newMock();
    const daemon = await holding(qemu);
    const shell = daemon.start('qmp', qemu.address);
    const { problem, lastGoodSeconds } = await daemon.until('web', isLent);
    expect(lastGoodSeconds).toBeGreaterThan(0);
    await daemon.until('web', isLent);
    const before = qemu.calls.length;
    for (let sweep = 0; sweep < 3; sweep++) expect((await daemon.next()).guests.map(isLent)).toEqual([true]);
    expect(qemu.calls.length).toBe(before);
    if (KNOWS_PIDS) expect(problem?.message).toBe(`${qemu.address}: lent to pid ${shell.pid} (node main.js)`);
    const gone = once(shell, 'close');
    shell.kill('SIGKILL');
    await gone;
    await daemon.until('web', hasAnswered);
  });

  it('says what it would say without a daemon where there is none, or not for this guest', async () => {
    const [qemu, other] = [await newMock(), await newMock()];
    const daemon = await holding(qemu);
    const lonely = await temporaryDirectory();
    const through = ['env', `QGAUGE_RUNTIME_DIRECTORY=${lonely}`];
    const { status, stderr } = await runQgauge(['qmp', qemu.address, 'query-status'], { through });
    expect(status).toBe(1);
    const holder = KNOWS_PIDS ? `pid ${daemon.pid} (node lend-child.js)` : 'another client';
    expect(stderr).toBe(
      `qgauge: ${qemu.address}: ${holder} holds the monitor: add a second -qmp socket for qgauge\n`,
    );
    await holding(other);
    const { stderr: unknown } = await daemon.run('qmp', other.address, 'query-status');
    expect(unknown).toMatch(/ holds the monitor: add a second -qmp socket for qgauge\n$/);
    await rm(lonely, { recursive: true });
  });
});
