import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeAction, parseScenario, readScenario } from '../../../mock-qemu/fleet/scenario.js';

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', 'docs', 'scenarios');

describe('a scenario', () => {
  it.each(readdirSync(EXAMPLES))('is valid in the example %s', async (file) => {
    const scenario = await readScenario(join(EXAMPLES, file));
    expect(scenario.machines.length).toBeGreaterThan(0);
  });

  it('accepts defaults, sizes with units, versions as written, and a number for a name', () => {
    const text = `
defaults: { version: 10.0, driver: silent }
machines:
  - { name: 'vm{n}', count: 10, listen: '/tmp/{n}.sock', memoryBytes: 1.5G }
  - { name: other, version: 7.2, memoryBytes: 512, disks: [{ id: a, virtualSizeBytes: 1K }] }
`;
    const { machines } = parseScenario(text, 'a.yaml');
    expect(machines).toHaveLength(11);
    expect(machines[0]).toMatchObject({
      name: 'vm01',
      listen: '/tmp/01.sock',
      memoryBytes: 1.5 * 1024 ** 3,
      version: '10.0',
      driver: 'silent',
    });
    expect(new Set(machines.map(({ seed }) => seed)).size).toBe(11);
    expect(machines[10]).toMatchObject({
      version: '7.2',
      memoryBytes: 512,
      disks: [{ virtualSizeBytes: 1024 }],
    });
  });

  it('has ports, each with a program', () => {
    const text = `
machines:
  - name: 'vm{n}'
    count: 2
    ports: [{ name: org.qgauge.0, listen: '/tmp/{n}.port', program: [{ do: open }, { do: write, text: "a\\n" }] }]
`;
    const { machines } = parseScenario(text, 'a.yaml');
    expect(machines[1]?.ports).toEqual([
      {
        name: 'org.qgauge.0',
        listen: '/tmp/2.port',
        program: [{ do: 'open' }, { do: 'write', text: 'a\n' }],
      },
    ]);
  });

  it('has a timeline in milliseconds', () => {
    const text = 'machines: [{ name: a }]\ntimeline: [{ at: 1.5m, every: 500ms, do: stop, machine: a }]';
    const { timeline } = parseScenario(text, 'a.yaml');
    expect(timeline).toEqual([{ atMs: 90_000, everyMs: 500, action: { do: 'stop', machine: 'a' } }]);
  });
});

