import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DocumentFileSink } from '../../../src/sinks/file/document-file-sink.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { waitFor } from '../../wait-for.js';

describe('DocumentFileSink', () => {
  it('replaces the file by each text, in one step', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'record.json');
    const sink = new DocumentFileSink({ path }, expect.unreachable);
    sink.write('first\n');
    await waitFor(async () => expect(await readFile(path, 'utf8')).toBe('first\n'));
    const { ino } = await stat(path);
    sink.write('second\n');
    await sink.close();
    expect(await readFile(path, 'utf8')).toBe('second\n');
    expect((await stat(path)).ino).not.toBe(ino);
    expect(await readdir(directory)).toEqual(['record.json']);
  });

  it('replaces a second form beside it with each text', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'record.json');
    const beside = { suffix: '.upper', encode: async (text: string) => text.toUpperCase() };
    const sink = new DocumentFileSink({ path, beside }, expect.unreachable);
    sink.write('first\n');
    await waitFor(async () => expect(await readFile(path, 'utf8')).toBe('first\n'));
    sink.write('second\n');
    await sink.close();
    expect(await readFile(path, 'utf8')).toBe('second\n');
    expect(await readFile(`${path}.upper`, 'utf8')).toBe('SECOND\n');
    expect((await readdir(directory)).sort()).toEqual(['record.json', 'record.json.upper']);
  });

  it('skips all but the newest of the texts that come while one is written', async () => {
    const path = join(await temporaryDirectory(), 'record.json');
    const sink = new DocumentFileSink({ path }, expect.unreachable);
    for (let number = 0; number < 100; number++) sink.write(`${number}\n`);
    await sink.close();
    expect(await readFile(path, 'utf8')).toBe('99\n');
    expect(sink).toMatchObject({ writtenBytes: '0\n99\n'.length });
    expect(sink.droppedTexts).toBe(0);
  });

  it('reports an outage once, counts what it could not write, and goes on when it can', async () => {
    const directory = join(await temporaryDirectory(), 'later');
    const path = join(directory, 'record.json');
    const reported: string[] = [];
    const sink = new DocumentFileSink({ path }, (message) => reported.push(message));
    for (const times of [1, 2]) {
      sink.write('lost\n');
      await waitFor(() => expect(sink.droppedTexts).toBe(times));
    }
    expect(sink.isConnected).toBe(false);
    await mkdir(directory);
    sink.write('here\n');
    await sink.close();
    expect(await readFile(path, 'utf8')).toBe('here\n');
    expect(reported).toEqual([
      `${path}: its directory does not exist: make it, or name another file; it is tried again with the next text`,
      `${path}: it is written again; lost: 2 texts, 10 bytes`,
    ]);
  });

  it('refuses a device, and leaves it as it is', async () => {
    const reported: string[] = [];
    const sink = new DocumentFileSink({ path: '/dev/null' }, (message) => reported.push(message));
    sink.write('a\n');
    await sink.close();
    expect(reported[0]).toBe('/dev/null: it is not a regular file; it is tried again with the next text');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });
});
