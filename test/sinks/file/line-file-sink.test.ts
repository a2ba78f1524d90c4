import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, open, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { LineFileSink, type LineFileSinkOptions } from '../../../src/sinks/file/line-file-sink.js';
import { becomeNobody } from '../../become-nobody.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const run = promisify(execFile);
const SOON = { baseMs: 5, capMs: 20 };

function openSink(
  path: string,
  options: Partial<LineFileSinkOptions> = {},
): { readonly sink: LineFileSink; readonly told: string[] } {
  const told: string[] = [];
  const sink = new LineFileSink({ path, header: 'h\n', retry: SOON, ...options }, (message) =>
    told.push(message),
  );
  onTestFinished(() => sink.close());
  return { sink, told };
}

/** Resolves when everything that was given to the sink is in its file. */
async function written(sink: LineFileSink, bytes: number): Promise<void> {
  await vi.waitFor(() => expect(sink.writtenBytes).toBe(bytes));
}

describe('LineFileSink', () => {
  it('writes the header to a new file, and the texts in their order', async () => {
    const path = join(await temporaryDirectory(), 'figures');
    const { sink, told } = openSink(path);
    for (const text of ['a\n', 'b\nc\n', 'é\n']) sink.write(text);
    await sink.close();
    expect(await readFile(path, 'utf8')).toBe('h\na\nb\nc\né\n');
    expect((await stat(path)).mode & 0o777 & 0o133).toBe(0);
    expect(told).toEqual([]);
    expect(sink.droppedBytes).toBe(0);
  });

  it('writes no second header to a file that has content, but one to an empty file', async () => {
    const path = join(await temporaryDirectory(), 'figures');
    for (const before of ['old\n', '']) {
      await writeFile(path, before);
      const { sink } = openSink(path);
      sink.write('a\n');
      await sink.close();
      expect(await readFile(path, 'utf8')).toBe(before === '' ? 'h\na\n' : 'old\na\n');
    }
  });

  it('ends a line that a crash has torn', async () => {
    const path = join(await temporaryDirectory(), 'figures');
    await writeFile(path, 'h\nwhole\nto');
    const { sink } = openSink(path);
    sink.write('a\n');
    sink.write('b\n');
    await sink.close();
    expect(await readFile(path, 'utf8')).toBe('h\nwhole\nto\na\nb\n');
  });

  it('goes on in a new file, with a header, when its own was renamed and it is told so', async () => {
    const path = join(await temporaryDirectory(), 'figures');
    const { sink } = openSink(path);
    sink.write('a\n');
    await written(sink, 2);
    await rename(path, `${path}.1`);
    sink.write('b\n');
    await written(sink, 4);
    await writeFile(path, '');
    sink.reopen();
    sink.write('c\n');
    await sink.close();
    expect(await readFile(`${path}.1`, 'utf8')).toBe('h\na\nb\n');
    expect(await readFile(path, 'utf8')).toBe('h\nc\n');
  });

  it('notices by itself that its file was emptied or removed', async () => {
    const path = join(await temporaryDirectory(), 'figures');
    const { sink } = openSink(path);
    sink.write('a\n');
    await written(sink, 2);
    await truncate(path);
    sink.write('b\n');
    await written(sink, 4);
    expect(await readFile(path, 'utf8')).toBe('h\nb\n');
    await rm(path);
    sink.write('c\n');
    await written(sink, 6);
    expect(await readFile(path, 'utf8')).toBe('h\nc\n');
  });

  it('tells once that the directory is missing, and writes everything when it is there', async () => {
    const directory = join(await temporaryDirectory(), 'later');
    const path = join(directory, 'figures');
    const { sink, told } = openSink(path);
    sink.write('a\n');
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(sink.isConnected).toBe(false);
    sink.write('b\n');
    await mkdir(directory);
    await written(sink, 4);
    expect(await readFile(path, 'utf8')).toBe('h\na\nb\n');
    expect(told).toEqual([
      `${path}: its directory does not exist: make it; texts are kept in memory, and it is tried again`,
      `${path}: it is written again; nothing was lost`,
    ]);
    expect(sink.isConnected).toBe(true);
  });

  it('tells of a directory in its place, and drops the oldest texts when too many wait', async () => {
    const path = await temporaryDirectory();
    const { sink, told } = openSink(path, { bufferBytes: 4 });
    for (const text of ['1\n', '2\n', '3\n', '4\n', '5\n']) sink.write(text);
    await vi.waitFor(() => expect(told.join()).toContain('it is a directory: name a file'));
    await sink.close();
    expect(sink).toMatchObject({ writtenBytes: 0 });
    expect([sink.droppedTexts, sink.droppedBytes]).toEqual([5, 10]);
    expect(told.at(-1)).toMatch(/: the end; lost: \d texts, \d+ bytes$/);
  });

  it('tells that it may not write there', async () => {
    const directory = await temporaryDirectory();
    await chmod(directory, 0o755);
    const path = join(directory, 'figures');
    await writeFile(path, '', { mode: 0o400 });
    becomeNobody();
    const { sink, told } = openSink(path);
    sink.write('a\n');
    await vi.waitFor(() => expect(told[0]).toContain('permission denied'));
  });

  it('tells once that the device is full, and does not end', async () => {
    const { sink, told } = openSink('/dev/full', { header: '' });
    sink.write('a\n');
    sink.write('b\n');
    await vi.waitFor(() => expect(told).toHaveLength(1));
    await sink.close();
    expect(told[0]).toBe(
      '/dev/full: no space left on the device; texts are kept in memory, and it is tried again',
    );
    expect(sink.droppedTexts).toBe(2);
  });

  it('leaves no half text on a full disk, and goes on when there is room', async ({ skip }) => {
    const directory = await temporaryDirectory();
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', directory]).catch(
      () => undefined,
    );
    if (!mounted) skip('a file system of its own takes root, and a container that lets root mount');
    onTestFinished(async () => {
      await run('umount', [directory]);
    });
    const [path, ballast] = [join(directory, 'figures'), join(directory, 'ballast')];
    const { sink, told } = openSink(path);
    await writeFile(ballast, Buffer.alloc(40 * 1024));
    const lines = Array.from({ length: 4 }, (_, index) => `${String(index).repeat(9_999)}\n`);
    for (const line of lines) sink.write(line);
    await vi.waitFor(() => expect(told).toHaveLength(1));
    // It is tried again meanwhile: half a text is there while it is tried, and taken back.
    const before = await vi.waitFor(async () => {
      const text = await readFile(path, 'utf8');
      expect(text.endsWith('\n')).toBe(true);
      return text;
    });
    expect(`h\n${lines.join('')}`.startsWith(before)).toBe(true);
    expect(before.length).toBeLessThan(40_000);
    await rm(ballast);
    await written(sink, 40_000);
    expect(await readFile(path, 'utf8')).toBe(`h\n${lines.join('')}`);
    expect(told[1]).toBe(`${path}: it is written again; nothing was lost`);
    await sink.close();
  });

  it('waits for the reader of a named pipe, and for the next one', async () => {
    const path = join(await temporaryDirectory(), 'pipe');
    await run('mkfifo', [path]);
    const { sink, told } = openSink(path);
    sink.write('a\n');
    await vi.waitFor(() => expect(told).toHaveLength(1));
    expect(told[0]).toBe(`${path}: nobody reads this pipe; texts are kept in memory, and it is tried again`);
    const read = (lines: number) => readText(spawn('head', ['-n', String(lines), path]).stdout);
    sink.write('b\n');
    expect(await read(3)).toBe('h\na\nb\n');
    sink.write('c\n');
    await vi.waitFor(() => expect(told).toHaveLength(3));
    expect(told[2]).toBe(`${path}: its reader has gone; texts are kept in memory, and it is tried again`);
    expect(await read(2)).toBe('h\nc\n');
    await written(sink, 6);
    expect(sink.droppedTexts).toBe(0);
  });

  it('gives a slow reader of a pipe everything, and is closed in time when one never reads', async () => {
    const path = join(await temporaryDirectory(), 'pipe');
    await run('mkfifo', [path]);
    const reader = spawn('sh', ['-c', `exec <"$0"; echo open; read -r _; sleep 0.1; wc -c`, path]);
    const { sink } = openSink(path, { header: '', closeMs: 200 });
    const output = readText(reader.stdout);
    sink.write('first\n');
    sink.write(`${'x'.repeat(299_999)}\n`);
    await written(sink, 300_006);
    await sink.close();
    expect((await output).split('\n')).toEqual(['open', '300000', '']);
    const [deaf, late] = [await open(path, 'r+'), openSink(path, { header: '', closeMs: 50 })];
    late.sink.write(`${'x'.repeat(299_999)}\n`);
    await late.sink.close();
    expect(late.sink.droppedBytes).toBe(300_000);
    expect(late.told).toEqual([
      `${path}: it has not taken all texts in time`,
      `${path}: the end; lost: 1 text, 300000 bytes`,
    ]);
    await deaf.close();
  });
});
