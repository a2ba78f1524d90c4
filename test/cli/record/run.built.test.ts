import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMockQemu, startReplay } from '../../../mock-qemu/index.js';
import { readTranscript } from '../../../src/transcript/read-transcript.js';
import { collectRecord, MAIN, onlyVm, runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { THIS_CLIENT } from '../../this-client.js';

const record = (args: readonly string[], options?: Parameters<typeof runQgauge>[1]) =>
  runQgauge(['record', ...args], options);

/** Starts a recording that goes on, and waits for its first words. */
async function startRecord(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN, 'record', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

describe('qgauge record', () => {
  it('asks so often as it is told, for so long, and writes nothing to the guest', async () => {
    await using qemu = await startMockQemu({ name: 'web', version: '7.2' });
    const file = join(await temporaryDirectory(), 't.jsonl');
    const run = await record([qemu.address, '-o', file, '--for', '1s', '--interval', '400ms']);
    const { header, lines, warnings } = await readTranscript(file);
    expect(run).toMatchObject({ status: 0, stderr: '', stdout: `${file}: ${lines.length} messages\n` });
    expect(header).toMatchObject({ version: 1, address: qemu.address, redacted: false });
    expect(warnings).toEqual([]);
    expect(lines.filter(({ line }) => line.includes('"query-status"'))).toHaveLength(3);
    expect(qemu.calls.map(({ execute }) => execute)).not.toContain('qom-set');
    const asked = lines.filter(({ from }) => from === 'client');
    expect(asked).toHaveLength(qemu.calls.length);
    expect(lines.filter(({ from, ms }) => from === 'qemu' && ms !== undefined)).toHaveLength(asked.length);
  });

  it('writes a transcript that collect reads as it reads the guest', async () => {
    await using qemu = await startMockQemu({ name: 'web', version: '7.2', status: 'paused' });
    const file = join(await temporaryDirectory(), 't.jsonl');
    await record([qemu.address, '-o', file, '--for', '100ms']);
    await using replay = await startReplay({ file });
    const patient = ['--timeout', '20s'];
    const direct = await collectRecord(['--socket', qemu.address, ...patient]);
    const replayed = await collectRecord(['--socket', replay.address, ...patient]);
    const { ifs: _, ...vm } = onlyVm(direct.record);
    expect(onlyVm(replayed.record)).toMatchObject(vm);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends well with %s', async (signal) => {
    await using qemu = await startMockQemu({ version: '7.2' });
    const file = join(await temporaryDirectory(), 't.jsonl');
    const signalWhen = () => expect.poll(() => qemu.calls.length, { timeout: 90_000 }).toBeGreaterThan(10);
    const run = await record([qemu.address, '-o', file], { signalWhen, signal });
    const { lines, warnings } = await readTranscript(file);
    expect(run).toMatchObject({ status: 0, stdout: `${file}: ${lines.length} messages\n`, stderr: '' });
    expect(warnings).toEqual([]);
    expect(lines.length).toBeGreaterThan(10);
  });

  it('leaves what it has when it is killed', async () => {
    await using qemu = await startMockQemu({ version: '7.2' });
    const file = join(await temporaryDirectory(), 't.jsonl');
    const child = await startRecord([qemu.address, '-o', file, '--interval', '50ms']);
    await expect.poll(() => qemu.calls.length, { timeout: 90_000 }).toBeGreaterThan(40);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { lines } = await readTranscript(file);
    expect(lines.length).toBeGreaterThan(40);
  });

  it('replaces what is not for others', async () => {
    await using qemu = await startMockQemu({
      name: 'payroll',
      version: '7.2',
      nics: [{ id: 'payroll-net', mac: '52:54:00:ab:cd:ef', netdev: 'n0' }],
    });
    const file = join(await temporaryDirectory(), 't.jsonl');
    expect(await record([qemu.address, '-o', file, '--for', '100ms', '--redact'])).toMatchObject({
      status: 0,
    });
    const text = await readFile(file, 'utf8');
    expect(text).not.toMatch(/payroll|ab:cd:ef|\/tmp/);
    await using replay = await startReplay({ file });
    const { record: replayed } = await collectRecord(['--socket', replay.address]);
    expect(Object.keys(replayed.data.VMs)).toEqual(['vm-1']);
  });

  it('stands between a client and the monitor', async () => {
    await using qemu = await startMockQemu({ name: 'web', version: '7.2' });
    const directory = await temporaryDirectory();
    const [file, listen] = [join(directory, 't.jsonl'), join(directory, 'p')];
    const child = await startRecord([qemu.address, '-o', file, '--listen', listen]);
    const [words] = await once(child.stdout ?? child, 'data');
    expect(String(words)).toBe(`recording the clients of unix:${listen}\n`);
    const collected = await collectRecord(['--socket', listen]);
    expect(onlyVm(collected.record)).toMatchObject({ status_int: 1 });
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    const { lines } = await readTranscript(file);
    expect(lines.filter(({ from }) => from === 'client')).toHaveLength(qemu.calls.length);
    expect(await readdir(directory)).toEqual(['t.jsonl']);
  });

  it('tells that QEMU has ended, and keeps what it has', async () => {
    const qemu = await startMockQemu({ version: '7.2' });
    const file = join(await temporaryDirectory(), 't.jsonl');
    const ended = record([qemu.address, '-o', file]);
    await expect.poll(() => qemu.calls.length, { timeout: 90_000 }).toBeGreaterThan(10);
    await qemu.close();
    expect(await ended).toMatchObject({
      status: 1,
      stderr: `qgauge: ${qemu.address}: the connection was closed\n`,
    });
    expect((await readTranscript(file)).lines.length).toBeGreaterThan(10);
  });

  it('overwrites no file unless it is told to', async () => {
    await using qemu = await startMockQemu({ version: '7.2' });
    const file = join(await temporaryDirectory(), 't.jsonl');
    await writeFile(file, 'precious');
    expect(await record([qemu.address, '-o', file])).toMatchObject({
      status: 1,
      stderr: `qgauge: ${file}: there is a file already: name another, or give --force to overwrite it\n`,
    });
    expect(await readFile(file, 'utf8')).toBe('precious');
    expect(await record([qemu.address, '-o', file, '--force', '--for', '100ms'])).toMatchObject({
      status: 0,
    });
    expect((await readTranscript(file)).lines.length).toBeGreaterThan(10);
  });

  it('says of a monitor that serves somebody that it is busy', async () => {
    await using qemu = await startMockQemu({ version: '7.2' });
    const file = join(await temporaryDirectory(), 't.jsonl');
    const holder = connect(qemu.path ?? '');
    await once(holder, 'data');
    const run = await record([qemu.address, '-o', file]);
    holder.destroy();
    expect(run).toMatchObject({
      status: 1,
      stderr: `qgauge: ${qemu.address}: ${THIS_CLIENT} holds the monitor: add a second -qmp socket for qgauge\n`,
    });
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });

  it.each([
    [
      ['/q', '-o', '/x', '--for', '3x'],
      2,
      "'3x' is not a valid duration: expected a number above 0 and a unit (ms, s, m, h), such as 60s, up to 2147483s",
    ],
    [
      ['/q', '-o', '/x', '--interval', '0'],
      2,
      "'0' is not a valid duration: expected a number above 0 and a unit (ms, s, m, h), such as 60s, up to 2147483s",
    ],
    [['/q'], 2, "required option '-o, --output <file>' not specified"],
    [
      ['h:1', '-o', '/x'],
      2,
      "'h:1' is not an address: it names neither a path nor a transport; write tcp:h:1",
    ],
    [
      ['/q', '-o', '/x', '--listen', '/p', '--interval', '1s'],
      2,
      "option '--listen <address>' cannot be used with option '--interval <duration>'",
    ],
    [
      ['/q', '-o', '/x', '--listen', 'unix:/q'],
      2,
      '--listen unix:/q is the monitor itself: name another address',
    ],
  ])('%j ends with %i', async (args, status, message) => {
    expect(await record(args)).toMatchObject({ status, stderr: `qgauge: ${message}\n` });
  });

  it.each([[[]], [['--redact']], [['--listen', 'unix:@qgauge-record-test']]])(
    'says that there is no monitor: %j',
    async (args) => {
      const directory = await temporaryDirectory();
      const [monitor, file] = [join(directory, 'q'), join(directory, 't.jsonl')];
      expect(await record([monitor, '-o', file, ...args])).toMatchObject({
        status: 1,
        stderr: `qgauge: unix:${monitor}: no such socket: check the path, and that the guest is running\n`,
      });
      expect(await readdir(directory)).toEqual([]);
    },
  );

  it('says of a file that it cannot be written', async () => {
    await using qemu = await startMockQemu({ version: '7.2' });
    expect(await record([qemu.address, '-o', '/nowhere/t'])).toMatchObject({
      status: 1,
      stderr: 'qgauge: /nowhere/t: its directory does not exist: make it, or name another file\n',
    });
    expect(await record([qemu.address, '-o', '/dev/full', '--force', '--for', '1s'])).toMatchObject({
      status: 1,
      stderr: 'qgauge: /dev/full: no space left on the device; the transcript ends before that\n',
    });
  });
});
