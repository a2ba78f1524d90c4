import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type MockPort, type MockPortOptions, startMockPort } from '../../../mock-qemu/port/mock-port.js';
import type { ChannelConfig } from '../../../src/config/config.js';
import type { GuestSnapshot } from '../../../src/model/snapshot.js';
import { ChannelGuest } from '../../../src/serve/channel/channel-guest.js';
import { ChannelServer } from '../../../src/serve/channel/channel-server.js';
import type { Published } from '../../../src/serve/published.js';
import { OWN_GUEST, OWN_SNAPSHOT } from '../../formats/own-snapshot.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { THIS_CLIENT } from '../../this-client.js';

const KNOWS_PEERS = THIS_CLIENT !== 'another client';
const SOON = { timeout: 60_000, interval: 10 };
const SESSION = 'session = 4004861987670969122';
const ASK = [
  { do: 'open' },
  { do: 'write', text: '\na guestlib.stat.get text session\n' },
  { do: 'read', lines: 3 },
] as const;

const HIDDEN = [
  'host.cpu.packages = 2',
  'host.cpu.cores = 8',
  'host.cpu.threads = 16',
  'host.dmi.product = ProLiant ML350 G6',
  'host.dmi.vendor = HP',
];

/** A guest named web in a mock of this process, unless it has another pid. */
function sweepOf(guest: Partial<GuestSnapshot> = {}): Published {
  const web: GuestSnapshot = { ...OWN_GUEST, name: 'web', pid: process.pid, ...guest };
  return { snapshot: { ...OWN_SNAPSHOT, guests: [web] }, endedMs: 0 };
}

async function startPort(options: Partial<MockPortOptions> = {}): Promise<MockPort> {
  const host = { onOpen: () => undefined, ready: async () => undefined, wait: async () => undefined };
  const port = await startMockPort({ name: 'org.qgauge.0', ...options }, host);
  onTestFinished(() => port.close());
  return port;
}

async function serve(
  latest: Published | undefined,
  ...channels: readonly ChannelConfig[]
): Promise<{ readonly server: ChannelServer; readonly warnings: readonly string[] }> {
  const warnings: string[] = [];
  const server = new ChannelServer({ daemon: { latest }, warn: (message) => warnings.push(message) });
  onTestFinished(() => server[Symbol.asyncDispose]());
  await server.update(channels);
  return { server, warnings };
}

function connectTo({ path = '' }: MockPort): ChannelConfig {
  return { name: 'web', way: 'connect', path, options: {} };
}