describe('a scenario that breaks a rule', () => {
  it.each([
    ['machines: [', '1:12: a ] is missing: its bracket is opened before and not closed'],
    [
      'machines:\n  - name: a: b',
      "2:11: the line has a second key, or is not indented like its neighbours; a value with ': ' in it needs quotes",
    ],
    ['machines: []\nmachines: []', '2:1: the key occurs twice'],
    [
      'machines: [{ name: a, connect: /x, listen: /y }]',
      "1:32: machines[0].connect: it conflicts with 'listen': leave out one",
    ],
    [
      'machines: [{ name: a, monitors: [{ connect: x }] }]',
      "1:45: machines[0].monitors[0].connect: cannot listen on 'x': expected unix:/path, /path, tcp:127.0.0.1:PORT or ws://127.0.0.1:PORT/",
    ],
    [
      'machines: [{ name: a, reconnectMs: 5 }]',
      "1:36: machines[0].reconnectMs: 'connect' is missing: only a client reconnects",
    ],
    ['machines: &a [*a]', '1:15: *a is inside the node that it refers to'],
    ['machines: []\n---\n', '2:1: a second document begins here: a file is a single document'],
    ['? [a]\n: 1\nmachines: []', '1:1: [ a ]: unknown key'],
    [
      '',
      '1:1: an empty value is not a scenario: an object with machines, and maybe time, defaults and a timeline',
    ],
    ['machine: []', "1:1: 'machines' is missing\n1:1: machine: unknown key; did you mean 'machines'?"],
    [
      'machines:\n  - nam: web',
      "2:5: machines[0].nam: unknown key; did you mean 'name'?\n2:5: machines[0]: 'name' is missing",
    ],
    [
      'machines:\n  - name: web\n    driver: linux-6.2',
      "3:13: machines[0].driver: 'linux-6.2' is not one of linux-6.1, linux-6.12, windows-without-service, freebsd-no-stats, silent, slow, lying, crashing, none; did you mean 'linux-6.1'?",
    ],
    [
      'machines: [{ name: a, version: 10.1 }]',
      "1:32: machines[0].version: '10.1' is not one of 5.2, 7.2, 10.0, 11.1; did you mean '10.0'?",
    ],
    [
      'machines: [{ name: a, memoryBytes: 4GB }]',
      "1:36: machines[0].memoryBytes: '4GB' is not a size: bytes as a number, or with a unit such as 512M or 4G",
    ],
    [
      'machines: [{ name: a, memoryBytes: 8192T }, { name: b, memoryBytes: 0.0001K }]',
      "1:36: machines[0].memoryBytes: '8192T' is not a valid size: expected 1 byte to 8191T\n1:69: machines[1].memoryBytes: '0.0001K' is not a valid size: expected 1 byte to 8191T",
    ],
    [
      String.raw`machines: [{ name: "a\ud800" }]`,
      '1:20: machines[0].name: an unpaired surrogate is not valid in a name',
    ],
    [`machines: [{ name: a, ${'x'.repeat(70)}: 1 }]`, `1:23: machines[0].${'x'.repeat(60)}…: unknown key`],
    [
      'machines: [{ name: a, agent: helthy }]',
      "1:30: machines[0].agent: 'helthy' is not one of healthy, silent, absent, no-ff, wrong-id, huge, endless, late, trickle, closes, duplicate, wrong-types, control-characters, big-integers, error; did you mean 'healthy'?",
    ],
    [
      'machines: [{ name: a, listen: here }]',
      "1:31: machines[0].listen: 'here' is not an address: unix:/path, /path, tcp:host:port, ws://host:port or fd:N",
    ],
    [
      `machines: [{ name: a, listen: /${'x'.repeat(107)} }]`,
      `1:31: machines[0].listen: cannot listen on '/${'x'.repeat(107)}': the path has 108 bytes, more than the 107 of a UNIX socket; choose a shorter one`,
    ],
    ['machines:\n  - name: a\n  - name: a', "3:11: machines[1].name: 'a' is already used by machines[0]"],
    [
      'machines:\n  - { name: a, listen: /x }\n  - { name: b, listen: unix:/x }',
      '3:24: machines[1].listen: unix:/x is already used by machines[0].listen',
    ],
    [
      'machines: [{ name: a, listen: /x, ports: [{ name: p, listen: /x }] }]',
      '1:62: machines[0].ports[0].listen: unix:/x is already used by machines[0].listen',
    ],
    [
      'machines: [{ name: a, ports: [{ name: p, program: [{ do: write }] }] }]',
      "1:52: machines[0].ports[0].program[0]: 'text' is missing",
    ],
    [
      'machines: [{ name: a, listen: /x, agent: { listen: /x } }]',
      '1:52: machines[0].agent.listen: unix:/x is already used by machines[0].listen',
    ],
    [
      'machines: [{ name: a, count: 2 }]',
      '1:20: machines[0].name: with count 2 each machine needs its own value: add {n} to it',
    ],
    [
      "machines: [{ name: 'a{n}', count: 0 }]",
      '1:35: machines[0].count: 0 is not a number of machines, 1 to 100000',
    ],
    [
      'machines: [{ name: a, faults: [{ kind: dely }] }]',
      "1:40: machines[0].faults[0].kind: 'dely' is not one of hang, delay, drop, close, half, garbage, oversize, trickle, refuse, event-flood, stop-reading, freeze, wrong-greeting, no-greeting, duplicate-reply, unknown-id; did you mean 'delay'?",
    ],
    [
      'machines: [{ name: a, faults: [{ kind: hang, command: query-blok }] }]',
      "1:55: machines[0].faults[0].command: 'query-blok' is not a command of QEMU 5.2, 7.2, 10.0, 11.1; did you mean 'query-block'?",
    ],
    [
      'machines: [{ name: a, faults: [{ kind: delay, mss: 5 }] }]',
      "1:32: machines[0].faults[0]: the fault 'delay' has no option 'mss': its options are command, times, ms; did you mean 'ms'?",
    ],
  ])('is reported with its place: %s', (text, message) => {
    const lines = message.split('\n').map((line) => `a.yaml:${line}`);
    expect(() => parseScenario(text, 'a.yaml')).toThrow(
      expect.objectContaining({ message: lines.join('\n') }),
    );
  });

  it.each([
    [
      '{ at: 5, do: stop }',
      '2:18: timeline[0].at: 5 is not a time with its unit, such as 500ms, 5s, 1.5m or 1h',
    ],
    [
      "{ at: '5', do: stop }",
      "2:18: timeline[0].at: '5' is not a time with its unit, such as 500ms, 5s, 1.5m or 1h",
    ],
    ['{ do: stop }', "2:12: timeline[0]: 'at' is missing"],
    ['{ at: 5s }', "2:12: timeline[0]: 'do' is missing"],
    ['{ at: 999h, do: stop }', "2:18: timeline[0].at: '999h' is longer than 24 days"],
    [
      '{ at: 1s, every: 0s, do: stop }',
      "2:29: timeline[0].every: '0s' is not a valid interval: expected more than 0",
    ],
    ['{ at: 1s, do: stop, machine: b }', "2:41: timeline[0].machine: 'b' is not a machine of this scenario"],
    [
      '{ at: 1s, do: stop, machine: [a, b*] }',
      "2:41: timeline[0].machine: 'b*' is not a machine of this scenario",
    ],
    [
      '{ at: 1s, do: falt, kind: hang }',
      "2:26: timeline[0].do: 'falt' is not one of fault, heal, emit, balloon, execute, stop, cont, reset, powerdown, suspend, wakeup, oom, watchdog, panic, quit, kill, start, remove, add, list, calls, advance, shutdown; did you mean 'fault'?",
    ],
    [
      '{ at: 1s, do: fault, kind: hagn }',
      "2:39: timeline[0].kind: 'hagn' is not one of hang, delay, drop, close, half, garbage, oversize, trickle, refuse, event-flood, stop-reading, freeze, wrong-greeting, no-greeting, duplicate-reply, unknown-id; did you mean 'hang'?",
    ],
    [
      '{ at: 1s, do: fault, kind: delay, ms: fast }',
      "2:12: timeline[0]: the option 'ms' of the fault 'delay' must be a number of 0 or more, not \"fast\"",
    ],
    [
      '{ at: 1s, do: emit, evnt: STOP }',
      "2:12: timeline[0]: 'event' is missing\n2:32: timeline[0].evnt: unknown key; did you mean 'event'?",
    ],
    ['{ at: 1s, do: balloon }', "2:12: timeline[0]: 'stats' or 'targetBytes' is missing"],
    ['{ at: 1s, do: advance, by: 1s }', '2:26: timeline[0].do: a timeline cannot advance its own time'],
    [
      '{ at: 1s, do: add, spec: { name: a } }',
      "2:45: timeline[0].spec.name: 'a' is already used by machines[0]",
    ],
  ])('is reported with its place in the timeline: %s', (line, message) => {
    const text = `machines: [{ name: a }]\ntimeline: [${line}]`;
    const lines = message.split('\n').map((each) => `a.yaml:${each}`);
    expect(() => parseScenario(text, 'a.yaml')).toThrow(
      expect.objectContaining({ message: lines.join('\n') }),
    );
  });

  it('reports all problems in the order of the file, up to a bound', () => {
    const machines = Array.from({ length: 30 }, () => '  - { name: a, bad: 1 }').join('\n');
    const failure = catching(() => parseScenario(`machines:\n${machines}`, 'a.yaml'));
    const lines = failure.split('\n');
    expect(lines).toHaveLength(21);
    expect(lines[1]).toBe('a.yaml:3:16: machines[1].bad: unknown key');
    expect(lines[20]).toBe('and 10 more');
  });

  it('may be nested too deeply', () => {
    const text = `machines: ${'['.repeat(5000)}${']'.repeat(5000)}`;
    expect(catching(() => parseScenario(text, 'a.yaml'))).toMatch(
      /^(a\.yaml:1:\d+: the value that begins here is nested too deeply\n?)+$/,
    );
  });

  it('names the file that cannot be read', async () => {
    await expect(readScenario('/nope.yaml')).rejects.toThrow(
      '/nope.yaml: the scenario cannot be read: no such file',
    );
  });
});

