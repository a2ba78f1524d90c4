import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMockAgent } from '../../../mock-qemu/agent/mock-agent.js';
import { type MockQemuOptions, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import validateList from '../../../schemas/compiled/guest-list.js';
import { ALONE, checkRecord, collectRecord, expectOnTime, onlyVm, runQgauge } from '../../run-qgauge.js';
import { greetingServer, scriptedServer } from '../../scripted-server.js';
import { temporaryDirectory } from '../../temporary-directory.js';

async function mock(options: MockQemuOptions = {}) {
  const qemu = await startMockQemu(options);
  onTestFinished(() => qemu.close());
  return qemu;
}

const GIB = 1024 ** 3;

describe('qgauge collect', () => {
  it('prints one record and nothing else', async () => {
    const qemu = await mock({
      name: 'web',
      memoryBytes: 2 * GIB,
      vcpus: 3,
      disks: [
        { id: 'disk0', virtualSizeBytes: 20 * GIB, actualSizeBytes: 7 * GIB, snapshots: [{ name: 'a' }] },
      ],
      nics: [{ id: 'net0', mac: '52:54:00:aa:bb:01', netdev: 'n0' }],
      vnc: { host: '127.0.0.1', port: 5901 },
    });
    const run = await collectRecord(['--socket', qemu.address]);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout.split('\n')).toHaveLength(2);
    expect(run.record.data.hv).toBe('libvirt');
    expect(run.record.data.VMs.web).toMatchObject({
      status_int: 1,
      mem_alloc: 2 * GIB,
      cpus: 3,
      disk_alloc: 20 * GIB,
      snaps: 1,
      console_type: 'vnc',
      console: '127.0.0.1:5901',
      ifs: { nic0: { mac: '52:54:00:aa:bb:01' } },
      // Nobody can tell which process this is: its threads are made up.
      rss: null,
      usertime: null,
    });
    expect(run.record.data.VMs.web?.mem_use).toBeGreaterThan(0);
  });

  it.each(['5.2', '7.2', '10.0', '11.1'] as const)(
    'reads the balloon as QEMU %s sends it',
    async (version) => {
      const qemu = await mock({ version });
      const { record } = await collectRecord(['--socket', qemu.address, '--extended']);
      const { balloon } = onlyVm(record);
      expect(balloon).toMatchObject({ verdict: 'ok' });
      expect(Object.values(balloon?.stats ?? {}).every((value) => value < 2 ** 63)).toBe(true);
    },
  );

  it.each([
    ['pci', 'max'],
    ['anonymous', 'minus-one'],
    ['mmio', 'error'],
  ] as const)(
    'finds a balloon on %s, and takes unset statistics (%s) for unknown',
    async (balloon, unset) => {
      const qemu = await mock({ balloon, unset, driver: 'none' });
      const { record } = await collectRecord(['--socket', qemu.address, '--extended']);
      expect(onlyVm(record)).toMatchObject({
        mem_use: null,
        balloon: { verdict: 'never-reported', stats: {} },
      });
    },
  );

  it('tells a report with nothing in it, and keeps statistics that it does not know', async () => {
    const empty = await mock({ name: 'empty', driver: 'windows-without-service' });
    const odd = await mock({ name: 'odd' });
    odd.balloon.set({ 'stat-of-tomorrow': 42 });
    const { record } = await collectRecord([
      '--socket',
      empty.address,
      '--socket',
      odd.address,
      '--extended',
    ]);
    expect(record.data.VMs.empty).toMatchObject({ mem_use: null, balloon: { verdict: 'empty' } });
    expect(record.data.VMs.odd).toMatchObject({
      balloon: { verdict: 'ok', stats: { 'stat-of-tomorrow': 42 } },
    });
  });

  it('sets the interval only where it is 0, and sends nothing that is not on the list', async () => {
    const off = await mock();
    const on = await mock();
    on.balloon.setInterval(30n);
    await collectRecord(['--socket', off.address, '--socket', on.address, '--interval', '7']);
    expect([off.balloon.intervalSeconds, on.balloon.intervalSeconds]).toEqual([7, 30]);
    const sent = new Set([...off.calls, ...on.calls].map(({ execute }) => execute));
    expect(
      [...sent].filter((command) => !/^(query-|qom-list$|qom-get$|qom-set$|qmp_capabilities$)/.test(command)),
    ).toEqual([]);
  });

  it('is listed as JSON for programs by ls, as the schema has it', async () => {
    const qemu = await mock({ name: 'web' });
    const run = await runQgauge(['ls', '--json', '--socket', qemu.address, '--socket', '/nonexistent']);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const list = JSON.parse(run.stdout);
    validateList(list);
    expect(validateList.errors ?? []).toEqual([]);
    expect(list.guests).toMatchObject([
      { name: 'web', state: 'running', memory: { verdict: 'polling-off' }, problem: null },
      { name: 'unix:/nonexistent', state: null, problem: { kind: 'gone' } },
    ]);
  });

  it('writes nothing to a guest from ls', async () => {
    const qemu = await mock();
    await runQgauge(['ls', '--socket', qemu.address]);
    expect(qemu.calls.map(({ execute }) => execute)).not.toContain('qom-set');
    expect(qemu.balloon.intervalSeconds).toBe(0);
  });
});

