import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FakePort, openFakePort } from './fake-port.js';
import { type ClientRun, type GuestShell, interruptClient, runClient } from './run-client.js';

const SESSION = 'session = 4004861987670969122\nuptime = 1036293956\n';
const HOST = 'host.cpu.processorMHz = 2399\nhost.cpu.coresPerPkg = 4\n';
const RESOURCES = `vm.cpu.reserved = 4798
vm.cpu.limit = -1
guest.mem.reserved = 204800
guest.mem.limit = 1536000
guest.mem.swapped = 3236
guest.mem.ballooned = 27104
`;
const NOT_AVAILABLE = 'Failed to get stat: This value is not available on this host\n';

/** Declares the tests of the guest's program in one shell. */
export function describeClient(shell: GuestShell): void {
  const run = (port: FakePort, args: readonly string[], seconds = 60): Promise<ClientRun> =>
    runClient(shell, args, { QGAUGE_GUEST_PORT: port.path, QGAUGE_GUEST_TIMEOUT: String(seconds) });

  /** Runs it, and answers its one request. */
  const exchange = async (args: readonly string[], answer: (id: string) => string) => {
    const port = await openFakePort();
    const running = run(port, args);
    const { id, call } = await port.next();
    await port.write(answer(id));
    return { call, ...(await running) };
  };

  describe(`qgauge-guest in ${shell.name}`, () => {
    it.each([
      [['stat', 'raw'], 'guestlib.stat.get  '],
      [['stat', 'raw', 'xml'], 'guestlib.stat.get xml '],
      [['stat', 'raw', 'text', 'vscsi', 'scsi0:0'], 'guestlib.stat.get text vscsi scsi0:0'],
      [['stat', 'raw', '', 'session'], 'guestlib.stat.get  session'],
    ])('asks for %j as VMware does, and prints the answer', async (args, call) => {
      const done = await exchange(args, (id) => `${id} 0 2\n${SESSION}`);
      expect(done).toEqual({ call, status: 0, stdout: SESSION, stderr: '' });
    });

    it.each([
      ['speed', 'host', HOST, '2399 MHz\n'],
      ['sessionid', 'session', SESSION, '0x379420c25597cb22\n'],
      ['balloon', 'resources', RESOURCES, '26 MB\n'],
      ['swap', 'resources', RESOURCES, '3 MB\n'],
      ['memlimit', 'resources', RESOURCES, '1500 MB\n'],
      ['memres', 'resources', RESOURCES, '200 MB\n'],
      ['cpures', 'resources', RESOURCES, '4798 MHz\n'],
      ['cpulimit', 'resources', RESOURCES, '4294967295 MHz\n'],
    ])('prints %s from the statistics of %s', async (word, group, body, stdout) => {
      const done = await exchange(['stat', word], (id) => `${id} 0 ${body.split('\n').length - 1}\n${body}`);
      expect(done).toEqual({ call: `guestlib.stat.get text ${group}`, status: 0, stdout, stderr: '' });
    });

    it('prints the time of the host', async () => {
      const done = await exchange(['stat', 'hosttime'], (id) => `${id} 0 1\n1795207000\n`);
      expect(done).toEqual({
        call: 'qgauge.host.time',
        status: 0,
        stdout: '20 Nov 2026 20:36:40\n',
        stderr: '',
      });
    });

    it('fails with 75 and the text of a refusal', async () => {
      const args = ['stat', 'raw', 'text', 'nothing'];
      const done = await exchange(args, (id) => `${id} 4 1\nThis value is not available on this host\n`);
      expect(done).toMatchObject({ status: 75, stdout: '', stderr: NOT_AVAILABLE });
    });

    it('fails with 75 where the host does not know the value', async () => {
      const done = await exchange(['stat', 'swap'], (id) => `${id} 0 1\nvm.cpu.limit = -1\n`);
      expect(done).toMatchObject({ status: 75, stdout: '', stderr: NOT_AVAILABLE });
    });

    it('passes over stale answers, half of one, and rubbish', async () => {
      const stale = '0ld1d 0 2\nsession = 1\nuptime = 2\n';
      const rubbish = 'ime = 3\n\n\xff\xfe\x01%s%n\n0 0 0\n';
      const done = await exchange(
        ['stat', 'raw'],
        (id) => `${stale}${rubbish}${id} x 2\n${id} 0 08\n${id}0 0 1\n\n${id} 0 2\n${SESSION}`,
      );
      expect(done).toMatchObject({ status: 0, stdout: SESSION, stderr: '' });
    });

    it('reads an answer that comes one byte at a time', async () => {
      const port = await openFakePort();
      const running = run(port, ['stat', 'raw']);
      const { id } = await port.next();
      for (const byte of Buffer.from(`${id} 0 2\n${SESSION}`)) await port.write(Buffer.of(byte));
      expect(await running).toEqual({ status: 0, stdout: SESSION, stderr: '' });
    });

    it('fails within its limit where the host is mute, and prints nothing of half an answer', async () => {
      const port = await openFakePort();
      const running = run(port, ['stat', 'raw'], 1);
      await port.write(`${(await port.next()).id} 0 2\nsession = 1\n`);
      const stderr = 'qgauge-guest: no answer from the host within 1 s\n';
      expect(await running).toEqual({ status: 75, stdout: '', stderr });
    });

    it('leaves nothing behind that has the port open where the host is mute', async () => {
      const port = await openFakePort();
      expect(await run(port, ['stat', 'speed'], 1)).toMatchObject({ status: 75 });
      // The other end of the pseudo-terminal alone.
      expect(holdersOf(port.path)).toHaveLength(1);
    });

    it('ends by Ctrl+C long before its limit, and leaves nothing behind that has the port open', async () => {
      const port = await openFakePort();
      const env = { QGAUGE_GUEST_PORT: port.path, QGAUGE_GUEST_TIMEOUT: '600' };
      await interruptClient(shell, ['stat', 'speed'], env, () => port.next());
      await expect.poll(() => holdersOf(port.path), { timeout: 60_000 }).toHaveLength(1);
    });

    it('fails at once when the host leaves, and prints nothing of half an answer', async () => {
      const port = await openFakePort();
      const running = run(port, ['stat', 'raw']);
      await port.write(`${(await port.next()).id} 0 2\nsession = 1\n`);
      port.leave();
      const stderr = 'qgauge-guest: the host has closed the port before it answered\n';
      expect(await running).toEqual({ status: 75, stdout: '', stderr });
    });

    it('sends no control characters', async () => {
      const port = await openFakePort();
      const stderr = 'Failed to get stat: One or more arguments were invalid\n';
      expect(await run(port, ['stat', 'raw', 'text', 'a\nb'])).toEqual({ status: 75, stdout: '', stderr });
    });

    it('fails with 69 where there is no port', async () => {
      const done = await runClient(shell, ['stat', 'raw'], { QGAUGE_GUEST_PORT: '/nowhere' });
      expect(done.status).toBe(69);
      expect(done.stderr).toBe(
        'qgauge-guest: no port org.qgauge.0: the host offers none, or the kernel module virtio_console is not loaded\n',
      );
    });

    it.each(['0', '08', '1s', '-1', '100000'])('fails with 64 when its limit is %s', async (limit) => {
      const done = await runClient(shell, ['stat', 'raw'], { QGAUGE_GUEST_TIMEOUT: limit });
      const stderr = `qgauge-guest: QGAUGE_GUEST_TIMEOUT: '${limit}' is not a number of seconds\n`;
      expect(done).toEqual({ status: 64, stdout: '', stderr });
    });

    it.each(['--help', '-h'])('prints its usage with %s', async (option) => {
      const done = await runClient(shell, [option], {});
      expect(done).toMatchObject({ status: 0, stderr: '' });
      expect(done.stdout).toMatch(/^usage: qgauge-guest stat raw /);
    });

    it.each([[[]], [['stat']], [['stat', 'nothing']], [['stat', 'speed', 'more']], [['help']]])(
      'fails with 64 and its usage after %j',
      async (args) => {
        const done = await runClient(shell, args, {});
        expect(done).toMatchObject({ status: 64, stdout: '' });
        expect(done.stderr).toMatch(/^usage: qgauge-guest stat raw /);
      },
    );
  });
}

/** The processes that have a file open. */
function holdersOf(path: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && openFilesOf(pid).includes(path));
}

/** None of a process that has ended meanwhile. */
function openFilesOf(pid: string): readonly string[] {
  const directory = join('/proc', pid, 'fd');
  try {
    return readdirSync(directory).map((descriptor) => readlinkSync(join(directory, descriptor)));
  } catch {
    return [];
  }
}
