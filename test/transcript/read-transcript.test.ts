import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTranscript, readTranscript } from '../../src/transcript/read-transcript.js';
import { TranscriptFile } from '../../src/transcript/transcript-file.js';
import { temporaryDirectory } from '../temporary-directory.js';

const HEADER = { format: 'qgauge-transcript', version: 1, recordedBy: 'a test' } as const;
const LINES = [
  { from: 'qemu', at: 0.5, line: '{"QMP": {}}' },
  { from: 'client', at: 1, line: 'é \xff', note: 'not a message' },
  { from: 'qemu', at: 2, line: '{"return": 18446744073709551615}', ms: 1 },
] as const;

describe('a transcript on disk', () => {
  it('is read as it was written, in pure ASCII, and is for its owner alone', async () => {
    const path = join(await temporaryDirectory(), 't.jsonl');
    const file = await TranscriptFile.open(path, HEADER);
    for (const line of LINES) file.write(line);
    await file.close();
    expect(await file.failed).toBeUndefined();
    expect(await readTranscript(path)).toEqual({ header: HEADER, lines: LINES, warnings: [] });
    expect(await readFile(path, 'latin1')).toMatch(/^[\n -~]*$/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(file.lines).toBe(3);
  });

  it('leaves no file when nothing was recorded', async () => {
    const path = join(await temporaryDirectory(), 't.jsonl');
    await (await TranscriptFile.open(path, HEADER)).close();
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  it('overwrites only on request, and only when there is something to write', async () => {
    const path = join(await temporaryDirectory(), 't.jsonl');
    await writeFile(path, 'old and long\n'.repeat(100));
    await expect(TranscriptFile.open(path, HEADER)).rejects.toThrow(
      `${path}: there is a file already: name another, or give --force to overwrite it`,
    );
    await (await TranscriptFile.open(path, HEADER, { overwrite: true })).close();
    expect(await readFile(path, 'utf8')).toBe('old and long\n'.repeat(100));
    const file = await TranscriptFile.open(path, HEADER, { overwrite: true });
    file.begin();
    await file.close();
    expect(await readTranscript(path)).toEqual({ header: HEADER, lines: [], warnings: [] });
  });

  it('reports a full disk', async () => {
    const file = await TranscriptFile.open('/dev/full', HEADER, { overwrite: true });
    file.begin();
    expect(await file.failed).toMatchObject({
      code: 'ERR_TRANSCRIPT_FILE',
      message: '/dev/full: no space left on the device; the transcript ends before that',
    });
    await file.close();
  });
});

describe('parseTranscript', () => {
  const first = '{"from": "qemu", "line": "{}"}';

  it('reads a file without a header', () => {
    expect(parseTranscript(`${first}\n`, 't')).toEqual({
      header: undefined,
      lines: [{ from: 'qemu', line: '{}' }],
      warnings: [],
    });
  });

  it('reads a file that was cut in the middle of a line up to there', () => {
    for (let length = 1; length < first.length; length++) {
      expect(parseTranscript(`${first}\n${first.slice(0, length)}`, 't')).toEqual({
        header: undefined,
        lines: [{ from: 'qemu', line: '{}' }],
        warnings: ['t:2: the line is cut off: the transcript was read up to there'],
      });
    }
    expect(parseTranscript(`${first}\n${first}`, 't')).toMatchObject({ lines: { length: 2 }, warnings: [] });
  });

  it.each([
    [`${first}\n{"from\n${first}\n`, /^t:2: not valid JSON: /],
    [
      '{"from": "me", "line": ""}\n',
      "t:1: 'from' must be equal to one of the allowed values: client, qemu, agent",
    ],
    ['{"from": "qemu"}\n', "t:1: the line must have required property 'line'"],
    ['{"from": "qemu", "line": "", "ms": -1}\n', "t:1: 'ms' must be >= 0"],
    ['[]\n', 't:1: the line must be object'],
    ['{"format": "qgauge-transcript", "version": 2}\n', "t:1: 'version' must be equal to constant 1"],
    [
      `${first}\n{"format": "qgauge-transcript", "version": 1}\n`,
      't:2: a header is allowed only on the first line',
    ],
  ])('names the file, the line and the rule that is broken: %#', (text, message) => {
    expect(() => parseTranscript(text, 't')).toThrow(message);
  });

  it('reports a missing file', async () => {
    await expect(readTranscript('/nowhere/t')).rejects.toThrow('/nowhere/t: no such file');
  });
});
