import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runQgauge } from '../../run-qgauge.js';
import { waitFor } from '../../wait-for.js';

const UUID = '550e8400-e29b-41d4-a716-446655440000';

/** A mock in the place of a QEMU, which answers, and then is stopped. */
async function startStopped(): Promise<{ readonly address: string; readonly pid: number }> {
  const directory = await mkdtemp(join(tmpdir(), 'qg-'));
  const qemu = join(directory, 'qemu-system-x86_64');
  await runQgauge(['mock', '--launcher', qemu]);
  const monitor = join(directory, 'q.sock');
  const args = ['-name', 'guest=web,debug-threads=on', '-uuid', UUID, '-smp', '2'];
  const cards = ['-netdev', 'user,id=n0', '-device', 'e1000,id=nic0,netdev=n0,mac=52:54:00:00:00:01'];
  const child = spawn(qemu, [...args, ...cards, '-qmp', `unix:${monitor},server=on,wait=off`], {
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(directory, { recursive: true, force: true });
  });
  const address = `unix:${monitor}`;
  const answers = async () =>
    expect(await runQgauge(['dom', 'domstate', address])).toMatchObject({ stdout: 'running\n' });
  await waitFor(answers);
  child.kill('SIGSTOP');
  return { address, pid: child.pid ?? 0 };
}

it('qgauge dom prints of a stopped QEMU what the host knows, and says why that is not all', async () => {
  const { address, pid } = await startStopped();
  const dom = (verb: string, ...words: readonly string[]) => runQgauge(['dom', verb, address, ...words]);
  const why = `${address}: QEMU (pid ${pid}) is stopped (SIGSTOP or a debugger): kill -CONT ${pid}`;
  const stderr = `qgauge: ${why}: this is what the host knows\n`;
  expect(await dom('domid')).toMatchObject({ status: 0, stdout: `${pid}\n`, stderr });
  expect(await dom('domname')).toMatchObject({ status: 0, stdout: 'web\n', stderr });
  expect(await dom('domuuid')).toMatchObject({ status: 0, stdout: `${UUID}\n`, stderr });
  expect(await dom('emulatorpin')).toMatchObject({
    ...{ status: 0, stderr },
    stdout: expect.stringContaining('emulator: CPU Affinity'),
  });
  expect(await dom('domcontrol')).toMatchObject({ status: 0, stdout: `error: ${why}\n`, stderr: '' });
  expect(JSON.parse((await dom('domcontrol', '--json')).stdout)).toMatchObject({
    ...{ state: 'error', problem: { kind: 'stopped', message: why } },
  });
  expect(await dom('domiflist')).toMatchObject({
    ...{ status: 0, stdout: expect.stringContaining('52:54:00:00:00:01') },
    stderr: `qgauge: cards: ${why}: the command line has these\n`,
  });
  // A mock's threads have no names of vCPUs.
  for (const verb of ['vcpuinfo', 'domstate'])
    expect(await dom(verb)).toMatchObject({ status: 1, stdout: '', stderr: `qgauge: ${why}\n` });
});

it('qgauge dom fails for an address without a QEMU, of which the host knows nothing', async () => {
  for (const verb of ['domid', 'domname', 'dominfo', 'dommemstat', 'domcontrol'])
    expect(await runQgauge(['dom', verb, 'unix:/nonexistent/web.sock'])).toMatchObject({
      ...{ status: 1, stdout: '' },
      stderr: expect.stringMatching(/^qgauge: unix:\/nonexistent\/web\.sock: no such socket.*\n$/),
    });
});
