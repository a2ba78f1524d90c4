import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type MockQemuOptions, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import type { Context } from '../../../src/cli/context.js';
import { run } from '../../../src/cli/program.js';
import { ProgressLine } from '../../../src/terminal/progress.js';
import { runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { waitFor } from '../../wait-for.js';
import { startStream } from './running-stream.js';

async function mock(options: MockQemuOptions = {}) {
  const qemu = await startMockQemu(options);
  onTestFinished(() => qemu.close());
  return qemu;
}

/** A file with the text, and its path. */
async function fileWith(text: string): Promise<string> {
  const path = join(await temporaryDirectory(), 'q.yaml');
  await writeFile(path, text);
  return path;
}

async function linesOf(path: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').length - 1;
}

const untilGrown = async (path: string) => {
  const before = await linesOf(path);
  await expect.poll(() => linesOf(path), { timeout: 90_000, interval: 20 }).toBeGreaterThan(before + 1);
};

describe('the configuration of a stream', () => {
  it('names guests and sinks', async () => {
    const qemu = await mock({ name: 'web' });
    const directory = await temporaryDirectory();
    const [first, second] = [join(directory, 'a.jsonl'), join(directory, 'b.txt')];
    const path = await fileWith(`
interval: 1s
polling: 7s
guests: [{ address: '${qemu.address}' }]
sinks:
  - { printer: json, output: file, target: ${first} }
  - { output: file, target: ${second} }
`);
    const done = await runQgauge(['stream', '--config', path, '-r', '2']);
    expect(done).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect([await linesOf(first), await linesOf(second)]).toEqual([2, 3]);
    expect(qemu.balloon.intervalSeconds).toBe(7);
  });

  it('gives way to the command line', async () => {
    const qemu = await mock({ name: 'web' });
    const path = await fileWith(
      'interval: 1h\nguests: [{ address: /nonexistent }]\nsinks: [{ printer: text }]',
    );
    const args = ['--config', path, '-r', '2', '-f', '0.5', '-p', 'json', '--socket', qemu.address];
    const done = await runQgauge(['stream', ...args]);
    expect(done).toMatchObject({ status: 0, stderr: '' });
    expect(done.stdout.split('\n').map((line) => line.slice(0, 1))).toEqual(['{', '{', '']);
  });

  it('that makes no sense is told with its lines, and nothing begins', async () => {
    const path = await fileWith('interval: fast\nsinks: [{ printer: jsn }]\n');
    const done = await runQgauge(['stream', '--config', path]);
    expect(done).toMatchObject({ status: 2, stdout: '' });
    expect(done.stderr.split('\n').map((line) => line.slice(0, `qgauge: ${path}:1:11`.length))).toEqual([
      `qgauge: ${path}:1:11`,
      `qgauge: ${path}:2:20`,
      '',
    ]);
  });
});

describe('the file that is always looked for', () => {
  /** What a run of the program in this process prints and says. */
  async function runHere(args: readonly string[], configFile: string) {
    const stdout = new PassThrough();
    const said: string[] = [];
    const context: Context = {
      out: (text) => said.push(text),
      warn: (line) => said.push(line),
      signal: new AbortController().signal,
      stdout,
      onReload: () => ({ [Symbol.dispose]: () => undefined }),
      configFile,
      terminal: undefined,
      progress: new ProgressLine(),
    };
    const status = await run(['stream', ...args], context);
    return { status, said, text: String(stdout.read() ?? '') };
  }

  it('is read when it is there', async () => {
    const qemu = await mock({ name: 'web' });
    const path = await fileWith(`guests: [{ address: '${qemu.address}' }]\nsinks: [{ printer: json }]`);
    const { status, said, text } = await runHere(['-r', '1'], path);
    expect({ status, said }).toEqual({ status: 0, said: [] });
    expect(JSON.parse(text).domains).toMatchObject([{ name: 'web' }]);
  });

  it('may be missing', async () => {
    const qemu = await mock({ name: 'web' });
    const { status, text } = await runHere(['-r', '1', '--socket', qemu.address], '/nonexistent/q.yaml');
    expect(status).toBe(0);
    expect(text).toContain('\tweb\t');
  });

  it('is not passed over when it makes no sense, or cannot be read', async () => {
    const path = await fileWith('hold: maybe');
    expect(await runHere(['-r', '1'], path)).toMatchObject({
      status: 2,
      said: [`${path}:1:7: hold: 'maybe' is not true or false`],
    });
    const directory = await temporaryDirectory();
    expect(await runHere(['-r', '1'], directory)).toMatchObject({
      status: 2,
      said: [`${directory}: the configuration cannot be read: it is a directory`],
    });
  });
});

describe('SIGHUP', () => {
  it('has the configuration read again: guests, sinks, interval', async () => {
    const web = await mock({ name: 'web' });
    const db = await mock({ name: 'db' });
    const directory = await temporaryDirectory();
    const [kept, removed, added] = ['kept', 'removed', 'added'].map((name) => join(directory, name));
    const config = (address: string, ...files: readonly (string | undefined)[]) => {
      const sinks = files.map((file) => `  - { printer: json, output: file, target: ${file} }\n`);
      return `interval: 100ms\nguests: [{ address: '${address}' }]\nsinks:\n${sinks.join('')}`;
    };
    const path = await fileWith(config(web.address, kept, removed));
    const running = startStream(['--config', path]);
    // The first sweeps may end before the guest has answered.
    await waitFor(async () => expect(await readFile(removed ?? '', 'utf8')).toContain('"web"'));
    await writeFile(path, config(db.address, kept, added));
    running.child.kill('SIGHUP');
    await running.untilTold('qgauge: configuration reloaded\n');
    await untilGrown(added ?? '');
    const removedLines = await linesOf(removed ?? '');
    await waitFor(async () => expect(await readFile(kept ?? '', 'utf8')).toContain('"db"'));
    expect(await linesOf(removed ?? '')).toBe(removedLines);
    const lines = (await readFile(kept ?? '', 'utf8')).trimEnd().split('\n');
    const [ofWeb, ofDb] = ['"web"', '"db"'].map((name) => lines.findLastIndex((line) => line.includes(name)));
    expect(ofWeb).toBeGreaterThanOrEqual(0);
    expect(ofDb).toBeGreaterThan(ofWeb ?? 0);
    expect((await running.end()).status).toBe(143);
  });

  it('with a broken configuration changes nothing, and says which line is wrong; a good one follows', async () => {
    const qemu = await mock({ name: 'web' });
    const good = `interval: 100ms\nguests: [{ address: '${qemu.address}' }]\nsinks: [{ printer: json }]\n`;
    const path = await fileWith(good);
    const running = startStream(['--config', path]);
    await running.untilLines(2);
    await writeFile(path, `${good}intervall: 5\n`);
    running.child.kill('SIGHUP');
    await running.untilTold(
      `qgauge: not reloaded: ${path}:4:1: intervall: unknown key; did you mean 'interval'?\n`,
    );
    await rm(path);
    running.child.kill('SIGHUP');
    await running.untilTold('the configuration cannot be read: no such file');
    await writeFile(path, good.replace('json', 'hv-monitor, output: file, target: /nonexistent/x'));
    running.child.kill('SIGHUP');
    await running.untilTold('not reloaded: /nonexistent/x: its directory does not exist');
    const before = running.stdout().split('\n').length;
    await running.untilLines(before + 2);
    await writeFile(path, good);
    running.child.kill('SIGHUP');
    await running.untilTold('configuration reloaded');
    expect((await running.end()).status).toBe(143);
  });

  it('opens files anew, as a rotation of logs needs it, with no configuration at all', async () => {
    const qemu = await mock({ name: 'web' });
    const file = join(await temporaryDirectory(), 'out');
    const args = ['-p', 'json', '-o', 'file', '--target', file, '-f', '0.1', '--socket', qemu.address];
    const running = startStream(args);
    await untilGrown(file);
    await rename(file, `${file}.1`);
    running.child.kill('SIGHUP');
    await running.untilTold('qgauge: ');
    await untilGrown(file);
    expect((await running.end()).status).toBe(143);
  });

  it('may come as often as it likes', async () => {
    const qemu = await mock({ name: 'web' });
    const path = await fileWith(
      `interval: 100ms\nguests: [{ address: '${qemu.address}' }]\nsinks: [{ printer: json }]`,
    );
    const running = startStream(['--config', path]);
    await running.untilLines(1);
    for (let times = 0; times < 100; times++) running.child.kill('SIGHUP');
    await running.untilTold('configuration reloaded');
    const before = running.stdout().split('\n').length;
    await running.untilLines(before + 2);
    expect((await running.end()).status).toBe(143);
  });
});