describe('the flags of collect', () => {
  it('-c prints the record as gzip in base64, alone', async () => {
    const qemu = await mock({ name: 'web' });
    const { stdout, stderr, status } = await runQgauge(['collect', '-c', '--socket', qemu.address]);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toMatch(/^[A-Za-z0-9/+\n]+=*\n*$/);
    const record = checkRecord(gunzipSync(Buffer.from(stdout, 'base64')).toString());
    expect(Object.keys(record.data.VMs)).toEqual(['web']);
  });

  it('-w writes FILE and FILE.snmp, and still prints; -q prints nothing', async () => {
    const qemu = await mock({ name: 'web' });
    const file = join(await temporaryDirectory(), 'hv.json');
    const printed = await collectRecord(['-w', '-o', file, '--socket', qemu.address]);
    expect(await readFile(file, 'utf8')).toBe(printed.stdout);
    const quiet = await runQgauge(['collect', '-w', '-q', '-o', file, '--socket', qemu.address]);
    expect(quiet).toMatchObject({ status: 0, stdout: '', stderr: '' });
    const json = await readFile(file, 'utf8');
    checkRecord(json);
    const packed = await readFile(`${file}.snmp`, 'utf8');
    expect(`${gunzipSync(Buffer.from(packed, 'base64'))}\n`).toBe(json);
    for (const path of [file, `${file}.snmp`]) {
      expect(await runQgauge(['validate', path])).toMatchObject({
        status: 0,
        stdout: `${path}: a valid HV::Monitor record\n`,
      });
    }
  });

  it('--pretty, --hv and --extended do what they say', async () => {
    const qemu = await mock({ name: 'web' });
    const run = await collectRecord(['--pretty', '--hv', 'CBSD', '--extended', '--socket', qemu.address]);
    expect(run.stdout).toContain('\n  "version": 1,\n');
    expect(run.record.data.hv).toBe('CBSD');
    expect(run.record.data.VMs.web).toHaveProperty('rchar');
  });

  it.each([
    [['-q'], '-q without -w would neither print nor write the record: add -w, or leave out -q'],
    [['-b', 'bhyve'], "'bhyve' is not a valid backend: the only backend is qemu"],
    [
      ['--timeout', '0'],
      "'0' is not a valid duration: expected a number above 0 and a unit (ms, s, m, h), such as 60s, up to 2147483s",
    ],
    [
      ['--interval', '1.5'],
      "'1.5' is not a valid polling interval: expected whole seconds from 1 to 4294967295, such as 10s",
    ],
    [
      ['--socket', 'vm1'],
      '--socket vm1: write unix:/path, /path or tcp:host:port; a guest is chosen by its name without --socket',
    ],
    [['--hv', ''], '--hv requires a name, such as libvirt'],
    [['--sockte', '/x'], "unknown option '--sockte'\nqgauge: (Did you mean --socket?)"],
  ])('%j is refused', async (args, message) => {
    expect(await runQgauge(['collect', ...args])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `qgauge: ${message}\n`,
    });
  });

  it('--interval off writes nothing to the guest, and a duration may have a unit', async () => {
    const qemu = await mock();
    const args = ['--timeout', '2500ms', '--socket', qemu.address];
    await collectRecord([...args, '--interval', 'off']);
    expect(qemu.calls.map(({ execute }) => execute)).not.toContain('qom-set');
    expect(qemu.balloon.intervalSeconds).toBe(0);
    await collectRecord([...args, '--interval', '1m']);
    expect(qemu.balloon.intervalSeconds).toBe(60);
  });

  it('-b libvirt is taken for qemu, with a word on standard error', async () => {
    const qemu = await mock();
    const run = await collectRecord(['-b', 'libvirt', '--socket', qemu.address]);
    expect(run).toMatchObject({
      status: 0,
      stderr: 'qgauge: -b libvirt: qgauge asks QEMU directly, as with -b qemu\n',
    });
  });

  it('a file that cannot be written is named, and the record is printed all the same', async () => {
    const qemu = await mock();
    const run = await collectRecord(['-w', '-o', '/nonexistent/hv.json', '--socket', qemu.address]);
    expect(run).toMatchObject({
      status: 1,
      stderr: 'qgauge: /nonexistent/hv.json: its directory does not exist: make it, or name another file\n',
    });
  });
});

