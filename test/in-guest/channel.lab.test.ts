import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptPort } from '../../src/in-guest/accept-port.js';
import { GuestChannel } from '../../src/in-guest/guest-channel.js';
import { holdPort } from '../../src/in-guest/hold-port.js';
import type { StatRequest } from '../../src/in-guest/parse-request.js';
import type { GuestStats } from '../../src/model/guest-stats.js';
import { CLIENT } from '../guest/run-client.js';
import { describeLab } from '../lab/context.js';
import { bootGuest, type LabGuest } from '../lab/guest.js';
import type { OrderResult } from '../lab/order-port.js';

const BOOT_MS = 150_000;
const PORT = '/dev/virtio-ports/org.qgauge.0';
const STATS: GuestStats = {
  session: 4004861987670969122n,
  groups: [
    { name: 'session', stats: [{ name: 'session', value: 4004861987670969122n }] },
    { name: 'host', stats: [{ name: 'host.cpu.processorMHz', value: 2399 }] },
    { name: 'vnet 52:54:00:12:34:56', stats: [{ name: 'num.tx', value: 209 }] },
  ],
};

/** In the text form; and one answer that fills the queues of a guest that does not read. */
function answer({ stat }: StatRequest): string | undefined {
  if (stat === 'huge') return 'x'.repeat(60_000);
  if (stat === '') return STATS.groups.map(({ name }) => `${name}\n`).join('');
  const group = STATS.groups.find(({ name }) => name === stat);
  return group?.stats.map(({ name, value }) => `${name} = ${value}\n`).join('');
}

async function connectTo(path: string): Promise<Socket> {
  const socket = connect(path);
  await once(socket, 'connect');
  return socket;
}

/** A port that is served until the disposal. */
interface HeldPort extends AsyncDisposable {
  /** Resolves when the first connection has ended. */
  readonly ended: Promise<void>;
  readonly connections: number;
}

function hold(path: string): HeldPort {
  const ending = new AbortController();
  let connections = 0;
  let onEnd = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    onEnd = resolve;
  });
  const connectNoting = async (): Promise<Socket> => {
    const socket = await connectTo(path);
    connections++;
    socket.once('close', onEnd);
    return socket;
  };
  const channel = new GuestChannel({ answer, wallMs: () => 1_795_207_000_000 });
  const held = holdPort(connectNoting, channel, { signal: ending.signal });
  return {
    ended,
    get connections() {
      return connections;
    },
    [Symbol.asyncDispose]: async () => {
      ending.abort();
      await held;
    },
  };
}

