import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startReplay } from '../../../mock-qemu/index.js';
import { readTranscript } from '../../../src/transcript/read-transcript.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { collectRecord, MAIN, onlyVm, runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';

describeLab('qgauge record beside a real guest', (lab) => {
  let guest: LabGuest;

  beforeAll(async () => {
    guest = await bootGuest(lab, { name: 'recorded', nics: [{ kind: 'user' }] });
  });

  afterAll(() => guest?.stop());

  it('writes down what collect asks through it, and the replay gives collect the same record', async () => {
    await untilReportIsOld(guest);
    const directory = await temporaryDirectory();
    const [file, listen] = [join(directory, 't.jsonl'), join(directory, 'p')];
    const args = [MAIN, 'record', guest.monitors[0] ?? '', '-o', file, '--listen', listen];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    await once(child.stdout, 'data');
    const recorded = await collectRecord(['--socket', listen, '--extended']);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);

    await using replay = await startReplay({ file });
    const replayed = await collectRecord(['--socket', replay.address, '--extended']);
    const { balloon, ...vm } = onlyVm(recorded.record);
    expect(onlyVm(replayed.record)).toMatchObject(vm);
    expect(vm.mem_use).toBeGreaterThan(0);
    expect(balloon).toMatchObject({ verdict: 'ok' });
    expect(replayed.stderr).toBe('');
  });

  it('asks by itself, and the replay gives collect what it gave before', async () => {
    const file = join(await temporaryDirectory(), 't.jsonl');
    const run = await runQgauge([
      'record',
      guest.monitors[0] ?? '',
      '-o',
      file,
      '--for',
      '1s',
      '--interval',
      '300ms',
    ]);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const { lines } = await readTranscript(file);
    expect(lines.filter(({ line }) => line.includes('"query-status"')).length).toBeGreaterThanOrEqual(3);
    await using replay = await startReplay({ file, match: 'loose' });
    const [first, second] = [
      await collectRecord(['--socket', replay.address]),
      await collectRecord(['--socket', replay.address]),
    ];
    expect(onlyVm(first.record)).toMatchObject({ status_int: 1, mem_alloc: 256 * 1024 * 1024, cpus: 1 });
    expect(onlyVm(first.record).mem_use).toBeGreaterThan(0);
    expect(second).toMatchObject({ status: 0, stderr: '' });
  });
});

/**
 * Resolves in a later second than that of the guest's last report: a new one then has another date, and is told from the old
 * one by that, in the recording as in the replay, which comes later.
 */
async function untilReportIsOld(guest: LabGuest): Promise<void> {
  const property = { path: '/machine/peripheral/balloon0', property: 'guest-stats' };
  const stats = await guest.control('qom-get', property);
  const lastUpdate = Number(Object(stats)['last-update']);
  await expect.poll(() => Math.floor(Date.now() / 1000), { timeout: 90_000 }).toBeGreaterThan(lastUpdate);
}