describe('what is printed', () => {
  const through = (redirection: string) => ['sh', '-c', `exec "$@" ${redirection}`, 'sh'];

  it('counts as failed when it cannot be printed', async () => {
    const run = await runQgauge(['collect', '--socket', '/nonexistent'], { through: through('>/dev/full') });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('qgauge: standard output: ');
    expect(await runQgauge(['ls'], { through: [...ALONE, ...through('>/dev/full')] })).toMatchObject({
      status: 1,
    });
  });

  it('counts as done when nobody can be told of it', async () => {
    const qemu = await mock();
    const run = await runQgauge(['collect', '-b', 'libvirt', '--socket', qemu.address], {
      through: through('2>&-'),
    });
    expect(run.status).toBe(0);
    checkRecord(run.stdout);
  });

  it('cannot be forged by a name', async () => {
    const qemu = await mock({ name: 'evil\nqgauge: vm7: all is well' });
    qemu.fault('hang', { command: 'query-block' });
    const run = await collectRecord(['--socket', qemu.address, '--timeout', '1.5']);
    expect(run.stderr).toMatch(
      /^qgauge: evil\?qgauge: vm7: all is well: disk sizes: not finished within \d+ ms\n$/,
    );
    const list = await runQgauge(['ls', '--json', '--socket', (await mock({ name: 'a\u009b2Jb' })).address]);
    expect(list.stdout).not.toContain('\u009b');
    expect(JSON.parse(list.stdout).guests[0].name).toBe('a\u009b2Jb');
  });

  it('is a help text for people when nothing is asked', async () => {
    const run = await runQgauge([]);
    expect(run.status).toBe(2);
    expect(run.stdout).toMatch(/^Usage: qgauge/);
  });
});

