import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { VERBS } from '../../src/cli/dom/verbs.js';
import { runQgauge } from '../run-qgauge.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { listCommands, programOf } from './list-commands.js';

/** A QEMU 11.1 in each state that a command may decide by. */
const STATES: { readonly [state: string]: (mock: MockQemu) => void } = {
  'polling off': () => undefined,
  reporting: ({ balloon }) => balloon.setInterval(1n),
  'never reported': ({ balloon }) => balloon.setInterval(1n),
  paused: ({ machine }) => machine.stop(),
  reset: ({ balloon, machine }) => {
    balloon.setInterval(1n);
    machine.reset();
  },
  'without a balloon': () => undefined,
  'with an anonymous balloon': ({ balloon }) => balloon.setInterval(1n),
  'on virtio-mmio': ({ balloon }) => balloon.setInterval(1n),
};

const OPTIONS: { readonly [state: string]: MockQemuOptions } = {
  'never reported': { driver: 'silent' },
  'without a balloon': { balloon: 'none' },
  'with an anonymous balloon': { balloon: 'anonymous' },
  'on virtio-mmio': { balloon: 'mmio' },
};

/** The commands that look at a balloon. */
function balloonCommands(address: string): readonly (readonly string[])[] {
  return [
    ['ls', '--socket', address],
    ['collect', '--socket', address],
    ['stream', '--socket', address, '--runs', '2', '-f', '0.3', '--balloon'],
    ['top', '--socket', address, '--once', '-d', '0.3', '--polling', '5'],
    ...['ls', 'doctor', 'get', 'check'].map((verb) => ['balloon', verb, address]),
    ...['doctor', 'get', 'check'].map((verb) => ['balloon', verb, address, '--unstable']),
    ['balloon', 'poll', address, '5'],
    ['balloon', 'watch', address, '-n', '1', '--for', '2s', '--plain'],
  ];
}

/** Those to which a balloon is one object among others. */
function otherCommands(address: string, directory: string): readonly (readonly string[])[] {
  const path = '/machine/peripheral/balloon0';
  const status = { execute: 'x-query-virtio-status', arguments: { path } };
  return [
    ['record', address, '-o', join(directory, 'transcript.jsonl'), '--for', '500ms'],
    ['domstats', '--socket', address, '--backing'],
    ['guest-stats', address],
    ['guest-channel', 'add', address, '--dry-run'],
    ['guest-channel', 'remove', address, '--dry-run'],
    ...VERBS.map(({ name, words = [] }) => [
      'dom',
      name,
      address,
      ...words.flatMap(wordFor),
      ...(EXTRA[name] ?? []),
    ]),
    ...[[], ['--unstable']].flatMap((extra) => [
      ['qom', address, 'tree', ...extra],
      ['qom', address, 'ls', path, ...extra],
      ['qom', address, 'get', path, 'type', ...extra],
      ['qmp', address, 'query-status', ...extra],
      ['qmp', address, 'x-query-virtio-status', `path=${path}/virtio-backend`, ...extra],
      ['qmp', address, 'x-query-virtio-status', `path=${path}`, ...extra],
      ['qmp', address, JSON.stringify(status), ...extra],
    ]),
  ];
}

/** Has a daemon measure a QEMU for three sweeps, and then what serves its port alone. */
async function runServers(mock: MockQemu): Promise<void> {
  const { address } = mock;
  const directory = await temporaryDirectory();
  const config = join(directory, 'qgauge.yaml');
  await writeFile(config, JSON.stringify({ guests: [{ address }] }));
  await runServer(mock, directory, ['serve', '--config', config, '--web.listen-address', 'none']);
  await runServer(mock, directory, [
    'guest-channel',
    'serve',
    address,
    '--listen',
    join(directory, 'port.sock'),
  ]);
}

async function runServer(mock: MockQemu, directory: string, words: readonly string[]): Promise<void> {
  const { calls } = mock;
  const sweeps = () => calls.filter(({ execute }) => execute === 'query-status').length;
  const before = sweeps();
  const run = await runQgauge([...words, '-f', '0.3'], {
    through: ['env', `QGAUGE_RUNTIME_DIRECTORY=${directory}`],
    signalWhen: () => expect.poll(sweeps, { timeout: 90_000 }).toBeGreaterThan(before + 3),
    signal: 'SIGTERM',
  });
  expect(run.stderr).not.toMatch(/internal error|the connection was closed/);
  expect(mock.hasDied).toBe(false);
}

/** What a verb needs besides. */
const EXTRA: { readonly [verb: string]: readonly string[] } = {
  event: ['--all', '--timeout', '500ms'],
  setvcpu: ['--enable'],
};
/** Where a valid command line needs another word than `net0`. */
const WORDS: { readonly [argument: string]: string } = {
  '<disk>': 'drive0',
  '<size>': '64M',
  '<count>': '2',
  '<cpulist>': '0',
  '<vcpulist>': '1',
};

/** Something for an argument of a verb, where it needs one. */
function wordFor(argument: string): readonly string[] {
  return argument.startsWith('<') ? [WORDS[argument] ?? 'net0'] : [];
}

/** The commands that send nothing to a QEMU, or nothing without `--control`. */
const WITHOUT_QEMU: readonly string[] = [
  'balloon help',
  'balloon set',
  'dom help',
  'guest-channel help',
  'help',
  'mock',
  'validate',
  'version',
];

const GROUPS: readonly (string | undefined)[] = ['balloon', 'dom', 'guest-channel'];

/** The words that name a command: `balloon ls`, without arguments. */
function commandOf(words: readonly string[]): string {
  return words.slice(0, GROUPS.includes(words[0]) ? 2 : 1).join(' ');
}

describe('every command that works without --control', () => {
  it('is tried here', () => {
    const leaves = [...listCommands(programOf())].filter(([, { commands }]) => commands.length === 0);
    const tried = [...balloonCommands(''), ...otherCommands('', '')].map(commandOf);
    expect(new Set([...tried, 'serve', 'guest-channel serve', ...WITHOUT_QEMU])).toEqual(
      new Set(leaves.map(([path]) => path.replace('qgauge ', ''))),
    );
  });

  it('leaves a QEMU 11.1 alive, whatever its balloon does', { timeout: 900_000 }, async () => {
    const directory = await temporaryDirectory();
    const outlives = async (state: string) => {
      const mock = await startMockQemu({ version: '11.1', name: 'web', ...OPTIONS[state] });
      onTestFinished(() => mock.close());
      STATES[state]?.(mock);
      const others = state === 'polling off' ? otherCommands(mock.address, directory) : [];
      for (const words of [...balloonCommands(mock.address), ...others]) {
        const run = await runQgauge(words);
        const said = `${state}: ${words.join(' ')}: ${run.stderr}`;
        expect(run.stderr, said).not.toMatch(/internal error|the connection was closed/);
        expect(mock.hasDied, said).toBe(false);
      }
      await runServers(mock);
      const asked = new Set(mock.calls.map(({ execute }) => execute));
      expect(asked).toContain('query-status');
      expect([...asked].filter((command) => command.startsWith('x-'))).toEqual([]);
    };
    // Most of a command's time is waiting: all states at once.
    await Promise.all(Object.keys(STATES).map(outlives));
  });
});
