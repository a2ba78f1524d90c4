import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, open, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LineFileSink, type LineFileSinkOptions } from '../../../src/sinks/file/line-file-sink.js';
import { becomeNobody } from '../../become-nobody.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { waitFor } from '../../wait-for.js';

const run = promisify(execFile);
const SOON = { baseMs: 5, capMs: 20 };

function openSink(
  path: string,
  options: Partial<LineFileSinkOptions> = {},
): { readonly sink: LineFileSink; readonly reported: string[] } {
  const reported: string[] = [];
  const sink = new LineFileSink({ path, header: 'h\n', retry: SOON, ...options }, (message) =>
    reported.push(message),
  );
  onTestFinished(() => sink.close());
  return { sink, reported };
}

/** Resolves when so many bytes that were given to the sink are in its file. */
async function written(sink: LineFileSink, bytes: number): Promise<void> {
  await waitFor(() => expect(sink.writtenBytes).toBe(bytes));
}

describe('LineFileSink', () => {
  it('writes the header to a new file, and the texts in their order', async () => {
    const path = join(await temporaryDirectory(), 'figures');
    const { sink, reported } = openSink(path);
    for (const text of ['a\n', 'b\nc\n', 'é\n']) sink.write(text);
    await sink.close();
    expect(await readFile(path, 'utf8')).toBe('h\na\nb\nc\né\n');
    expect((await stat(path)).mode & 0o777 & 0o133).toBe(0);
    expect(reported).toEqual([]);
    expect(sink.droppedBytes).toBe(0);
  });

  it('writes a header to an empty file, but not to one with content', async () => {
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

  it('goes on in a new file, with a header, when its own was renamed and it is to reopen it', async () => {
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

  it('reports once that the directory is missing, and writes everything when it exists', async () => {
    const directory = join(await temporaryDirectory(), 'later');
    const path = join(directory, 'figures');
    const { sink, reported } = openSink(path);
    sink.write('a\n');
    await waitFor(() => expect(reported).toHaveLength(1));
    expect(sink.isConnected).toBe(false);
    sink.write('b\n');
    await mkdir(directory);
    await written(sink, 4);
    expect(await readFile(path, 'utf8')).toBe('h\na\nb\n');
    expect(reported).toEqual([
      `${path}: its directory does not exist: make it; texts are kept in memory, and it is tried again`,
      `${path}: it is written again; nothing was lost`,
    ]);
    expect(sink.isConnected).toBe(true);
  });

  it('tries again at once when it is to reopen its file, and when it is closed', async () => {
    const retry = { baseMs: 60_000, capMs: 60_000, random: () => 0.99 };
    for (const hurry of [(sink: LineFileSink) => sink.reopen(), (sink: LineFileSink) => void sink.close()]) {
      const directory = join(await temporaryDirectory(), 'later');
      const { sink, reported } = openSink(join(directory, 'figures'), { retry });
      sink.write('a\n');
      await waitFor(() => expect(reported).toHaveLength(1));
      await mkdir(directory);
      hurry(sink);
      await written(sink, 2);
    }
  });

  it('counts what is written after it was closed as dropped, and may be closed again', async () => {
    const { sink, reported } = openSink(join(await temporaryDirectory(), 'figures'));
    await Promise.all([sink.close(), sink.close()]);
    sink.write('late\n');
    sink.reopen();
    await sink.close();
    expect([sink.droppedTexts, sink.droppedBytes, reported]).toEqual([1, 5, []]);
  });

  it('reports a directory in its place, and drops the oldest texts when too many wait', async () => {
    const path = await temporaryDirectory();
    const { sink, reported } = openSink(path, { bufferBytes: 4 });
    for (const text of ['1\n', '2\n', '3\n', '4\n', '5\n']) sink.write(text);
    await waitFor(() => expect(reported.join()).toContain('it is a directory: name a file'));
    await sink.close();
    expect(sink).toMatchObject({ writtenBytes: 0 });
    expect([sink.droppedTexts, sink.droppedBytes]).toEqual([5, 10]);
    expect(reported.at(-1)).toMatch(/: the end; lost: \d texts, \d+ bytes$/);
  });

  it('reports that it lacks the permission to write', async () => {
    const directory = await temporaryDirectory();
    await chmod(directory, 0o755);
    const path = join(directory, 'figures');
    await writeFile(path, '', { mode: 0o400 });
    becomeNobody();
    const { sink, reported } = openSink(path);
    sink.write('a\n');
    await waitFor(() => expect(reported[0]).toContain('permission denied'));
  });

  it('reports once that the device is full, and goes on trying', async () => {
    const { sink, reported } = openSink('/dev/full', { header: '' });
    sink.write('a\n');
    sink.write('b\n');
    await waitFor(() => expect(reported).toHaveLength(1));
    await sink.close();
    expect(reported[0]).toBe(
      '/dev/full: no space left on the device; texts are kept in memory, and it is tried again',
    );
    expect(sink.droppedTexts).toBe(2);
  });

  it('leaves no half text on a full disk, and goes on when there is room', async ({ skip }) => {
    const directory = await temporaryDirectory();
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', directory]).catch(
      () => undefined,
    );
    if (!mounted) skip('mounting takes root, and a container that allows it');
    onTestFinished(async () => {
      await run('umount', [directory]);
    });
    const [path, ballast] = [join(directory, 'figures'), join(directory, 'ballast')];
    const { sink, reported } = openSink(path);
    await writeFile(ballast, Buffer.alloc(40 * 1024));
    const lines = Array.from({ length: 4 }, (_, index) => `${String(index).repeat(9_999)}\n`);
    for (const line of lines) sink.write(line);
    await waitFor(() => expect(reported).toHaveLength(1));
    // Each attempt meanwhile writes half a text, and removes it.
    const before = await waitFor(async () => {
      const text = await readFile(path, 'utf8');
      expect(text.endsWith('\n')).toBe(true);
      return text;
    });
    expect(`h\n${lines.join('')}`.startsWith(before)).toBe(true);
    expect(before.length).toBeLessThan(40_000);
    await rm(ballast);
    await written(sink, 40_000);
    expect(await readFile(path, 'utf8')).toBe(`h\n${lines.join('')}`);
    expect(reported[1]).toBe(`${path}: it is written again; nothing was lost`);
    await sink.close();
  });

  it('waits for the reader of a named pipe, and for the next one', async () => {
    const path = join(await temporaryDirectory(), 'pipe');
    await run('mkfifo', [path]);
    const { sink, reported } = openSink(path);
    sink.write('a\n');
    await waitFor(() => expect(reported).toHaveLength(1));
    expect(reported[0]).toBe(
      `${path}: nobody reads this pipe; texts are kept in memory, and it is tried again`,
    );
    const read = (lines: number) => readText(spawn('head', ['-n', String(lines), path]).stdout);
    sink.write('b\n');
    expect(await read(3)).toBe('h\na\nb\n');
    sink.write('c\n');
    await waitFor(() => expect(reported).toHaveLength(3));
    expect(reported[2]).toBe(`${path}: its reader has gone; texts are kept in memory, and it is tried again`);
    expect(await read(2)).toBe('h\nc\n');
    await written(sink, 6);
    expect(sink.droppedTexts).toBe(0);
  });

  it('gives a slow reader of a pipe everything, and closes in time when it never reads', async () => {
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
    expect(late.reported).toEqual([
      `${path}: it has not taken all texts in time`,
      `${path}: the end; lost: 1 text, 300000 bytes`,
    ]);
    await deaf.close();
  });
});