describeLab('the port of a guest', (lab) => {
  let directory: string;
  let path: string;
  let guest: LabGuest;

  const install = async (): Promise<void> => {
    const program = readFileSync(CLIENT).toString('base64');
    const done = await guest.run(
      `echo ${program} | base64 -d >/bin/qgauge-guest; chmod 755 /bin/qgauge-guest`,
    );
    expect(done).toEqual({ status: 0, output: '' });
  };
  const ask = (words: string): Promise<OrderResult> => guest.run(`qgauge-guest stat ${words}`);
  const expectAnswer = async (): Promise<void> => {
    expect(await ask('speed')).toEqual({ status: 0, output: '2399 MHz\n' });
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'qlab-port-'));
    path = join(directory, 'port.sock');
    const chardev = `socket,id=qgauge0,path=${path},server=on,wait=off`;
    const port = 'virtserialport,id=qgauge0,name=org.qgauge.0,chardev=qgauge0';
    guest = await bootGuest(lab, {
      monitors: 0,
      extraArgs: ['-device', 'virtio-serial-pci', '-chardev', chardev, '-device', port],
    });
    await install();
  }, BOOT_MS);

  afterAll(async () => {
    await guest.stop();
    rmSync(directory, { recursive: true });
  });

  test('a program of the guest asks, and is answered', async () => {
    await using _ = hold(path);
    const list = 'session\nhost\nvnet 52:54:00:12:34:56\n';
    expect(await ask('raw')).toEqual({ status: 0, output: list });
    expect(await ask('raw text vnet 52:54:00:12:34:56')).toEqual({ status: 0, output: 'num.tx = 209\n' });
    expect(await ask('sessionid')).toEqual({ status: 0, output: '0x379420c25597cb22\n' });
    expect(await ask('hosttime')).toEqual({ status: 0, output: '20 Nov 2026 20:36:40\n' });
    const output = 'Failed to get stat: This value is not available on this host\n';
    expect(await ask('raw text vnet 52:54:00:00:00:02')).toEqual({ status: 75, output });
    expect(await ask('raw text ../../etc/passwd')).toEqual({ status: 75, output });
  });

  test('ten programs that ask at once are all answered', async () => {
    await using _ = hold(path);
    const { output } = await guest.run(
      'for i in 0 1 2 3 4 5 6 7 8 9; do QGAUGE_GUEST_TIMEOUT=50 qgauge-guest stat speed & done; wait',
    );
    expect(output).toBe('2399 MHz\n'.repeat(10));
  });

  test('a port that another program has open is reported, and works again after it', async () => {
    await using _ = hold(path);
    const output = 'qgauge-guest: another program has the port open\n';
    const held = `sleep 1000 3<>${PORT} & echo $! >/tmp/holder; QGAUGE_GUEST_TIMEOUT=2 qgauge-guest stat speed`;
    expect(await guest.run(held)).toEqual({ status: 75, output });
    await guest.run('kill $(cat /tmp/holder)');
    await expectAnswer();
  });

  test('without a host a program waits to its limit, and is answered once there is one', async () => {
    const output = 'qgauge-guest: no answer from the host within 1 s\n';
    expect(await guest.run('QGAUGE_GUEST_TIMEOUT=1 qgauge-guest stat speed')).toEqual({ status: 75, output });
    await using _ = hold(path);
    await expectAnswer();
  });

  test('a request and an answer that somebody has left behind do not matter', async () => {
    await using _ = hold(path);
    await guest.run(`echo 'old guestlib.stat.get text session' >${PORT}`);
    await expectAnswer();
    await guest.run(`printf 'old guestlib.stat.get text sess' >${PORT}`);
    await expectAnswer();
  });

  test('100 MB without a line end and a flood of requests block nobody, and take no memory', async () => {
    await using _ = hold(path);
    const before = process.memoryUsage.rss();
    const written = await guest.run(`dd if=/dev/zero of=${PORT} bs=1M count=100`, 170_000);
    expect(written.output).toContain('100+0 records out');
    await expectAnswer();
    await guest.run(`yes 'a guestlib.stat.get text session' | head -n 10000 >${PORT}`);
    // Refused, with a reason, or answered a little later: never left without an answer.
    const { output } = await guest.run('until qgauge-guest stat speed; do :; done');
    const lines = output.trimEnd().split('\n');
    expect(lines.pop()).toBe('2399 MHz');
    for (const line of lines) expect(line).toMatch(/Too many requests: at most 10 a second$/);
    expect(process.memoryUsage.rss() - before).toBeLessThan(64_000_000);
  });

  test('a guest that asks and does not read loses its connection, and is answered on the next', async () => {
    await using held = hold(path);
    const requests = `yes 'a guestlib.stat.get text huge' | head -n 20 >&3; exec sleep 1000`;
    await guest.run(`{ ${requests}; } 3<>${PORT} & echo $! >/tmp/holder`);
    await held.ended;
    await guest.run('kill $(cat /tmp/holder)');
    await expectAnswer();
  });

  test('a stopped guest is answered when it runs again', async () => {
    await using _ = hold(path);
    await guest.control('stop');
    const asked = expectAnswer();
    await guest.control('cont');
    await asked;
  });

  test('a guest that is reset is answered on the same connection', async () => {
    await using held = hold(path);
    await expectAnswer();
    const from = guest.consoleText().length;
    await guest.control('system_reset');
    await guest.waitForConsole(/^TRUTH /m, BOOT_MS, from);
    await install();
    await expectAnswer();
    expect(held.connections).toBe(1);
  });

  test('a port that is plugged in and connects to us is answered, also after we have begun anew', async () => {
    await guest.control('device_del', { id: 'qgauge0' });
    await guest.run('while grep -qs qgauge /sys/class/virtio-ports/*/name; do sleep 0.1; done');
    const own = join(directory, 'own.sock');
    const serve = () => {
      const ending = new AbortController();
      const isOwner = async () => true;
      const server = createServer(
        acceptPort(new GuestChannel({ answer }), { isOwner, signal: ending.signal }),
      );
      server.listen(own);
      const stop = () => {
        server.close();
        ending.abort();
      };
      return { server, stop };
    };
    const first = serve();
    await once(first.server, 'listening');
    const backend = { addr: { type: 'unix', data: { path: own } }, server: false, reconnect: 1 };
    await guest.control('chardev-add', { id: 'qgauge1', backend: { type: 'socket', data: backend } });
    const device = { driver: 'virtserialport', id: 'qgauge1', name: 'org.qgauge.0', chardev: 'qgauge1' };
    await guest.control('device_add', device);
    await guest.run('while ! grep -qs qgauge /sys/class/virtio-ports/*/name; do sleep 0.1; done');
    await expectAnswer();
    first.stop();
    const second = serve();
    await expectAnswer();
    second.stop();
  });
});
