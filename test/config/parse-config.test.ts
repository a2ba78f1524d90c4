import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.js';
import { failureOf, KEYS } from './config-failure.js';

const NOTHING = {
  guests: [],
  expected: [],
  holdByName: new Map(),
  channels: [],
  sinks: [],
  timeouts: {},
};

const NO_DURATION =
  'is not a duration: a number above 0 with a unit (ms, s, m, h), such as 10s or 500ms, or of seconds without';
const NO_HOST = 'is not host:port, such as 192.0.2.7:8094 or [2001:db8::7]:8094';
const PRINTERS = 'json, text, table, ndjson, csv, influx, hv-monitor';

describe('a configuration', () => {
  it('is taken in base units', () => {
    const text = `
interval: 2.5
slowInterval: 5m
timeouts: { greeting: 500ms, command: 1, slowCommand: 20s, guest: 1.5s }
hold: true
polling: 30s
discover: true
guests:
  - { name: web, address: /run/web.sock, expected: true }
  - { address: tcp:192.0.2.7:4444, hold: true }
  - { name: mail, hold: false, channel: { connect: /run/mail.sock } }
  - { name: db, channel: { listen: /run/db.sock, hostInfo: true, library: true, groupPath: true, provider: ours } }
expected: [db, web]
procfs: /host/proc
sysfs: /host/sys
cgroup: /host/sys/fs/cgroup
numa: true
guestStats: true
agent: true
sinks:
  - { printer: influx, metrics: [cpu, disk], verbose: true, netdev: [eth0], storedev: [sda, sdb] }
  - { printer: csv, output: file, target: /var/log/qgauge.csv }
  - output: tcp
    target: '[2001:db8::7]:8094'
    spool: { directory: /var/spool/qgauge, limit: 1.5M }
`;
    expect(parseConfig(text, 'q.yaml')).toEqual({
      intervalSeconds: 2.5,
      slowIntervalSeconds: 300,
      timeouts: { greetingMs: 500, commandMs: 1000, slowCommandMs: 20_000, guestMs: 1500 },
      hold: true,
      polling: 30,
      discover: true,
      guests: [
        { name: 'web', address: '/run/web.sock' },
        { address: 'tcp:192.0.2.7:4444', hold: true },
      ],
      expected: ['db', 'web'],
      holdByName: new Map([['mail', false]]),
      procfs: '/host/proc',
      sysfs: '/host/sys',
      cgroup: '/host/sys/fs/cgroup',
      numa: true,
      guestStats: true,
      channels: [
        { name: 'mail', way: 'connect', path: '/run/mail.sock', options: {} },
        {
          ...{ name: 'db', way: 'listen', path: '/run/db.sock' },
          options: { hostInfo: true, library: true, groupPath: true, provider: 'ours' },
        },
      ],
      agent: true,
      sinks: [
        {
          printer: 'influx',
          metrics: ['cpu', 'disk'],
          verbose: true,
          netdev: ['eth0'],
          storedev: ['sda', 'sdb'],
          output: 'stdout',
        },
        { printer: 'csv', verbose: false, output: 'file', target: '/var/log/qgauge.csv' },
        {
          printer: 'text',
          verbose: false,
          output: 'tcp',
          target: '[2001:db8::7]:8094',
          spool: { directory: '/var/spool/qgauge', limitBytes: 1.5 * 1024 ** 2 },
        },
      ],
    });
  });

  it.each(['', '# all is commented out\n', '{}', '---\n', '\ufeff'])('may say nothing: %j', (text) => {
    expect(parseConfig(text, 'q.yaml')).toEqual(NOTHING);
  });

  it('names guests that are found on this host, which are discovered unless every guest has an address', () => {
    const held = parseConfig('guests: [{ name: web, hold: true }, { name: db, expected: true }]', 'q');
    expect(held).toMatchObject({ guests: [], discover: true, expected: ['db'] });
    expect(held.holdByName).toEqual(new Map([['web', true]]));
    const both = parseConfig('guests: [{ address: /a }, { name: web, hold: true }]', 'q');
    expect(both).toMatchObject({ guests: [{ address: '/a' }], discover: true });
    expect(parseConfig('guests: [{ address: /a, hold: true }]', 'q').discover).toBeUndefined();
  });

  it('may be JSON, have aliases, and lines that end as those of Windows do', () => {
    expect(parseConfig('{"interval":"5s","polling":"off"}', 'q')).toMatchObject({
      intervalSeconds: 5,
      polling: 'off',
    });
    const text =
      'sinks:\r\n  - { metrics: &m [cpu, io] }\r\n  - { metrics: *m, output: udp, target: h:1 }\r\n';
    expect(parseConfig(text, 'q').sinks.map(({ metrics }) => metrics)).toEqual([
      ['cpu', 'io'],
      ['cpu', 'io'],
    ]);
  });
});

