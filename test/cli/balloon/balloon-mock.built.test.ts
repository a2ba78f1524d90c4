import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type MockQemuOptions, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { validatorOf } from '../../formats/validator.js';
import { ALONE, runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const MEBIBYTE = 2 ** 20;
const WAIT = { timeout: 90_000, interval: 20 };

async function mock(options: MockQemuOptions = {}) {
  const qemu = await startMockQemu({ name: 'web', memoryBytes: 256 * MEBIBYTE, ...options });
  onTestFinished(() => qemu.close());
  return qemu;
}

const balloon = (...args: readonly string[]) => runQgauge(['balloon', ...args]);

describe('qgauge balloon', () => {
  it('asks a guest, and writes nothing to it, with ls, get and doctor', async () => {
    const qemu = await mock();
    for (const command of ['ls', 'get', 'doctor']) await balloon(command, qemu.address);
    const commands = new Set(qemu.calls.map(({ execute }) => execute));
    expect([...commands].filter((name) => !/^(query-|qom-list|qom-get|qmp_)/.test(name))).toEqual([]);
  });

  it('says what is wrong with what was typed', async () => {
    const qemu = await mock();
    const said = async (...args: readonly string[]) => {
      const { status, stderr, stdout } = await balloon(...args);
      expect(stdout).toBe('');
      return [status, stderr];
    };
    expect(await said('set', qemu.address, '200', '--control')).toEqual([
      2,
      "qgauge: '200' has no unit: write 200M for mebibytes, 200G for gibibytes or 200B for bytes\n",
    ]);
    expect(await said('set', qemu.address, 'lots', '--control')).toEqual([
      2,
      "qgauge: 'lots' is not a valid size: expected a number above 0 and a unit (B, K, M, G, T), such as 512M or 1.5GiB\n",
    ]);
    expect(await said('set', qemu.address, '1G', '--control')).toEqual([
      2,
      'qgauge: 1 GiB is more than the 256 MiB of the machine: a balloon only takes memory away\n',
    ]);
    expect(await said('set', qemu.address, '200M')).toEqual([
      2,
      'qgauge: this changes the memory of the guest: add --control to set it to 200 MiB\n',
    ]);
    expect(await said('poll', qemu.address, 'often')).toEqual([
      2,
      "qgauge: 'often' is not a valid polling interval: expected whole seconds from 1 to 4294967295, such as 10s\n",
    ]);
    expect(await said('check', qemu.address, '--report', 'report.html')).toEqual([
      2,
      'qgauge: --report report.html: the extension selects the format: expected one of .xml, .tap, .json\n',
    ]);
    const [unwritable, why] = await said('check', qemu.address, '--report', '/nonexistent/r.xml');
    expect([unwritable, why]).toEqual([
      2,
      expect.stringContaining('--report /nonexistent/r.xml: cannot write to /nonexistent: ENOENT'),
    ]);
    const [status, unknown] = await said('inflate', qemu.address);
    expect([status, unknown]).toEqual([2, expect.stringContaining("unknown command 'inflate'")]);
  });

  it('knows no guest by a name that nobody has, and where nobody is', async () => {
    const alone = await runQgauge(['balloon', 'get', 'web'], { through: ALONE });
    expect(alone).toMatchObject({ status: 1, stdout: '' });
    expect(alone.stderr).toBe(
      "qgauge: no guests found on this host: instead of 'web', name the address of its monitor, such as unix:/run/vm1/qmp.sock\n",
    );
    const none = await runQgauge(['balloon', 'doctor'], { through: ALONE });
    expect(none).toMatchObject({ status: 0, stdout: expect.stringMatching(/^No QEMU was found/) });
  });

  it('says who may not ask, and ends with the status of what nobody could tell', async () => {
    const directory = await temporaryDirectory();
    const qemu = await mock({ listen: join(directory, 'qmp.sock') });
    await chmod(join(directory, 'qmp.sock'), 0);
    const obedient = ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'];
    const run = await runQgauge(['balloon', 'doctor', qemu.address], {
      through: process.getuid?.() === 0 ? obedient : [],
    });
    expect(run).toMatchObject({ status: 5, stdout: expect.stringMatching(/^\S+: denied\n/) });
  });

  it('names the interval that it replaces, and takes 0 and off for never', async () => {
    const qemu = await mock();
    expect(await balloon('poll', qemu.address, '7')).toMatchObject({ status: 0, stderr: '' });
    expect(qemu.balloon.intervalSeconds).toBe(7);
    const off = await balloon('poll', qemu.address, '0');
    expect(off).toMatchObject({
      ...{ status: 0, stderr: '' },
      stdout: expect.stringMatching(/: polling is off, for every reader \(before: every 7 s\)\n$/),
    });
    expect(qemu.balloon.intervalSeconds).toBe(0);
    expect((await balloon('poll', qemu.address, '2m')).stdout).toMatch(/: asked every 120 s\n$/);
    expect(qemu.balloon.intervalSeconds).toBe(120);
    await balloon('poll', qemu.address, 'off');
    expect(qemu.balloon.intervalSeconds).toBe(0);
  });

  it('sees a balloon that moves, and one that has nothing to do with QEMU 5.2', async () => {
    const slow = await mock({ inflateBytesPerSecond: 20 * MEBIBYTE });
    slow.balloon.setInterval(1n);
    slow.balloon.resize(BigInt(128 * MEBIBYTE));
    const moving = await balloon('doctor', slow.address, '--watch', '500ms');
    expect(moving).toMatchObject({ status: 0, stdout: expect.stringMatching(/: resizing\n/) });
    const old = await mock({ version: '5.2', driver: 'freebsd-no-stats' });
    const { stdout, status } = await balloon('doctor', old.address);
    expect(status).toBe(4);
    expect(stdout).toMatch(/: never-reported\n/);
    expect(stdout).toContain('what the driver has negotiated is not known');
  });

  it('leaves the target, and says so, when it is interrupted; with --restore it goes back', async () => {
    const qemu = await mock({ inflateBytesPerSecond: 10 * MEBIBYTE });
    qemu.balloon.setInterval(1n);
    const interrupted = async (...more: readonly string[]) =>
      runQgauge(['balloon', 'set', qemu.address, '160M', '--control', '--force', ...more], {
        signalWhen: () => expect.poll(() => qemu.balloon.actualBytes, WAIT).toBeLessThan(250 * MEBIBYTE),
      });
    const left = await interrupted();
    expect(left.status).toBe(130);
    expect(left.stderr).toMatch(/the balloon is at [\d.]+ MiB and its target stays 160 MiB\n/);
    await expect.poll(() => qemu.balloon.actualBytes, { timeout: 90_000 }).toBe(160 * MEBIBYTE);
    qemu.balloon.resize(BigInt(256 * MEBIBYTE));
    await expect.poll(() => qemu.balloon.actualBytes, { timeout: 90_000 }).toBe(256 * MEBIBYTE);
    const restored = await interrupted('--restore');
    expect(restored.status).toBe(130);
    expect(restored.stderr).toMatch(/MiB and returns to its former size\n/);
    expect(restored.stdout).toMatch(/: back at 256 MiB\n$/);
    expect(qemu.balloon.actualBytes).toBe(256 * MEBIBYTE);
  });

  it('reaches a size that is no whole number of pages', async () => {
    const qemu = await mock();
    qemu.balloon.setInterval(1n);
    const set = await balloon('set', qemu.address, '0.2334G', '--control', '--force', '--stall', '1s');
    expect(set).toMatchObject({ status: 0, stderr: '' });
    expect((await balloon('doctor', qemu.address, '--target', '0.2334G')).stdout).toMatch(/: ok\n/);
  });

  it('takes no old report for what the guest can spare', async () => {
    const qemu = await mock();
    qemu.balloon.setInterval(1n);
    qemu.balloon.setInterval(0n);
    const { status, stderr } = await balloon('set', qemu.address, '250M', '--control');
    expect(status).toBe(1);
    expect(stderr).toContain('there is no fresh report of its available memory');
  });

  it('tells of a guest that vanishes in the middle', async () => {
    const qemu = await mock({ inflateBytesPerSecond: 10 * MEBIBYTE });
    qemu.balloon.setInterval(1n);
    const running = balloon('set', qemu.address, '160M', '--control', '--force');
    await expect.poll(() => qemu.balloon.actualBytes, { timeout: 90_000 }).toBeLessThan(250 * MEBIBYTE);
    await qemu.close();
    const { status, stderr } = await running;
    expect(status).toBe(1);
    expect(stderr).toMatch(/the balloon is at [\d.]+ MiB and its target stays 160 MiB\n/);
    expect(stderr).not.toMatch(/ at .*\.js|internal error/);
  });

  it('prints JSON as the schema has it, of all kinds of guests', async () => {
    const validate = validatorOf('balloon');
    const guests = await Promise.all([
      mock(),
      mock({ driver: 'freebsd-no-stats', version: '5.2' }),
      mock({ balloon: 'none' }),
      mock({ balloon: 'mmio', driver: 'windows-without-service' }),
      mock({ faults: [{ kind: 'wrong-greeting' }] }),
    ]);
    for (const command of ['ls', 'doctor']) {
      const { stdout } = await balloon(command, ...guests.map(({ address }) => address), '--json');
      validate(JSON.parse(stdout));
      expect(validate.errors ?? [], stdout).toEqual([]);
    }
    const one = JSON.parse((await balloon('get', guests[0]?.address ?? '', '--json')).stdout);
    validate({ balloons: [one] });
    expect(validate.errors ?? []).toEqual([]);
  });

  it('shows a hostile name harmlessly', async () => {
    const qemu = await mock({ name: 'a\u001b[2J\nb' });
    for (const args of [['ls'], ['get'], ['doctor'], ['ls', '--json']]) {
      const { stdout } = await balloon(args[0] ?? '', qemu.address, ...args.slice(1));
      expect(stdout).not.toContain('\u001b');
      expect(stdout).toContain('a');
    }
  });
});

describe('qgauge balloon check', () => {
  it('ends with 1 and writes every report when a case has failed', { timeout: 120_000 }, async () => {
    const qemu = await mock({ driver: 'lying' });
    const directory = await temporaryDirectory();
    const [tap, xml, json] = ['r.tap', 'r.xml', 'r.json'].map((name) => join(directory, name)) as [
      string,
      string,
      string,
    ];
    const reports = [tap, xml, json].flatMap((path) => ['--report', path]);
    const run = await balloon('check', qemu.address, '--control', ...reports);
    expect(run).toMatchObject({ status: 1, stderr: '' });
    expect(run.stdout).toMatch(/^FAIL {2}free-within-total /m);
    expect(run.stdout).toMatch(/\n\d+ passed, 2 failed, \d+ skipped\n$/);
    expect(await readFile(tap, 'utf8')).toMatch(/^not ok \d+ - counters-grow: /m);
    expect(await readFile(xml, 'utf8')).toContain('failures="2"');
    const { results, leftBehind } = JSON.parse(await readFile(json, 'utf8'));
    expect(results.filter(({ state }: { state: string }) => state === 'failed')).toHaveLength(2);
    expect(leftBehind).toEqual([]);
    expect(qemu.balloon.intervalSeconds).toBe(0);
  });

  it('puts the guest back, and reports, when it is interrupted', async () => {
    const qemu = await mock();
    qemu.balloon.setInterval(30n);
    const run = await runQgauge(['balloon', 'check', qemu.address, '--control', '--format', 'tap'], {
      signalWhen: () => expect.poll(() => qemu.balloon.intervalSeconds, WAIT).not.toBe(30),
    });
    expect(run.status).toBe(130);
    expect(run.stdout).toMatch(/^TAP version 14\n/);
    expect(run.stdout).toContain('# SKIP the run was interrupted');
    expect(qemu.balloon.intervalSeconds).toBe(30);
    expect(qemu.balloon.actualBytes).toBe(256 * MEBIBYTE);
  });

  it('checks no guest that does not run, and no machine without a balloon', async () => {
    const paused = await mock({ status: 'paused' });
    expect(await balloon('check', paused.address)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('is paused: only a running guest can be checked'),
    });
    const none = await mock({ balloon: 'none' });
    expect(await balloon('check', none.address)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('has no balloon: start QEMU with -device virtio-balloon-pci'),
    });
  });
});