describe('the channel of a guest', () => {
  it('is answered from the last sweep, where QEMU listens', async () => {
    const port = await startPort();
    const { warnings } = await serve(sweepOf(), connectTo(port));
    await port.run(ASK);
    expect(port.lines.slice(0, 3)).toEqual(['', expect.stringMatching(/^a 0 \d$/), SESSION]);
    expect(warnings).toEqual([]);
  });

  it.runIf(KNOWS_PEERS)('is answered where QEMU connects, and connects again', async () => {
    const path = join(await temporaryDirectory(), 'web.sock');
    const channel: ChannelConfig = { name: 'web', way: 'listen', path, options: {} };
    const { server, warnings } = await serve(sweepOf(), channel);
    const port = await startPort({ connect: path, reconnectMs: 10 });
    await port.run(ASK);
    await server.update([]);
    await expect.poll(() => port.isConnected, SOON).toBe(false);
    await server.update([channel]);
    await port.run([{ do: 'close' }, ...ASK]);
    expect(port.lines.filter((line) => line === SESSION)).toHaveLength(2);
    expect(warnings).toEqual([]);
  });

  it('is not served where another process listens, which is reported once', async () => {
    const port = await startPort();
    const { warnings } = await serve(sweepOf({ pid: 1 }), connectTo(port));
    // It is tried again after a second.
    await expect.poll(() => port.connections, SOON).toBeGreaterThan(1);
    expect(warnings).toEqual([
      `the channel of web at ${port.path} is not served: pid ${process.pid} has it, and the guest is pid 1`,
    ]);
    expect(port.lines).toEqual([]);
  });

  it('is reported once where nobody listens, and served as soon as QEMU does', async () => {
    const path = join(await temporaryDirectory(), 'web.sock');
    const { warnings } = await serve(sweepOf(), { name: 'web', way: 'connect', path, options: {} });
    const why = "no such socket: check the path, or plug the port in by 'qgauge guest-channel add'";
    await expect.poll(() => warnings, SOON).toEqual([`the channel of web at ${path} is not served: ${why}`]);
    const port = await startPort({ listen: `unix:${path}` });
    await port.run(ASK);
    expect(port.lines).toContain(SESSION);
    expect(warnings).toHaveLength(1);
  });

  it('is never the monitor of the guest', async () => {
    const port = await startPort();
    const { warnings } = await serve(sweepOf({ socket: `unix:${port.path}` }), connectTo(port));
    const why = 'that is the monitor of the guest: name the socket of its port';
    await expect
      .poll(() => warnings, SOON)
      .toEqual([`the channel of web at ${port.path} is not served: ${why}`]);
    expect(port.connections).toBe(0);
  });

  it.runIf(KNOWS_PEERS)('is not served while another process has it, which is reported', async () => {
    const port = await startPort();
    const connects = `require('node:net').connect(process.argv[1]).on('connect', () => console.log())`;
    const other = spawn(process.execPath, ['-e', connects, port.path ?? ''], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void other.kill());
    await once(other.stdout, 'data');
    const { warnings } = await serve(sweepOf(), connectTo(port));
    const why = `pid ${other.pid} is connected to it, and it serves one client`;
    await expect
      .poll(() => warnings, SOON)
      .toEqual([`the channel of web at ${port.path} is not served: ${why}`]);
    expect(port.connections).toBe(1);
    other.kill();
    await expect.poll(() => port.connections, SOON).toBe(2);
    await port.run(ASK);
    expect(port.lines).toContain(SESSION);
  });

  it('is left alone, without a warning, until a guest that was started again has been found', async () => {
    const port = await startPort();
    const before = spawn('true');
    await once(before, 'exit');
    const daemon = { latest: sweepOf({ pid: before.pid }) };
    const warnings: string[] = [];
    const guest = new ChannelGuest('web', {}, { daemon, procRoot: '/proc' });
    expect(() => guest.prove(port.path ?? '', [process.pid])).toThrow(
      new Error('no QEMU of the name web has been found yet'),
    );
    const server = new ChannelServer({ daemon, warn: (message) => warnings.push(message) });
    onTestFinished(() => server[Symbol.asyncDispose]());
    await server.update([connectTo(port)]);
    daemon.latest = sweepOf();
    await port.run(ASK);
    expect(port.lines).toContain(SESSION);
    expect(warnings).toEqual([]);
  });

  it('is served beside one whose socket cannot be listened at, which is reported', async () => {
    const port = await startPort();
    const path = join(await temporaryDirectory(), 'no socket');
    writeFileSync(path, '');
    const server = new ChannelServer({ daemon: { latest: sweepOf() }, warn: () => undefined });
    onTestFinished(() => server[Symbol.asyncDispose]());
    const broken: ChannelConfig = { name: 'db', way: 'listen', path, options: {} };
    await expect(server.update([broken, connectTo(port)])).rejects.toThrow('another file has this path');
    await port.run(ASK);
    expect(port.lines).toContain(SESSION);
  });

  it('tells nothing of a guest that has another process than the one that was proven', async () => {
    const port = await startPort();
    const daemon = { latest: sweepOf() };
    const server = new ChannelServer({ daemon, warn: () => undefined });
    onTestFinished(() => server[Symbol.asyncDispose]());
    await server.update([connectTo(port)]);
    await port.run(ASK);
    daemon.latest = sweepOf({ pid: 1 });
    await port.run([{ do: 'close' }, ...ASK.slice(0, 2), { do: 'read', lines: 2 }]);
    expect(port.lines.slice(-2)).toContain('This value is not available on this host');
  });

  it('tells the guest what a new configuration allows, on the same connection', async () => {
    const port = await startPort();
    const { server } = await serve(sweepOf(), connectTo(port));
    const askFor = (stat: string, lines: number) =>
      port.run([
        { do: 'close' },
        { do: 'open' },
        { do: 'write', text: `\na guestlib.stat.get text ${stat}\n` },
        { do: 'read', lines },
      ]);
    await askFor('host', 4);
    const told = ['a 0 2', 'host.cpu.processorMHz = 2399', 'host.cpu.coresPerPkg = 4'];
    expect(port.lines).toEqual(['', ...told]);
    await server.update([{ ...connectTo(port), options: { hostInfo: true, provider: 'rack 7' } }]);
    await askFor('host', 8);
    expect(port.lines.slice(4)).toEqual(['a 0 7', ...told.slice(1), ...HIDDEN]);
    await askFor('session', 6);
    expect(port.lines).toContain('provider = rack 7');
    expect(port.connections).toBe(1);
  });

  it('refuses an encoding that does not exist, and other guests', async () => {
    const port = await startPort();
    await serve(sweepOf(), connectTo(port));
    const asked = ['exml session', 'text vnet 52:54:00:00:00:99', 'text web', 'text ../db'];
    for (const words of asked) {
      await port.run([
        { do: 'open' },
        { do: 'write', text: `a guestlib.stat.get ${words}\n` },
        { do: 'read', lines: 2 },
      ]);
    }
    const refusal = ['a 4 1', 'This value is not available on this host'];
    // The first of the lines that were read was empty, and the last one is not waited for.
    expect(port.lines.filter((line) => line !== '').slice(0, 7)).toEqual([
      ...refusal,
      ...refusal,
      ...refusal,
      refusal[0],
    ]);
  });

  it('is left alone until the first sweep, and by a server that has ended', async () => {
    const port = await startPort();
    let looks = 0;
    const daemon = {
      get latest() {
        looks++;
        return undefined;
      },
    };
    const warnings: string[] = [];
    const server = new ChannelServer({ daemon, warn: (message) => warnings.push(message) });
    await server.update([connectTo(port)]);
    // It is tried again after a second.
    await expect.poll(() => looks, SOON).toBeGreaterThan(1);
    await server[Symbol.asyncDispose]();
    expect(warnings).toEqual([]);
    expect(port.connections).toBe(0);
  });
});