describe('what is no QMP monitor', () => {
  const problem = async (address: string, ...args: readonly string[]) => {
    const run = await collectRecord(['--socket', `odd=${address}`, ...args]);
    expect(run.status).toBe(1);
    expect(run.record).toMatchObject({ error: 1, data: { VMs: { odd: { status_int: 9, cpus: null } } } });
    expect(run.stderr).not.toMatch(/\n\s+at /);
    expectOnTime(run, 3300);
    return run.stderr.replace(/^qgauge: \S+: /, '').trimEnd();
  };

  it('does not exist', async () => {
    expect(await problem('/nonexistent/qmp.sock')).toBe(
      'unix:/nonexistent/qmp.sock: no such socket: check the path, and that the guest is running',
    );
  });

  it('may not be connected to', async () => {
    const directory = await temporaryDirectory();
    const qemu = await mock({ listen: join(directory, 'qmp.sock') });
    await chmod(join(directory, 'qmp.sock'), 0);
    // Root minus the right to pass by permissions: another user might not even be let into the checkout.
    const obedient = ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'];
    const run = await collectRecord(['--socket', `web=${qemu.address}`], {
      through: process.getuid?.() === 0 ? obedient : [],
    });
    expect(run.stderr).toBe(
      `qgauge: web: ${qemu.address}: permission denied: run as root or as that QEMU's user\n`,
    );
  });

  it.each([
    [
      'a human monitor',
      "QEMU 7.2.22 monitor - type 'help' for more information\r\n(qemu) ",
      'this is a human monitor (HMP): give QEMU a -qmp socket, or -mon with mode=control',
    ],
    [
      'a greeting without QMP',
      '{"hello": "world"}\r\n',
      `'{"hello": "world"}' came instead of a QMP greeting: this is not a QMP monitor`,
    ],
    [
      'broken JSON',
      '{"QMP": {"version": }}\r\n',
      `'{"QMP": {"version": }}' came instead of a QMP greeting: this is not a QMP monitor`,
    ],
    [
      'escape sequences',
      '\u001b[2J\u001b]0;owned\u0007\n',
      `'?[2J?]0;owned?' came instead of a QMP greeting: this is not a QMP monitor`,
    ],
  ])('is %s', async (_, greeting, message) => {
    const address = await scriptedServer((socket) => socket.write(greeting));
    expect(await problem(address.path)).toBe(`unix:${address.path}: ${message}`);
  });

  it('sends what is no UTF-8', async () => {
    const address = await scriptedServer((socket) =>
      socket.write(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d, 0x0a])),
    );
    expect(await problem(address.path)).toContain('came instead of a QMP greeting');
  });

  it('is silent, as a guest agent and an HTTP server are', async () => {
    const agent = await startMockAgent({ mode: 'healthy' });
    onTestFinished(() => agent.close());
    const server = createServer();
    const path = join(await temporaryDirectory(), 'http.sock');
    await new Promise<void>((resolve) => server.listen(path, resolve));
    onTestFinished(() => {
      server.close();
    });
    for (const silent of [agent.address, path]) {
      expect(await problem(silent)).toContain(
        'no greeting within 1000 ms: another client may hold the monitor, its QEMU may be stopped or hung, or this is not a QMP monitor',
      );
    }
  });

  it('greets, takes the negotiation, and answers nothing more', async () => {
    const address = await greetingServer(() => undefined);
    expect(await problem(address.path)).toBe(`unix:${address.path}: no reply to query-status within 2000 ms`);
  });

  it('says something else, and closes', async () => {
    const address = await scriptedServer((socket) => socket.end('-ERR unknown protocol\r\n'));
    expect(await problem(address.path)).toContain(
      "'-ERR unknown protocol' came instead of a QMP greeting: this is not a QMP monitor",
    );
  });

  it('greets, and answers nothing more', async () => {
    const qemu = await mock();
    qemu.fault('hang');
    expect(await problem(qemu.address, '--timeout', '1')).toContain('not finished within');
  });

  it('sends a line of 70 MiB', async () => {
    const line = Buffer.alloc(70 * 1024 * 1024, 'x');
    const address = await greetingServer((_, socket) => {
      socket.write('{"return": "');
      socket.write(line);
      return undefined;
    });
    expect(await problem(address.path)).toBe(
      `unix:${address.path}: a message is longer than 10485760 bytes; connection closed (raise maxFrameBytes if that is expected)`,
    );
  });

  it('answers with something else: that is told', async () => {
    const qemu = await mock({ faults: [{ kind: 'oversize' }] });
    const { record, status } = await collectRecord(['--socket', qemu.address]);
    expect(status).toBe(1);
    expect(record.errorString).toBe(
      `none of 1 guests answered: ${qemu.address}: the reply to query-status has no status: this is not a QEMU, or a broken one`,
    );
  });

  it('sends garbage between its messages, half a message, a byte at a time: the record is complete all the same', async () => {
    const qemu = await mock({ name: 'odd' });
    qemu.fault('garbage', { bytes: 'xyz {"\r\n' });
    const { record } = await collectRecord(['--socket', qemu.address]);
    expect(record.data.VMs.odd).toMatchObject({ status_int: 1, cpus: expect.any(Number) });
  });

  it('is slow at one question: the rest is there on time', async () => {
    const qemu = await mock({ name: 'slow' });
    qemu.fault('hang', { command: 'query-block' });
    const run = await collectRecord(['--socket', qemu.address, '--timeout', '1.5']);
    expectOnTime(run, 1650);
    expect(run.record.data.VMs.slow).toMatchObject({
      status_int: 1,
      cpus: expect.any(Number),
      disk_alloc: null,
    });
    expect(run.record.data.VMs.slow?.mem_use).toBeGreaterThan(0);
  });
});

