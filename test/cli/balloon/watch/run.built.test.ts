import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type MockQemu, startMockQemu } from '../../../../mock-qemu/index.js';
import { type RunOptions, runQgauge } from '../../../run-qgauge.js';
import { THIS_CLIENT } from '../../../this-client.js';

const watch = (qemu: MockQemu, args: readonly string[], options?: RunOptions) =>
  runQgauge(['balloon', 'watch', qemu.address, ...args], options);

/** Lines of `--ndjson`. */
function parseItems(text: string): { readonly [member: string]: unknown }[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

const executed = ({ calls }: MockQemu, command: string) =>
  calls.filter(({ execute }) => execute === command).length;
const WAIT = { timeout: 90_000, interval: 20 };
const MIB = 1024 ** 2;

describe('qgauge balloon watch', () => {
  it('prints a line a report where there is no terminal, and no order to one', async () => {
    await using qemu = await startMockQemu({ name: 'web', version: '7.2' });
    const run = await watch(qemu, ['--interval', '1', '-n', '3']);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const lines = run.stdout.split('\n');
    expect(lines[0]).toBe(
      'TIME      STATE           ACTUAL  USED/TOTAL   FREE  AVAIL    AGE/EVERY     ANSWER  VERDICT',
    );
    expect(lines).toHaveLength(5);
    for (const line of lines.slice(1, 4)) {
      expect(line).toMatch(
        /^\d\d:\d\d:\d\d {2}running +1\.0G +\d+M\/976M +\d+M +\d+M +\d+s\/1s +\d+ ms {2}ok$/,
      );
    }
    expect(run.stdout).not.toContain('\u001b');
    expect(qemu.balloon.intervalSeconds).toBe(1);
  });

  it('leaves an interval that somebody else has set, and says so where another one was named', async () => {
    await using qemu = await startMockQemu({ name: 'web', version: '7.2' });
    qemu.balloon.setInterval(7n);
    const run = await watch(qemu, ['--interval', '1s', '--for', '500ms']);
    expect(run).toMatchObject({
      status: 0,
      stderr:
        'qgauge: web: polled every 7 s already, so --interval has no effect: qgauge balloon poll GUEST 1 changes it for every reader\n',
    });
    expect(await watch(qemu, ['--for', '300ms'])).toMatchObject({ status: 0, stderr: '' });
    expect(await watch(qemu, ['--interval', '7', '--for', '300ms'])).toMatchObject({ stderr: '' });
    expect(run.stdout).toMatch(/[0-7]s\/7s +- {2}ok\n$/);
    expect(executed(qemu, 'qom-set')).toBe(0);
    expect(qemu.balloon.intervalSeconds).toBe(7);
  });

  it('prints rows with a column for each statistic that this QEMU knows', async () => {
    await using qemu = await startMockQemu({ name: 'web', version: '10.0' });
    const { stdout, status } = await watch(qemu, ['--interval', '1', '-n', '2', '--csv']);
    const [header = '', ...rows] = stdout.split('\r\n');
    expect(status).toBe(0);
    expect(header.split(',').filter((name) => name.startsWith('stat-'))).toHaveLength(16);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatch(/^web,\d{4}-.*Z,report,running,1073741824,1,.*,ok,.*,,,,,,$/);
  });

  it('prints an object a sample and an object an event', async () => {
    await using qemu = await startMockQemu({ name: 'web', version: '7.2' });
    const running = watch(qemu, ['--interval', '1', '-n', '2', '--ndjson']);
    await expect.poll(() => executed(qemu, 'qom-set'), WAIT).toBe(1);
    qemu.balloon.resize(BigInt(1000 * MIB));
    const items = parseItems((await running).stdout);
    expect(items.filter(({ type }) => type === 'sample')).toMatchObject([
      { name: 'web', reason: 'report', verdict: 'ok', baseBytes: 1024 * MIB },
      { name: 'web', reason: 'report', verdict: 'ok', actualBytes: 1000 * MIB },
    ]);
    expect(items).toContainEqual(expect.objectContaining({ type: 'event', event: 'BALLOON_CHANGE' }));
  });

  it('says of a driver that is silent once an interval that nothing comes, and when that is a fault', async () => {
    await using qemu = await startMockQemu({ version: '7.2', driver: 'silent' });
    const { stdout } = await watch(qemu, ['--interval', '1', '-n', '6', '--ndjson']);
    const items = parseItems(stdout);
    expect(items.map(({ reason }) => reason)).toEqual(['first', ...Array(5).fill('silence')]);
    expect(items.at(-1)).toMatchObject({ verdict: 'stale', answerSeconds: null });
  });

  it('tells how long a slow driver takes to answer', async () => {
    await using qemu = await startMockQemu({ version: '7.2', driver: 'slow', slowMs: 700 });
    const { stdout } = await watch(qemu, ['--interval', '1', '-n', '2', '--ndjson']);
    for (const { reason, answerSeconds } of parseItems(stdout)) {
      expect(reason).toBe('report');
      expect(answerSeconds).toBeGreaterThan(0.4);
      expect(answerSeconds).toBeLessThan(1.2);
    }
  });

  it('says that a guest is paused, and when it goes on', async () => {
    await using qemu = await startMockQemu({ version: '7.2' });
    qemu.balloon.setInterval(1n);
    const running = watch(qemu, ['-n', '5', '--ndjson']);
    await expect.poll(() => executed(qemu, 'query-status'), WAIT).toBeGreaterThan(1);
    qemu.machine.halt('paused');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    qemu.machine.cont();
    const items = parseItems((await running).stdout);
    expect(items).toContainEqual(expect.objectContaining({ type: 'event', event: 'STOP' }));
    expect(items).toContainEqual(expect.objectContaining({ reason: 'silence', verdict: 'paused' }));
    expect(items).toContainEqual(expect.objectContaining({ type: 'event', event: 'RESUME' }));
    expect(items.at(-1)).toMatchObject({ reason: 'report', verdict: 'ok' });
  });

  it('ends with a sentence when the guest vanishes', async () => {
    const qemu = await startMockQemu({ version: '7.2' });
    const running = watch(qemu, ['--interval', '1']);
    await expect.poll(() => executed(qemu, 'qom-set'), WAIT).toBe(1);
    await qemu.close();
    expect(await running).toMatchObject({
      status: 1,
      stderr: `qgauge: ${qemu.address}: the connection was closed\n`,
    });
  });

  it('knows that a guest that vanishes was shut down', async () => {
    const qemu = await startMockQemu({ version: '7.2' });
    const running = watch(qemu, ['--interval', '1']);
    await expect.poll(() => executed(qemu, 'qom-set'), WAIT).toBe(1);
    // Without an answer it writes nothing more: a write that fails would end the connection before the event is read.
    qemu.fault('drop');
    const asked = qemu.calls.length;
    await expect.poll(() => qemu.calls.length, WAIT).toBeGreaterThan(asked);
    qemu.machine.shutDown();
    const run = await running;
    expect(run).toMatchObject({
      status: 1,
      stderr: `qgauge: ${qemu.address}: QEMU has shut down\n`,
    });
    expect(run.stdout).toContain('SHUTDOWN {"guest":true,"reason":"guest-shutdown"}');
  });

  it('asks a QEMU that hangs nothing more, says so, and goes on when it answers', async () => {
    await using qemu = await startMockQemu({ version: '7.2' });
    const running = watch(qemu, ['--interval', '1', '-n', '4', '--ndjson']);
    await expect.poll(() => executed(qemu, 'qom-set'), WAIT).toBe(1);
    await expect.poll(() => qemu.calls.length, WAIT).toBeGreaterThan(20);
    qemu.fault('hang');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const asked = qemu.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 2700));
    expect(qemu.calls.length).toBe(asked);
    qemu.heal();
    const { stdout, status } = await running;
    expect(status).toBe(0);
    const items = parseItems(stdout);
    expect(items).toContainEqual(
      expect.objectContaining({
        verdict: 'hung',
        detail: `${qemu.address}: its QEMU has not answered for 2 s: its main loop hangs`,
      }),
    );
    expect(items.at(-1)).toMatchObject({ reason: 'report', verdict: 'ok' });
  });

  it('says of a machine without a balloon that there is nothing to watch', async () => {
    await using qemu = await startMockQemu({ name: 'web', version: '7.2', balloon: 'none' });
    expect(await watch(qemu, [])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'qgauge: web: the machine has no virtio balloon: start QEMU with -device virtio-balloon-pci\n',
    });
  });

  it('says of a monitor that serves somebody that it is busy', async () => {
    await using qemu = await startMockQemu({ version: '7.2' });
    const holder = connect(qemu.path ?? '');
    await once(holder, 'data');
    const run = await watch(qemu, []);
    holder.destroy();
    expect(run).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `qgauge: ${qemu.address}: ${THIS_CLIENT} holds the monitor: add a second -qmp socket for qgauge\n`,
    });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends well with %s', async (signal) => {
    await using qemu = await startMockQemu({ version: '7.2' });
    const signalWhen = () => expect.poll(() => executed(qemu, 'qom-get'), WAIT).toBeGreaterThan(2);
    expect(await watch(qemu, [], { signalWhen, signal })).toMatchObject({ status: 0, stderr: '' });
  });

  it('ends when nobody reads any more', async () => {
    await using qemu = await startMockQemu({ version: '7.2' });
    const through = ['sh', '-c', '"$@" | head -n 1', 'sh'];
    const run = await watch(qemu, ['--interval', '1'], { through });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout.split('\n')).toHaveLength(2);
  });

  it('costs a guest that is asked every ten seconds no more than it says', async () => {
    await using qemu = await startMockQemu({ version: '7.2' });
    await watch(qemu, ['--for', '5s']);
    // Five looks a second, and four commands once a second, and what is asked once.
    expect(executed(qemu, 'query-status')).toBeLessThanOrEqual(7);
    expect(qemu.calls.length).toBeLessThanOrEqual(70);
  });

  it.each([
    [['--csv', '--ndjson'], '--csv conflicts with --ndjson: leave out one'],
    [['-n', '0'], "'0' is not a valid count: expected a whole number of 1 or more"],
    [
      ['--interval', '0'],
      "'0' is not a valid polling interval: expected whole seconds from 1 to 4294967295, such as 10s",
    ],
  ])('%j makes no sense', async (args, message) => {
    const run = await runQgauge(['balloon', 'watch', '/nowhere', ...args]);
    expect(run).toMatchObject({ status: 2, stdout: '', stderr: `qgauge: ${message}\n` });
  });
});
