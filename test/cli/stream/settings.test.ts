import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseGuests } from '../../../src/cli/choose-guests.js';
import type { StreamOptions } from '../../../src/cli/stream/command.js';
import { printerOptions, streamSettings } from '../../../src/cli/stream/settings.js';
import type { Config } from '../../../src/config/config.js';
import { parseConfig } from '../../../src/config/parse-config.js';
import { parseNamedMonitor } from '../../../src/discover/named-monitor.js';
import type { PrinterName } from '../../../src/model/vocabulary.js';

const settings = (options: Partial<StreamOptions>, file = '') =>
  settingsOf({ runs: -1, socket: [], ...options }, parseConfig(file, 'q.yaml'));

const settingsOf = (options: StreamOptions, config: Config | undefined, printer: PrinterName = 'text') =>
  streamSettings(options, config, chooseGuests([], options.socket, config), printer);

const poll = (options: Partial<StreamOptions>, file?: string) => settings(options, file).poll;
const sinks = (options: Partial<StreamOptions>, file?: string) => settings(options, file).sinks;

describe('without options and file', () => {
  it('every guest of the host is asked once a second, its balloon polled each ten', () => {
    expect(settingsOf({ runs: -1, socket: [] }, undefined).poll).toEqual({
      interval: 1,
      pollingSeconds: 10,
      discover: true,
    });
  });

  it('text goes to standard output, of CPU and memory', () => {
    const [sink, ...others] = sinks({});
    expect(others).toEqual([]);
    expect(sink).toEqual({ printer: 'text', verbose: false, output: 'stdout' });
    expect(sink && printerOptions(sink)).toEqual({ groups: ['cpu', 'mem'], verbose: false });
  });
});

describe('on a terminal', () => {
  const printers = (options: Partial<StreamOptions>, file = '') => {
    const config = parseConfig(file, 'q.yaml');
    const { sinks: all } = settingsOf({ runs: -1, socket: [], ...options }, config, 'table');
    return all.map(({ printer }) => printer);
  };

  it('a table is printed on standard output, with options and without', () => {
    expect([...printers({}), ...printers({ disk: true }), ...printers({}, 'hold: true')]).toEqual([
      ...['table', 'table', 'table'],
    ]);
  });

  it('what goes elsewhere is text, and what is asked for is printed', () => {
    expect(printers({ output: 'file', target: '/tmp/q' })).toEqual(['text']);
    expect([...printers({ batch: true }), ...printers({ printer: 'json' })]).toEqual(['text', 'json']);
    expect(printers({}, 'sinks: [{ output: stdout }]')).toEqual(['text']);
  });
});

describe('a file', () => {
  it('says which guests are held', () => {
    const text = 'guests: [{ address: /a, hold: true }, { name: web, hold: true }]';
    expect(poll({}, text)).toMatchObject({
      guests: [{ address: { type: 'unix', path: '/a' }, hold: true }],
      discover: true,
      holdByName: new Map([['web', true]]),
    });
    expect(poll({ socket: [parseNamedMonitor('/b')] }, text).holdByName).toBeUndefined();
  });

  it('says how to poll', () => {
    const text = `
interval: 500ms
slowInterval: 2m
timeouts: { greeting: 300ms }
hold: true
polling: off
expected: [db]
procfs: /host/proc
sysfs: /host/sys
cgroup: /cg
numa: true
agent: true
`;
    expect(poll({}, text)).toEqual({
      interval: 0.5,
      slowInterval: 120,
      timeouts: { greetingMs: 300 },
      hold: true,
      pollingSeconds: undefined,
      discover: true,
      expected: ['db'],
      procRoot: '/host/proc',
      sysRoot: '/host/sys',
      cgroupRoot: '/cg',
      numa: true,
      agent: true,
    });
  });

  it('that names guests means these, or these too', () => {
    const named = 'guests: [{ name: web, address: /run/web, expected: true }, { address: "tcp:h:1" }]';
    const guests = [
      { name: 'web', address: { type: 'unix', path: '/run/web' } },
      { address: { type: 'tcp', host: 'h', port: 1 } },
    ];
    expect(poll({}, named)).toMatchObject({ guests, discover: false, expected: ['web'] });
    expect(poll({}, `${named}\ndiscover: true`)).toMatchObject({ guests, discover: true });
  });

  it('says where the figures go', () => {
    const text =
      'sinks: [{ printer: json, metrics: [disk], netdev: [eth0] }, { output: udp, target: "h:1" }]';
    const [first, second] = sinks({}, text);
    expect(first && printerOptions(first)).toEqual({ groups: ['disk'], verbose: false, netdev: ['eth0'] });
    expect(second).toMatchObject({ printer: 'text', output: 'udp', target: 'h:1' });
  });
});