describe('names', () => {
  it.each([
    ['quotes and backslashes', 'a"b\\c', 'a_b_c'],
    ['a line break', 'a\nb', 'a_b'],
    ['an escape sequence', 'a\u001b[31mb', 'a_[31mb'],
    ['an emoji', 'vm-🐧-é', 'vm-🐧-é'],
    ['a name of JavaScript', '__proto__', '__proto__'],
  ])('with %s are made safe, and kept', async (_, name, key) => {
    const qemu = await mock({ name });
    const { record } = await collectRecord(['--socket', qemu.address]);
    expect(Object.keys(record.data.VMs)).toEqual([key]);
    const table = await runQgauge(['ls', '--socket', qemu.address]);
    expect(table.stdout.split('\n')).toHaveLength(3);
    expect(table.stdout).not.toContain('\u001b');
  });

  it('of 200 characters are kept, with a warning that LibreNMS will not', async () => {
    const name = 'n'.repeat(200);
    const qemu = await mock({ name });
    const run = await collectRecord(['--socket', qemu.address]);
    expect(Object.keys(run.record.data.VMs)).toEqual([name]);
    expect(run.stderr).toBe(
      `qgauge: ${'n'.repeat(99)}…: the name is too long for LibreNMS, which keeps 64 characters of VMs_<name>_<metric>\n`,
    );
  });

  it('of two guests that are equal get a suffix each, with a warning', async () => {
    const uuid = '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486';
    const [first, second] = [
      await mock({ name: 'twin', uuid }),
      await mock({ name: 'twin', uuid: `1${uuid.slice(1)}` }),
    ];
    const run = await collectRecord(['--socket', first.address, '--socket', second.address]);
    expect(Object.keys(run.record.data.VMs)).toEqual(['twin-0dbe2ae8', 'twin-1dbe2ae8']);
    expect(run.stderr).toBe('qgauge: 2 guests are named twin: their names got a suffix each\n');
  });

  it('are taken from the socket file for a guest that has none', async () => {
    const directory = await temporaryDirectory();
    const qemu = await mock({ name: '', listen: join(directory, 'nameless.sock') });
    const { record } = await collectRecord(['--socket', qemu.address]);
    expect(Object.keys(record.data.VMs)).toEqual(['nameless']);
  });
});

describe('no guests', () => {
  it('are an empty record, and a helpful line', async () => {
    const run = await collectRecord([], { through: ALONE });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.record).toMatchObject({
      error: 0,
      errorString: '',
      data: { VMs: {}, totals: { on: 0, cpus: 0 } },
    });
    expect(await runQgauge(['ls'], { through: ALONE })).toMatchObject({
      status: 0,
      stdout:
        'No QEMU was found on this host. To ask one that discovery cannot see, name its QMP socket: qgauge ls --socket unix:/path\n',
    });
  });
});

describe('qgauge validate', () => {
  it.each([
    ['nothing', '', 'not valid JSON: Unexpected end of JSON input'],
    ['another object', '{"version":1}', "the record must have required property 'error'"],
    ['base64 of no gzip', 'aGVsbG8=\n', 'cannot be read: incorrect header check'],
  ])('says what is wrong with %s', async (_, content, message) => {
    const run = await runQgauge(['validate', '-'], { input: content });
    expect(run).toMatchObject({ status: 1, stdout: '' });
    expect(run.stderr).toContain(`qgauge: -: ${message}`);
  });

  it('finds a figure of the wrong kind, a missing one, and a backslash', async () => {
    const qemu = await mock({ name: 'web' });
    const { stdout } = await collectRecord(['--socket', qemu.address]);
    const file = join(await temporaryDirectory(), 'record.json');
    await writeFile(
      file,
      stdout
        .replace(/"cpus":\d+/, '"cpus":"2"')
        .replace(/"rss":null,/, '')
        .replace('"web"', '"w\\u0065b"'),
    );
    const { stderr } = await runQgauge(['validate', file]);
    expect(stderr).toContain(`${file}: a backslash at character`);
    expect(stderr).toContain(`${file}: /data/VMs/web/cpus must be integer,null`);
    expect(stderr).toContain(`${file}: /data/VMs/web must have required property 'rss'`);
  });

  it('names a file that is not there, and one that is a directory', async () => {
    const directory = await temporaryDirectory();
    await mkdir(join(directory, 'd'));
    expect((await runQgauge(['validate', '/nonexistent'])).stderr).toBe(
      'qgauge: /nonexistent: no such file\n',
    );
    expect((await runQgauge(['validate', join(directory, 'd')])).stderr).toContain('cannot be read');
  });
});