describe('a configuration that is not valid', () => {
  it.each([
    ['interval: [', ['1:12: a ] is missing: its bracket is opened before and not closed']],
    ['interval: "', ['1:12: a " is missing: its quote is opened before and not closed']],
    ["interval: '", ["1:12: a ' is missing: its quote is opened before and not closed"]],
    ['interval: 1\n\thold: true', ['2:1: tabs cannot indent lines: use blanks']],
    [
      'interval: 10s hold: true\nprocfs: /a',
      [
        "1:11: the line has a second key, or is not indented like its neighbours; a value with ': ' in it needs quotes",
      ],
    ],
    [
      'sinks:\n  - printer: json\n - printer: csv',
      [
        "3:1: the line has a second key, or is not indented like its neighbours; a value with ': ' in it needs quotes",
      ],
    ],
    [
      'sinks:\n  - printer: json\n   target: /x',
      ["3:1: a line of a list is not indented like the others, or lacks its '- '"],
    ],
    ['interval:10s\nhold: true', ["1:1: a key is not followed by ': ' and its value"]],
    ['procfs: @x', ['1:9: a text that begins with @ needs quotes']],
    ['procfs: "\\q"', ['1:10: \\q is not an escape: use single quotes']],
    ['procfs: *', ['1:9: the character has a meaning in YAML here: put a text that contains it in quotes']],
    ['hold: }', ['1:7: this does not belong here: a bracket, a quote or the indentation before it is wrong']],
    ['interval: 1\n# twice\ninterval: 2', ["3:1: duplicate key 'interval'"]],
    ['sinks:\n  - &a [*a]', ['2:9: *a refers to a node that contains it']],
    ['interval: *x', ['1:11: *x: no anchor &x before it']],
    ['interval: 1\n---\n', ['2:1: a second document begins here: a file is a single document']],
    ['? [a]\n: 1', ['1:3: a key must be a scalar']],
    ['sinks:\n  - <<: {}', ['2:5: merge keys (<<) are not supported: write the keys out']],
    ['interval: !seconds 1', ['1:11: tags are not supported: remove it']],
    [
      '- interval: 1',
      ['1:1: [{"interval":1}] is not a configuration: keys with their values, such as \'interval: 10s\''],
    ],
    ['intervall: 1', ["1:1: intervall: unknown key; did you mean 'interval'?"]],
    ['frequency: 1', [`1:1: frequency: unknown key; the keys are ${KEYS}`]],
    ['interval: 0', [`1:11: interval: 0 ${NO_DURATION}`]],
    ['interval: fast', [`1:11: interval: 'fast' ${NO_DURATION}`]],
    ['interval: 10 minutes', [`1:11: interval: '10 minutes' ${NO_DURATION}`]],
    ['interval:', [`1:10: interval: nothing ${NO_DURATION}`]],
    [
      'interval: 0s',
      ["1:11: interval: '0s' is not a valid duration: expected more than 0 and at most 2147483s"],
    ],
    [
      'interval: 10ms',
      [
        "1:11: interval: '10ms' is too short: the minimum is 100ms, because each sweep costs every guest time",
      ],
    ],
    [
      'hold: true\nslowInterval: 999h',
      ["2:15: slowInterval: '999h' is not a valid duration: expected more than 0 and at most 2147483s"],
    ],
    [
      'timeouts: 5s',
      ["1:11: timeouts: '5s' is not a set of timeouts: greeting, command, slowCommand, guest"],
    ],
    [
      'timeouts:\n  greting: 1s\n  command: -1',
      [
        "2:3: timeouts.greting: unknown key; did you mean 'greeting'?",
        `3:12: timeouts.command: -1 ${NO_DURATION}`,
      ],
    ],
    ['hold: yes', ["1:7: hold: 'yes' is not true or false"]],
    [
      'polling: 1.5',
      ['1:10: polling: 1.5 is not a polling interval: whole seconds such as 10s, 10 or 5m, or off'],
    ],
    [
      'polling: 99999999999',
      ['1:10: polling: 99999999999 is not a valid polling interval: expected 1s to 4294967295s'],
    ],
    ['guests: []', ['1:9: guests: [] is not a list of at least one guest, each with an address or a name']],
    [
      'guests:\n  - /run/a',
      ["2:5: guests[0]: '/run/a' is not a guest: address or name, and maybe expected, hold and channel"],
    ],
    [
      'guests:\n  - name: web',
      [
        "2:5: guests[0]: 'address' is missing: a guest without one has a 'name', and 'hold', 'expected' or 'channel'",
      ],
    ],
    [
      'guests:\n  - hold: true',
      [
        "2:5: guests[0]: 'address' is missing: a guest without one has a 'name', and 'hold', 'expected' or 'channel'",
      ],
    ],
    [
      'guests:\n  - { address: /a, channel: { listen: /x } }',
      ["2:5: guests[0]: 'name' is missing: a channel is of a guest with a name"],
    ],
    [
      'guests:\n  - { name: a, channel: { listen: /x, connect: /y } }',
      [
        "2:25: guests[0].channel: expected 'connect' where QEMU listens, or 'listen' where it connects, and not both",
      ],
    ],
    [
      'guests:\n  - { name: a, channel: { listen: /x, provider: "café", hostinfo: true } }',
      [
        "2:49: guests[0].channel.provider: 'café' is not a text of at most 200 printable ASCII characters",
        "2:57: guests[0].channel.hostinfo: unknown key; did you mean 'hostInfo'?",
      ],
    ],
    [
      'guests:\n  - { name: a, channel: { listen: /x, groupPath: true } }',
      [
        "2:50: guests[0].channel.groupPath: has no effect without 'library: true': the path is one of the statistics 'guestlib'",
      ],
    ],
    [
      `guests:\n  - { name: a, channel: { connect: /${'x'.repeat(107)} } }`,
      ['2:36: guests[0].channel.connect: the path of a socket has at most 107 bytes'],
    ],
    [
      'guests:\n  - { name: a, channel: { listen: /x } }\n  - { name: b, channel: { connect: /x } }',
      ["3:36: guests[1].channel.connect: '/x' is already used by guests[0].channel.listen"],
    ],
    [
      'discover: false\nguests:\n  - { name: web, hold: true }',
      ["3:5: guests[0]: 'address' is missing: with discover: false, no guest is found by its name"],
    ],
    [
      'guests: [{ address: here }]',
      ["1:21: guests[0].address: 'here' is not an address: unix:/path, /path or tcp:host:port"],
    ],
    [
      'guests: [{ address: "tcp:h:70000" }]',
      ['1:21: guests[0].address: port 70000 is out of range: expected 1 to 65535'],
    ],
    [
      'guests:\n  - { address: /x, expected: true }',
      ["2:5: guests[0]: 'name' is missing: an expected guest is reported as absent by its name"],
    ],
    [
      'guests:\n  - { address: /x, name: a }\n  - { address: unix:/x, name: a }',
      [
        "3:16: guests[1].address: '/x' is already used by guests[0].address",
        "3:31: guests[1].name: 'a' is already used by guests[0].name",
      ],
    ],
    ['discover: false', ["1:11: discover: false leaves no guest to query: add 'guests', or remove it"]],
    ['expected: web', ["1:11: expected: 'web' is not a list of names of guests"]],
    [String.raw`expected: ["a\nb"]`, ["1:12: expected[0]: 'a?b' is not a text of one line"]],
    ['procfs: proc', ["1:9: procfs: 'proc' is not an absolute path"]],
    [
      'sinks: [{ printer: jsn }]',
      [`1:20: sinks[0].printer: 'jsn' is not one of ${PRINTERS}; did you mean 'json'?`],
    ],
    [
      'sinks:\n  - metrics: [cpu, memory]',
      ["2:20: sinks[0].metrics[1]: 'memory' is not one of cpu, mem, disk, net, io, host, pressure, balloon"],
    ],
    [
      'sinks:\n  - output: file',
      ["2:5: sinks[0]: 'target' is missing: output file needs the absolute path of a file"],
    ],
    [
      'sinks: [{ output: file, target: a.txt }]',
      ["1:33: sinks[0].target: 'a.txt' is not the absolute path of a file"],
    ],
    [
      'sinks: [{ output: file, target: /var/log/ }]',
      ["1:33: sinks[0].target: '/var/log/' is not the absolute path of a file"],
    ],
    ['sinks: [{ output: tcp, target: host }]', [`1:32: sinks[0].target: 'host' ${NO_HOST}`]],
    ['sinks: [{ output: tcp, target: "me@h:1" }]', [`1:32: sinks[0].target: 'me@h:1' ${NO_HOST}`]],
    ['sinks: [{ output: udp, target: "h:0" }]', [`1:32: sinks[0].target: 'h:0' ${NO_HOST}`]],
    [
      'sinks: [{ target: /x }]',
      ["1:19: sinks[0].target: standard output takes no target: remove it, or set 'output'"],
    ],
    ['sinks: [{}, {}]', ["1:13: sinks[1]: 'standard output' is already used by sinks[0]"]],
    [
      'sinks: [{ output: file, target: /x/y }, { output: file, target: /x//./y }]',
      ["1:41: sinks[1]: '/x/y' is already used by sinks[0]"],
    ],
    [
      'sinks: [{ printer: hv-monitor, output: file, target: /a.json }, { output: file, target: /a.json.snmp }]',
      ["1:65: sinks[1]: '/a.json.snmp' is already used by sinks[0]"],
    ],
    [
      'sinks: [{ output: tcp, target: "h:1" }, { output: tcp, target: "h:1" }]',
      ["1:41: sinks[1]: 'h:1' is already used by sinks[0]"],
    ],
    [
      'sinks: [{ output: udp, target: "h:1", spool: { directory: /x } }]',
      ['1:39: sinks[0].spool: output udp takes no spool, only tcp does: remove it'],
    ],
    [
      'sinks: [{ output: tcp, target: "h:1", spool: { directory: /x, limit: 64MB } }]',
      [
        "1:70: sinks[0].spool.limit: '64MB' is not a size: bytes as a number, or with a unit (K, M, G), such as 64M",
      ],
    ],
    [
      'sinks: [{ output: tcp, target: "h:1", spool: { directory: /x, limit: 0.5G, } }, { output: tcp, target: "h:1", spool: { directory: /y, limit: 0.0001K } }]',
      ["1:142: sinks[1].spool.limit: '0.0001K' is not a valid size"],
    ],
    [
      'sinks:\n  - { output: tcp, target: "h:1", spool: { directory: /x } }\n  - { output: tcp, target: "h:2", spool: { directory: /x } }',
      ["3:55: sinks[1].spool.directory: '/x' is already used by sinks[0].spool.directory"],
    ],
    [
      'sinks: [{ netdev: eth0 }]',
      ["1:19: sinks[0].netdev: 'eth0' is not a list of at least one network interface of the host"],
    ],
    [String.raw`"\e[31m": 1`, [`1:1: ?[31m: unknown key; the keys are ${KEYS}`]],
  ])('is reported with its place: %s', (text, lines) => {
    expect(failureOf(text)).toBe(lines.map((line) => `q.yaml:${line}`).join('\n'));
  });

  it('is reported in the order of the file, all at once and up to a bound', () => {
    const text = `hold: 1\nsinks:\n${'  - { printer: x }\n'.repeat(30)}intervall: 5`;
    const lines = failureOf(text).split('\n');
    expect(lines).toHaveLength(21);
    expect(lines[0]).toBe('q.yaml:1:7: hold: 1 is not true or false');
    expect(lines[1]).toBe(`q.yaml:3:16: sinks[0].printer: 'x' is not one of ${PRINTERS}`);
    expect(lines[20]).toBe('q.yaml: and 12 more');
  });
});
