import { describe, expect, it } from 'vitest';
import { type MockAgentOptions, startMockAgent } from '../../mock-qemu/agent/mock-agent.js';
import { recordedAnswer } from '../protocol/qga/recorded-agent.js';
import { connectRaw, type RawClient } from './raw-client.js';

const SYNC = '\xff{"execute": "guest-sync-delimited", "arguments": {"id": 4711}}\n';
const STRAY = '{"error": {"class": "GenericError", "desc": "JSON parse error, stray \'\\uFFFD\'"}}\n';
const SYNCED = '\xff{"return": 4711}\n';
const PONG = '{"return": {}, "id": 1}\n';
const COMMANDS = [
  'guest-ping',
  'guest-info',
  'guest-get-osinfo',
  'guest-get-host-name',
  'guest-network-get-interfaces',
  'guest-get-users',
  'guest-get-timezone',
  'guest-get-fsinfo',
  'guest-get-disks',
];

describe('the mock agent', () => {
  it('synchronises as a recorded one: first the error that the 0xFF is, then 0xFF and the id', async () => {
    await using lab = await startLab();
    expect(await lab.client.after(50)).toBe('');
    lab.client.write(SYNC);
    expect(await lab.client.lines(2)).toEqual([STRAY, SYNCED]);
  });

  it('answers in line feeds and in the words of a recorded one', async () => {
    await using lab = await startLab();
    expect(await ask(lab.client, 'guest-ping')).toBe('{"return": {}}\n');
    expect(await ask(lab.client, 'guest-get-host-name')).toBe('{"return": {"host-name": "labguest"}}\n');
    expect(await ask(lab.client, 'guest-get-osinfo')).toBe(
      '{"return": {"name": "Lab", "kernel-release": "6.1.0-56-cloud-amd64", "pretty-name": "Lab Linux 1", "version-id": "1", "kernel-version": "#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)", "machine": "x86_64", "id": "lab"}}\n',
    );
    expect(await ask(lab.client, 'guest-network-get-interfaces')).toBe(
      '{"return": [{"name": "lo", "ip-addresses": [{"ip-address-type": "ipv4", "ip-address": "127.0.0.1", "prefix": 8}, {"ip-address-type": "ipv6", "ip-address": "::1", "prefix": 128}], "statistics": {"tx-packets": 0, "tx-errs": 0, "rx-bytes": 0, "rx-dropped": 0, "rx-packets": 0, "rx-errs": 0, "tx-bytes": 0, "tx-dropped": 0}, "hardware-address": "00:00:00:00:00:00"}, {"name": "eth0", "ip-addresses": [{"ip-address-type": "ipv4", "ip-address": "10.0.2.15", "prefix": 24}, {"ip-address-type": "ipv6", "ip-address": "fe80::5054:ff:feaa:bb01", "prefix": 64}], "statistics": {"tx-packets": 14, "tx-errs": 0, "rx-bytes": 426, "rx-dropped": 0, "rx-packets": 5, "rx-errs": 0, "tx-bytes": 1076, "tx-dropped": 0}, "hardware-address": "52:54:00:aa:bb:01"}, {"name": "eth1", "hardware-address": "52:54:00:aa:bb:02"}]}\n',
    );
    expect(await ask(lab.client, 'no-such')).toBe(
      '{"error": {"class": "CommandNotFound", "desc": "The command no-such has not been found"}}\n',
    );
    expect(await ask(lab.client, 'guest-info')).toMatch(
      /^\{"return": \{"version": "7\.2\.22", "supported_commands": \[\{"enabled": true, "name": "guest-/,
    );
  });

  it('tells the time, and the keys of a user that it has', async () => {
    await using lab = await startLab();
    const before = Date.now();
    const [, nanoseconds] = /^\{"return": (\d{19})\}\n$/.exec(await ask(lab.client, 'guest-get-time')) ?? [];
    expect(Number(BigInt(nanoseconds ?? 0) / 1_000_000n)).toBeGreaterThanOrEqual(before);
    const keysOf = async (user: string) => {
      lab.client.write(
        `{"execute": "guest-ssh-get-authorized-keys", "arguments": {"username": "${user}"}}\n`,
      );
      return (await lab.client.lines(1))[0];
    };
    expect(await keysOf('root')).toMatch(/^\{"return": \{"keys": \["ssh-ed25519 \S+ root@lab"\]\}\}\n$/);
    expect(await keysOf('eve')).toBe(
      '{"error": {"class": "GenericError", "desc": "failed to lookup user \'eve\'"}}\n',
    );
    expect(await ask(lab.client, 'guest-ssh-get-authorized-keys')).toBe(
      '{"error": {"class": "GenericError", "desc": "Parameter \'username\' is missing"}}\n',
    );
  });

  it('answers in the form of the recorded one', async () => {
    await using lab = await startLab();
    for (const command of ['guest-get-timezone', 'guest-get-vcpus']) {
      const { return: answer } = JSON.parse(await ask(lab.client, command));
      expect(answer).toEqual(recordedAnswer(command));
    }
    const { return: disks } = JSON.parse(await ask(lab.client, 'guest-get-disks'));
    expect(disks.slice(1)).toEqual(recordedAnswer('guest-get-disks'));
  });

  it('has the commands of its version, and says which of them are forbidden', async () => {
    await using old = await startLab({ forbidden: ['guest-get-users'] });
    expect(await ask(old.client, 'guest-get-load')).toContain('has not been found');
    expect(await ask(old.client, 'guest-get-users')).toBe(
      '{"error": {"class": "CommandNotFound", "desc": "Command guest-get-users has been disabled"}}\n',
    );
    const info = await ask(old.client, 'guest-info');
    expect(info).toContain('{"enabled": false, "name": "guest-get-users", "success-response": true}');
    expect(info).not.toContain('guest-get-load');
    await using recent = await startLab({ version: '10.0.0' });
    expect(await ask(recent.client, 'guest-get-load')).toBe(
      '{"return": {"load15m": 0.125, "load1m": 0.5, "load5m": 0.25}}\n',
    );
    expect(await ask(recent.client, 'guest-info')).toContain('"name": "guest-get-load"');
  });

  it('may answer with integers that an agent cannot have', async () => {
    await using lab = await startLab({ mode: 'big-integers' });
    await synchronise(lab.client);
    expect(await ask(lab.client, 'guest-get-time')).toBe('{"return": 9223372036854775808}\n');
    expect(await ask(lab.client, 'guest-get-vcpus')).toContain('"logical-id": 9223372036854775808');
    expect(await ask(lab.client, 'guest-ping')).toBe('{"return": {}}\n');
  });

  it.each(['silent', 'absent'] as const)('may be %s', async (mode) => {
    await using lab = await startLab({ mode });
    lab.client.write(SYNC);
    expect(await lab.client.after(100)).toBe('');
  });

  it('may leave out the 0xFF', async () => {
    await using lab = await startLab({ mode: 'no-ff' });
    lab.client.write(SYNC);
    expect(await lab.client.lines(2)).toEqual([STRAY, SYNCED.slice(1)]);
  });

  it('may send a reply that is huge and has no end', async () => {
    await using lab = await startLab({ mode: 'huge', mebibytes: 2 });
    await synchronise(lab.client);
    lab.client.write('{"execute":"guest-get-host-name"}\n');
    const text = await lab.client.take((soFar) => soFar.length >= 2 * 1024 * 1024);
    expect(text).not.toContain('\n');
  });

  it('may send without end, until its client disconnects', async () => {
    await using lab = await startLab({ mode: 'endless' });
    await synchronise(lab.client);
    lab.client.write('{"execute":"guest-ping"}\n');
    await lab.client.take((soFar) => soFar.length >= 8 * 1024 * 1024);
    await lab.client.close();
    await using next = await connectRaw(lab.address);
    await synchronise(next);
  });

  it('may answer a request whose client no longer waits, before the next sync', async () => {
    await using lab = await startLab({ mode: 'late', lateMs: 100 });
    await synchronise(lab.client);
    lab.client.write(`{"execute":"guest-ping"}\n${SYNC}`);
    expect(await lab.client.after(50)).toBe('');
    expect(await lab.client.lines(3)).toEqual(['{"return": {}}\n', STRAY, SYNCED]);
  });

  it.each(['wrong-types', 'control-characters'] as const)(
    'may answer with %s in well-formed JSON',
    async (mode) => {
      await using healthy = await startLab();
      await using lab = await startLab({ mode });
      await synchronise(lab.client);
      const differing = [];
      for (const command of COMMANDS) {
        const answer = await ask(lab.client, command);
        expect(() => JSON.parse(answer)).not.toThrow();
        if (answer !== (await ask(healthy.client, command))) differing.push(command);
      }
      expect(differing).toEqual(expect.arrayContaining(COMMANDS.slice(2)));
    },
  );

  it('may answer another sync', async () => {
    await using lab = await startLab({ mode: 'wrong-id' });
    lab.client.write(SYNC);
    expect(await lab.client.lines(2)).toEqual([STRAY, '\xff{"return": 4712}\n']);
    lab.client.write('{"execute":"guest-sync","arguments":{"id":5}}');
    expect(await lab.client.lines(1)).toEqual(['{"return": 6}\n']);
  });

  it('may send one byte after the other', async () => {
    await using lab = await startLab({ mode: 'trickle', trickleMs: 1 });
    await synchronise(lab.client);
    const before = lab.client.chunks.length;
    expect(await ask(lab.client, 'guest-ping')).toBe('{"return": {}}\n');
    expect(lab.client.chunks.length - before).toBeGreaterThan(5);
  });

  it('may close the connection in the middle of a reply', async () => {
    await using lab = await startLab({ mode: 'closes' });
    await synchronise(lab.client);
    lab.client.write('{"execute":"guest-ping"}\n');
    expect(await lab.client.end()).toBe('{"return');
    await using next = await connectRaw(lab.address);
    await synchronise(next);
  });

  it('may send everything twice', async () => {
    await using lab = await startLab({ mode: 'duplicate' });
    await synchronise(lab.client);
    lab.client.write('{"execute":"guest-ping","id":1}\n');
    expect(await lab.client.lines(2)).toEqual([PONG, PONG]);
  });

  it('may refuse every command, in the words of a recorded one', async () => {
    await using lab = await startLab({ mode: 'error' });
    await synchronise(lab.client);
    for (const command of COMMANDS) {
      expect(await ask(lab.client, command)).toBe(
        `{"error": {"class": "CommandNotFound", "desc": "Command ${command} has been disabled"}}\n`,
      );
    }
  });

  it('can be closed while it is late', async () => {
    const lab = await startLab({ mode: 'late', lateMs: 60_000 });
    await synchronise(lab.client);
    lab.client.write('{"execute":"guest-ping"}\n');
    await lab.client.after(50);
    await lab[Symbol.asyncDispose]();
  });
});

interface Lab extends AsyncDisposable {
  readonly address: string;
  readonly client: RawClient;
}

async function startLab(options: MockAgentOptions = {}): Promise<Lab> {
  const agent = await startMockAgent(options);
  const client = await connectRaw(agent.address);
  const dispose = async () => {
    await agent.close();
    await client.close();
  };
  return { address: agent.address, client, [Symbol.asyncDispose]: dispose };
}

async function synchronise(client: RawClient): Promise<void> {
  client.write(SYNC);
  await client.lines(2);
}

async function ask(client: RawClient, command: string): Promise<string> {
  client.write(`{"execute": "${command}"}\n`);
  const [line = ''] = await client.lines(1);
  return line;
}
