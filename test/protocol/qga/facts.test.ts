import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AgentMode } from '../../../mock-qemu/agent/mock-agent.js';
import type { AgentFacts } from '../../../src/model/snapshot.js';
import { AgentError } from '../../../src/protocol/qga/agent-error.js';
import { decodeAddresses, decodeOsId, readAgentFacts } from '../../../src/protocol/qga/facts.js';
import { DeadlineExceeded, startDeadline, untilAborted } from '../../../src/support/deadline.js';
import { type ConnectedAgent, mockAgent, scriptedAgent, synchronising } from './connected-agent.js';

const CONTROL = '\u001b[2J\u202e\u0000\n"\\';

function recorded(command: string): unknown {
  const file = join(import.meta.dirname, '..', '..', 'fixtures', 'qga-7.2', `${command}.json`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Asks as a caller does: for some time only, and letting go at its end. */
async function factsWithin(ms: number, { agent, socket }: ConnectedAgent): Promise<AgentFacts> {
  using deadline = startDeadline(ms);
  try {
    const facts = agent.synchronise().then(() => readAgentFacts(agent));
    return await untilAborted(facts, deadline.signal);
  } finally {
    socket.destroy();
  }
}

describe('readAgentFacts', () => {
  it('knows what a healthy guest runs, and its address', async () => {
    expect(await factsWithin(5000, await mockAgent())).toEqual({
      osId: 'lab',
      addresses: [{ mac: '52:54:00:aa:bb:01', address: '10.0.2.15' }],
    });
  });

  it.each(['wrong-types', 'control-characters'] as const)(
    'takes nothing from an agent with %s',
    async (mode) => {
      expect(await factsWithin(5000, await mockAgent({ mode }))).toEqual({ osId: undefined, addresses: [] });
    },
  );

  it.each<AgentMode>(['silent', 'late', 'no-ff', 'wrong-id', 'trickle'])(
    "is over when its caller's time is, with an agent that is %s",
    async (mode) => {
      const startedAt = performance.now();
      await expect(factsWithin(150, await mockAgent({ mode, lateMs: 60_000 }))).rejects.toBeInstanceOf(
        DeadlineExceeded,
      );
      expect(performance.now() - startedAt).toBeLessThan(3000);
    },
  );

  it.each<AgentMode>(['huge', 'endless'])(
    'fails early with an agent that is %s, and keeps little of it',
    async (mode) => {
      const connected = await mockAgent({ mode });
      await expect(factsWithin(10_000, connected)).rejects.toBeInstanceOf(AgentError);
      expect(connected.socket.bytesRead).toBeLessThan(1024 * 1024);
    },
  );

  it('is empty where the agent refuses everything', async () => {
    expect(await factsWithin(5000, await mockAgent({ mode: 'error' }))).toEqual({
      osId: undefined,
      addresses: [],
    });
  });

  it('fails with an agent that leaves in the middle of a reply', async () => {
    await expect(factsWithin(5000, await mockAgent({ mode: 'closes' }))).rejects.toBeInstanceOf(AgentError);
  });

  it('takes no address from an agent that says everything twice', async () => {
    const facts = await factsWithin(5000, await mockAgent({ mode: 'duplicate' }));
    expect(facts).toEqual({ osId: 'lab', addresses: [] });
  });

  it('asks for nothing else', async () => {
    const asked: string[] = [];
    const agent = await scriptedAgent((request) => {
      asked.push(request.execute);
      return synchronising('{"return": []}\n')(request);
    });
    await factsWithin(5000, agent);
    expect(asked).toEqual(['guest-sync-delimited', 'guest-get-osinfo', 'guest-network-get-interfaces']);
  });
});

describe('decodeOsId', () => {
  it('knows the recorded system', () => {
    expect(decodeOsId(recorded('guest-get-osinfo'))).toBe('lab');
  });

  it.each(['debian', 'opensuse-leap', 'mswindows', 'amzn', 'x_y.z-1', 'a'.repeat(32)])('takes %s', (id) => {
    expect(decodeOsId({ id })).toBe(id);
  });

  it.each([
    ['a capital', 'Debian'],
    ['a blank', 'a b'],
    ['a line end', 'debian\n'],
    ['control characters', CONTROL],
    ['another script', 'дебиан'],
    ['nothing in it', ''],
    ['33 characters', 'a'.repeat(33)],
    ['a million characters', 'a'.repeat(1_000_000)],
    ['a number', 42],
    ['a list', ['debian']],
    ['null', null],
  ])('takes no id with %s', (_, id) => {
    expect(decodeOsId({ id })).toBeUndefined();
  });

  it.each([[undefined], [null], [5], ['debian'], [[]], [{}]])('takes nothing from %j', (reply) => {
    expect(decodeOsId(reply)).toBeUndefined();
  });
});

describe('decodeAddresses', () => {
  const addressesOf = (...addresses: readonly unknown[]) =>
    decodeAddresses([
      {
        'hardware-address': '52:54:00:aa:bb:01',
        'ip-addresses': addresses.map((ip) => ({ 'ip-address': ip })),
      },
    ]).map(({ address }) => address);
  const macOf = (mac: unknown) =>
    decodeAddresses([{ 'hardware-address': mac, 'ip-addresses': [{ 'ip-address': '192.0.2.7' }] }])[0]?.mac;

  it('knows the one address of the recorded guest, without loopback and link-local ones', () => {
    expect(decodeAddresses(recorded('guest-network-get-interfaces'))).toEqual([
      { mac: '52:54:00:aa:bb:01', address: '10.0.2.15' },
    ]);
  });

  it('keeps several addresses of several cards, in order', () => {
    const nic = (mac: string, ...addresses: readonly string[]) => ({
      'hardware-address': mac,
      'ip-addresses': addresses.map((address) => ({ 'ip-address': address })),
    });
    const reply = [
      nic('52:54:00:AA:BB:01', '2001:db8::7', '192.0.2.7'),
      nic('52:54:00:aa:bb:02', '192.0.2.8'),
    ];
    expect(decodeAddresses(reply)).toEqual([
      { mac: '52:54:00:aa:bb:01', address: '2001:db8::7' },
      { mac: '52:54:00:aa:bb:01', address: '192.0.2.7' },
      { mac: '52:54:00:aa:bb:02', address: '192.0.2.8' },
    ]);
  });

  it.each(['127.0.0.1', '127.8.9.10', '169.254.1.2', '::1', 'fe80::1', 'FE80::1', '2001:db8::1%eth0'])(
    'leaves out %s, which means something in one place only',
    (address) => {
      expect(addressesOf(address)).toEqual([]);
    },
  );

  it.each([
    ['control characters', `192.0.2.7${CONTROL}`],
    ['a line end', '192.0.2.7\n'],
    ['a blank', ' 192.0.2.7'],
    ['four figures too large', '999.0.2.7'],
    ['a name', 'example.org'],
    ['a million characters', '1'.repeat(1_000_000)],
    ['a number', 10],
    ['null', null],
  ])('leaves out an address with %s', (_, address) => {
    expect(addressesOf(address, '192.0.2.8')).toEqual(['192.0.2.8']);
  });

  it.each([
    ['control characters', `52:54:00:aa:bb:01${CONTROL}`],
    ['dashes', '52-54-00-aa-bb-01'],
    ['seven figures', '52:54:00:aa:bb:01:02'],
    ['a number', 5],
    ['nothing', undefined],
  ])('keeps an address without a MAC when that has %s', (_, mac) => {
    expect(macOf('52:54:00:AA:BB:01')).toBe('52:54:00:aa:bb:01');
    expect(macOf(mac)).toBeUndefined();
  });

  it('looks at 64 cards, and at 64 addresses of each', () => {
    const addresses = Array.from({ length: 100 }, () => ({ 'ip-address': '192.0.2.7' }));
    const cards = Array.from({ length: 100 }, () => ({ 'ip-addresses': addresses }));
    expect(decodeAddresses(cards)).toHaveLength(64 * 64);
  });

  it.each([
    [undefined],
    [null],
    [5],
    ['x'],
    [{}],
    [[null, 5, 'eth0', []]],
    [[{ 'ip-addresses': '10.0.2.15' }]],
  ])('takes nothing from %j', (reply) => {
    expect(decodeAddresses(reply)).toEqual([]);
  });
});
