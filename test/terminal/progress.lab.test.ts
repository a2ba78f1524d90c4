import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../mock-qemu/index.js';
import { describeLab } from '../lab/context.js';
import { Tmux } from '../lab/tmux.js';
import { MAIN, runQgauge } from '../run-qgauge.js';
import { temporaryDirectory } from '../temporary-directory.js';

const MEBIBYTE = 2 ** 20;

async function startMock(options: MockQemuOptions = {}): Promise<MockQemu> {
  const qemu = await startMockQemu({ name: 'web', version: '7.2', memoryBytes: 256 * MEBIBYTE, ...options });
  onTestFinished(() => qemu.close());
  return qemu;
}

const command = (...args: readonly string[]) => [process.execPath, MAIN, ...args];
/** A command of which this guest never answers. */
const lost = (name: string): MockQemuOptions => ({ faults: [{ kind: 'drop', command: name }] });

interface Case {
  readonly qemu?: MockQemuOptions;
  readonly args: (address: string) => readonly string[];
  readonly line: RegExp;
  readonly status: number;
}

const CASES: { readonly [title: string]: Case } = {
  'balloon doctor': {
    args: (address) => ['balloon', 'doctor', address, '--watch', '2s'],
    line: /^examining balloons: \d s, 0 of 1 done$/m,
    status: 3,
  },
  collect: {
    qemu: lost('query-status'),
    args: (address) => ['collect', '--socket', address, '--quiet', '-o', '/dev/null'],
    line: /^asking the guests: \d s of 3 s, 0 of 1 done$/m,
    status: 1,
  },
  'dom dominfo': {
    qemu: lost('query-status'),
    args: (address) => ['dom', 'dominfo', address, '--timeout', '2s'],
    line: /^waiting for unix:\S+: \d s$/m,
    // What is known without the answer is printed.
    status: 0,
  },
  ls: {
    qemu: lost('query-status'),
    args: (address) => ['ls', '--socket', address],
    line: /^asking the guests: \d s of 3 s, 0 of 1 done$/m,
    status: 1,
  },
  'qmp query-kvm': {
    qemu: lost('query-kvm'),
    args: (address) => ['qmp', address, 'query-kvm', '--timeout', '2s'],
    line: /^waiting for the reply to query-kvm: \d s of 2 s$/m,
    status: 1,
  },
  'qom tree': {
    qemu: { faults: [{ kind: 'delay', ms: 200, command: 'qom-list' }] },
    args: (address) => ['qom', address, 'tree', '/machine/peripheral', '--timeout', '2s'],
    line: /^reading \/machine\/peripheral: \d+ objects\b/m,
    status: 1,
  },
};

interface Kept {
  readonly status: number | undefined;
  /** All that was ever written to the terminal: a line for each update of a line. */
  readonly written: string;
  /** What is left on it. */
  readonly screen: string;
}

/** Runs a command line in a terminal, and has script(1) keep what it writes. */
async function runInTerminal(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Kept> {
  const file = join(await temporaryDirectory(), 'typescript');
  await using tmux = await Tmux.start({ command: ['script', '-qec', words.join(' '), file], env });
  const { status } = await tmux.waitForExit();
  const written = (await readFile(file, 'utf8')).replaceAll('\r\n', '\n').replaceAll('\u001b[K', '\n');
  return { status, written: written.replaceAll('\r', ''), screen: await tmux.screen() };
}

describeLab('a command that takes its time, on a terminal', () => {
  it.each(Object.entries(CASES))('%s shows how far it is, and clears it', async (_, { qemu, ...one }) => {
    const { address } = await startMock(qemu);
    const { status, written, screen } = await runInTerminal(command(...one.args(address)));
    expect(written).toMatch(one.line);
    expect(screen).not.toMatch(one.line);
    expect(status).toBe(one.status);
  });

  it('balloon set shows the way that is left, and then the result alone', async () => {
    const qemu = await startMock({ inflateBytesPerSecond: 40 * MEBIBYTE });
    qemu.balloon.setInterval(1n);
    const set = ['balloon', 'set', qemu.address, '160M', '--control', '--force'];
    const { written, screen } = await runInTerminal(command(...set));
    expect(written).toMatch(/^256 MiB → 160 MiB: at [\d.]+ MiB, [\d.]+ MiB\/s, \d s left$/m);
    expect(screen).toMatch(/^web: 256 MiB → 160 MiB in [\d.]+ s$/);
    expect(await runQgauge(set.with(3, '256M'))).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^160 MiB → 256 MiB: at [\d.]+ MiB, [\d.]+ MiB\/s, \d s left\n/),
      stderr: '',
    });
  });

  it('balloon check shows the case below the results so far', async () => {
    const { address } = await startMock();
    const tmux = await Tmux.start({ command: command('balloon', 'check', address), columns: 120 });
    await tmux.waitFor(/^pass {2}.*\n(.*\n)*checking web: \d+ s, case \d+ of 21: [a-z-]+$/m);
    await tmux.sendKeys('C-c');
    expect(await tmux.waitForExit()).toEqual({ status: 130, signal: undefined });
    const lines = (await tmux.history()).split('\n').filter((line) => !line.startsWith('      '));
    expect(lines.filter((line) => /^(?:pass|skip|FAIL) {2}/.test(line))).toHaveLength(21);
    expect(lines.slice(21)).toEqual([
      expect.stringMatching(/^\d+ passed, 0 failed, \d+ skipped$/),
      'qgauge: interrupted by SIGINT',
    ]);
  });

  it('record counts its messages, but not in the background, on a dumb terminal, or beside a debug log', async () => {
    const { address } = await startMock();
    const directory = await temporaryDirectory();
    const record = (name: string) =>
      command('record', address, '--for', '2s', '--interval', '1h', '-o', join(directory, name));
    const shown = await runInTerminal(record('1'));
    expect(shown.written).toMatch(/^recording unix:\S+: 1 s of 2 s, \d+ messages$/m);
    expect(shown.screen).toMatch(/^\/\S+: \d+ messages$/);
    const inBackground = await runInTerminal(['set -m;', ...record('2'), '& wait $!']);
    const onDumb = await runInTerminal(record('3'), { TERM: 'dumb' });
    const besideLog = await runInTerminal(record('4'), { NODE_DEBUG: 'qgauge' });
    for (const { written } of [inBackground, onDumb, besideLog]) {
      expect(written).toMatch(/: \d+ messages$/m);
      expect(written).not.toContain('recording unix:');
    }
  });
});
