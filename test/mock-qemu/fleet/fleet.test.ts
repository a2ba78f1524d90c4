import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Fleet, type FleetOptions } from '../../../mock-qemu/fleet/fleet.js';
import { checkOpenFiles } from '../../../mock-qemu/fleet/open-files.js';
import { parseScenario } from '../../../mock-qemu/fleet/scenario.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { connectRaw } from '../raw-client.js';

async function fleetOf(options: FleetOptions): Promise<Fleet> {
  const fleet = await Fleet.start(options);
  onTestFinished(() => fleet.close());
  return fleet;
}

const addressOf = (fleet: Fleet, name: string) =>
  fleet.list().find((each) => each.name === name)?.addresses[0] ?? '';

describe('a fleet', () => {
  it('gives every machine a socket in its directory, and leaves nothing behind', async () => {
    const directory = join(await temporaryDirectory(), 'made');
    const fleet = await fleetOf({ directory, machines: [{ name: 'a/b', agent: 'healthy' }, { name: 'c' }] });
    expect(fleet.list()).toEqual([
      {
        name: 'a/b',
        version: '11.1',
        addresses: [`unix:${directory}/a%2Fb.sock`],
        agent: `unix:${directory}/a%2Fb.agent.sock`,
        status: 'running',
      },
      {
        name: 'c',
        version: '11.1',
        addresses: [`unix:${directory}/c.sock`],
        agent: null,
        status: 'running',
      },
    ]);
    expect((await readdir(directory)).sort()).toEqual(['a%2Fb.agent.sock', 'a%2Fb.sock', 'c.sock']);
    await fleet.close();
    expect(existsSync(directory)).toBe(false);
  });

  it('leaves a directory that it did not create', async () => {
    const directory = await temporaryDirectory();
    const fleet = await fleetOf({ directory, machines: [{ name: 'a' }] });
    await fleet.close();
    expect(await readdir(directory)).toEqual([]);
  });

  it('starts all machines or none', async () => {
    const directory = await temporaryDirectory();
    const first = await fleetOf({ directory, machines: [{ name: 'b' }] });
    await expect(Fleet.start({ directory, machines: [{ name: 'a' }, { name: 'b' }] })).rejects.toThrow(
      `cannot listen on unix:${directory}/b.sock: another process listens on it; stop it, or choose another path`,
    );
    expect(await readdir(directory)).toEqual(['b.sock']);
    expect(await first.perform({ do: 'execute', machine: 'b', command: 'query-name' })).toEqual({
      name: 'b',
    });
  });

  it('reports in advance that there are too few open files', () => {
    const machines = [{ name: 'a', agent: 'healthy' as const, monitors: [{}] }, { name: 'b' }];
    expect(() => checkOpenFiles(machines, 58)).not.toThrow();
    expect(() => checkOpenFiles(machines, 57)).toThrow(
      '2 machines and a client for each listener need 58 open files, but the limit of this process is 57: start fewer machines, or raise the limit with `ulimit -n 58`',
    );
  });

  it('changes the states of machines, and sends events to their clients', async () => {
    const fleet = await fleetOf({
      machines: [{ name: 'a', actions: { panic: 'pause', watchdog: 'pause' } }],
    });
    await using client = await connectRaw(addressOf(fleet, 'a'));
    await client.negotiate();
    const moves = [
      ['stop', 'STOP', 'paused'],
      ['cont', 'RESUME', 'running'],
      ['suspend', 'SUSPEND', 'suspended'],
      ['wakeup', 'WAKEUP', 'running'],
      ['watchdog', 'WATCHDOG', 'watchdog'],
      ['cont', 'RESUME', 'running'],
      ['panic', 'GUEST_PANICKED', 'guest-panicked'],
    ] as const;
    for (const [move, event, status] of moves) {
      await fleet.perform({ do: move, machine: 'a' });
      const text = await client.take((soFar) => soFar.includes(`"${event}"`));
      expect(text).toContain('"timestamp"');
      expect(fleet.list()[0]?.status).toBe(status);
    }
    await fleet.perform({ do: 'quit', machine: 'a' });
    expect(await client.end()).toContain('"SHUTDOWN"');
  });

  it('kills a machine at once, and starts it again at the same address', async () => {
    const fleet = await fleetOf({ machines: [{ name: 'a', listen: 'tcp:127.0.0.1:0' }] });
    const address = addressOf(fleet, 'a');
    const client = await connectRaw(address);
    await client.negotiate();
    await fleet.perform({ do: 'kill', machine: 'a' });
    expect(await client.end()).toBe('');
    expect(fleet.list()[0]).toMatchObject({ status: 'ended', addresses: [address] });
    await expect(fleet.perform({ do: 'stop', machine: 'a' })).rejects.toThrow(
      "the machine 'a' has ended: start it first",
    );
    await fleet.perform({ do: 'start', machine: 'a' });
    await using again = await connectRaw(address);
    await again.negotiate();
    await expect(fleet.perform({ do: 'start', machine: 'a' })).rejects.toThrow(
      "the machine 'a' is already running: kill or quit it first",
    );
  });

  it.each(['suspend', 'oom', 'watchdog', 'panic'] as const)(
    'refuses a %s of a guest that does not run, and skips it among several',
    async (move) => {
      const fleet = await fleetOf({ machines: [{ name: 'a', actions: { panic: 'pause' } }, { name: 'b' }] });
      // As in QEMU, stopping a stopped machine succeeds.
      for (const machine of ['a', 'a', 'b']) await fleet.perform({ do: 'stop', machine });
      await expect(fleet.perform({ do: move, machine: 'a' })).rejects.toThrow(
        "the machine 'a' is not running but paused: its guest does nothing until a cont or a reset",
      );
      expect(await fleet.perform({ do: move, machine: '*' })).toBeUndefined();
      await fleet.perform({ do: 'cont', machine: 'a' });
      expect(fleet.list().map(({ status }) => status)).toEqual(['running', 'paused']);
    },
  );

  it('skips machines to which an action does not apply, when several are selected', async () => {
    const fleet = await fleetOf({ machines: [{ name: 'a' }, { name: 'b' }] });
    const states = () => fleet.list().map(({ status }) => status);
    await fleet.perform({ do: 'kill', machine: 'a' });
    await fleet.perform({ do: 'stop' });
    expect(states()).toEqual(['ended', 'paused']);
    await fleet.perform({ do: 'start', machine: '*' });
    expect(states()).toEqual(['running', 'paused']);
  });

  it('plays faults and shows statistics on the machines that a pattern selects', async () => {
    const fleet = await fleetOf({ machines: [{ name: 'web1' }, { name: 'web2' }, { name: 'db' }] });
    await fleet.perform({ do: 'balloon', machine: 'web*', stats: { 'stat-free-memory': 42 } });
    const shown = fleet
      .list()
      .map(({ name }) => JSON.stringify(fleet.machine(name).balloon.guestStats(), asText));
    expect(shown.map((text) => text.includes('"stat-free-memory":42'))).toEqual([true, true, false]);
    await fleet.perform({ do: 'fault', machine: ['db'], kind: 'garbage', bytes: '~~~\r\n' });
    await using client = await connectRaw(addressOf(fleet, 'db'));
    await client.lines(1);
    client.write('{"execute":"qmp_capabilities"}');
    expect(await client.lines(2)).toEqual(['~~~\r\n', '{"return": {}}\r\n']);
    await fleet.perform({ do: 'heal', machine: 'db', kind: 'garbage' });
    expect(await client.ask({ execute: 'query-name' })).toBe('{"return": {"name": "db"}}');
  });

  it('adds and removes machines', async () => {
    const fleet = await fleetOf({});
    await fleet.perform({ do: 'add', spec: { name: 'vm{n}', count: 3 } });
    await fleet.perform({ do: 'remove', machine: 'vm2' });
    expect(fleet.list().map(({ name }) => name)).toEqual(['vm1', 'vm3']);
    await expect(fleet.perform({ do: 'add', spec: { name: 'vm1' } })).rejects.toThrow(
      "a machine named 'vm1' already exists: remove it, or choose another name",
    );
    await expect(fleet.perform({ do: 'stop', machine: 'vm2' })).rejects.toThrow(
      "no machine named 'vm2'; did you mean 'vm1'?",
    );
  });

  it('runs commands as another client would, and returns the calls', async () => {
    const fleet = await fleetOf({ machines: [{ name: 'a' }, { name: 'b' }] });
    const set = { path: '/machine/peripheral/balloon0', property: 'guest-stats-polling-interval', value: 7 };
    await fleet.perform({ do: 'execute', command: 'qom-set', arguments: set });
    const { path, property } = set;
    const got = await fleet.perform({ do: 'execute', command: 'qom-get', arguments: { path, property } });
    expect(got).toEqual({ a: 7, b: 7 });
    await expect(fleet.perform({ do: 'execute', command: 'nope' })).rejects.toThrow(
      'The command nope has not been found',
    );
    await using client = await connectRaw(addressOf(fleet, 'a'));
    await client.negotiate();
    await client.ask({ execute: 'query-name' });
    expect(await fleet.perform({ do: 'calls', machine: 'a', command: 'query-name' })).toMatchObject([
      { execute: 'query-name' },
    ]);
  });
});