describe('a single action', () => {
  it('may be a fault that closes the connection at a point', () => {
    const action = { do: 'fault', kind: 'close', where: 'greeting' };
    expect(decodeAction(action)).toEqual(action);
  });

  it('is taken as it is', () => {
    expect(decodeAction({ do: 'balloon', targetBytes: '1G' })).toEqual({
      do: 'balloon',
      targetBytes: 1024 ** 3,
    });
  });

  it.each([
    [5, '5 is not an action: expected an object such as {"do":"list"}'],
    [{}, "'do' is missing"],
    [
      { do: 'list', at: '5s' },
      "'at' is valid only in the timeline of a scenario: an action is performed at once",
    ],
    [{ do: 'list', x: 1 }, 'x: unknown key'],
    [{ do: 'balloon', targetBytes: '8192T' }, /^targetBytes: '8192T' is not a valid size/],
    [
      { do: 'balloon', stats: { 'stat-swap-in': 2 ** 65 } },
      /^stats.stat-swap-in: \d+ is not a whole number from 0 to 2\^64 - 1, or null$/,
    ],
    [{ do: 'fault', kind: 'drop', command: 'query-blok' }, /^command: 'query-blok' is not a command of QEMU/],
    [{ do: 'list', machine: 'a' }, 'machine: unknown key'],
    [{ do: 'advance', by: 5 }, 'by: 5 is not a time with its unit, such as 500ms, 5s, 1.5m or 1h'],
    [{ do: 'heal', kind: 'hagn' }, /^kind: 'hagn' is not one of .*; did you mean 'hang'\?$/],
    [{ do: 'add', spec: { name: 'a', driver: 'x' } }, /^spec.driver: 'x' is not one of /],
  ])('is refused with what is wrong: %j', (action, message) => {
    expect(catching(() => decodeAction(action))).toMatch(message);
  });
});

function catching(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return 'nothing was thrown';
}