describe('an option', () => {
  const file = `
interval: 5s
polling: 30s
procfs: /a
expected: [db]
guests: [{ address: /run/web }]
discover: true
sinks: [{ printer: csv, output: file, target: /x }, { printer: json }]
`;

  it('goes before the key of the file', () => {
    expect(
      poll({ frequency: 2, interval: 7, procfs: '/b', hold: true, numa: true, agent: true }, file),
    ).toMatchObject({
      interval: 2,
      pollingSeconds: 7,
      procRoot: '/b',
      hold: true,
      numa: true,
      agent: true,
    });
    expect(poll({ interval: 'off' }, file).pollingSeconds).toBeUndefined();
  });

  it('--socket stands for all guests of the file, expected ones too', () => {
    const { guests, discover, expected } = poll({ socket: [parseNamedMonitor('/run/other')] }, file);
    expect({ guests, discover, expected }).toEqual({
      guests: [{ address: { type: 'unix', path: '/run/other' } }],
      discover: false,
    });
  });

  it.each<Partial<StreamOptions>>([
    { printer: 'text' },
    { batch: true },
    { disk: true },
    { verbose: true },
    { netdev: ['eth0'] },
    { storedev: ['sda'] },
    { output: 'stdout' },
  ])('of a sink stands for all sinks of the file: %j', (options) => {
    expect(sinks(options, file)).toEqual([expect.objectContaining({ printer: 'text', output: 'stdout' })]);
  });

  it('of none leaves the sinks of the file', () => {
    expect(sinks({ frequency: 3, quiet: true }, file)).toHaveLength(2);
  });

  it('names the groups in the order of the formats', () => {
    expect(sinks({ balloon: true, disk: true, cpu: true })[0]?.metrics).toEqual(['cpu', 'disk', 'balloon']);
  });

  it('may name a file and a spool where the command is run', () => {
    expect(sinks({ output: 'file', target: 'a.txt' })[0]?.target).toBe(resolve('a.txt'));
    expect(sinks({ output: 'tcp', target: '[::1]:9', spool: 'sp' })[0]).toMatchObject({
      target: '[::1]:9',
      spool: { directory: resolve('sp') },
    });
  });

  it.each<[Partial<StreamOptions>, string]>([
    [{ batch: true, printer: 'json' }, '-b is the same as -p text and conflicts with -p json: leave out one'],
    [{ output: 'file' }, '-o file requires --target FILE'],
    [{ output: 'file', target: '' }, '-o file requires --target FILE'],
    [{ output: 'udp' }, '-o udp requires --target HOST:PORT'],
    [{ target: 'h:1' }, '--target requires -o file, tcp or udp'],
    [
      { output: 'tcp', target: 'h:65536' },
      "--target: 'h:65536' is not host:port, such as 192.0.2.7:8094 or [2001:db8::7]:8094",
    ],
    [{ output: 'udp', target: 'h:1', spool: '/x' }, '--spool requires -o tcp'],
    [{ output: 'tcp', target: 'h:1', spool: '' }, '--spool requires the name of a directory'],
  ])('makes no sense with others: %j', (options, message) => {
    expect(() => settings(options)).toThrow(expect.objectContaining({ code: 'ERR_USAGE', message }));
  });
});