describe('a fleet with a timeline', () => {
  const text = `
time: manual
machines: [{ name: a }]
timeline:
  - { at: 0s, do: stop }
  - { at: 10m, do: cont }
  - { at: 30m, every: 10m, do: emit, event: WATCHDOG }
`;

  it('stands still in manual time until it is advanced', async () => {
    const fleet = await fleetOf(parseScenario(text, 'a.yaml'));
    await using client = await connectRaw(addressOf(fleet, 'a'));
    await client.negotiate();
    expect(fleet.list()[0]?.status).toBe('paused');
    await fleet.perform({ do: 'advance', by: '10m' });
    expect(fleet.list()[0]?.status).toBe('running');
    await Promise.all([
      fleet.perform({ do: 'advance', by: '40m' }),
      fleet.perform({ do: 'advance', by: '10m' }),
    ]);
    const events = await client.take((soFar) => soFar.split('WATCHDOG').length > 4);
    expect(events.split('\r\n').slice(0, -1)).toHaveLength(5);
  });

  it('cannot be advanced in real time', async () => {
    const fleet = await fleetOf({ machines: [{ name: 'a' }] });
    await expect(fleet.perform({ do: 'advance', by: '1s' })).rejects.toThrow(
      'real time cannot be advanced: start the fleet with manual time',
    );
  });

  it('plays in real time, reports failed actions, continues, and may end itself', async () => {
    const scenario = parseScenario(
      `machines: [{ name: a }]
timeline:
  - { at: 10ms, do: kill }
  - { at: 20ms, do: stop, machine: a }
  - { at: 30ms, do: start }
  - { at: 60ms, do: shutdown }`,
      'a.yaml',
    );
    const problems: string[] = [];
    const fleet = await fleetOf({ ...scenario, onProblem: (message) => problems.push(message) });
    await fleet.ended;
    expect(fleet.list()[0]?.status).toBe('running');
    expect(problems).toEqual([
      expect.stringMatching(/^at \d+(\.\d+)? ms: stop: the machine 'a' has ended: start it first$/),
    ]);
  });
});

function asText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
