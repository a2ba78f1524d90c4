import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Losses } from '../../../src/sinks/losses.js';
import { Spool } from '../../../src/sinks/spool/spool.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const BIG = 1024 * 1024;

function fill(spool: Spool, ...texts: readonly string[]): Losses {
  const losses = new Losses();
  for (const text of texts) spool.append(Buffer.from(text), losses);
  return losses;
}

function readAll(spool: Spool): string {
  let all = '';
  for (let chunk = spool.read(1); chunk; chunk = spool.read(1)) all += chunk.bytes;
  return all;
}

const segmentsOf = (directory: string) => readdirSync(directory).filter((name) => name.endsWith('.spool'));

describe('Spool', () => {
  it('returns texts in order, each once', async () => {
    const spool = Spool.open(join(await temporaryDirectory(), 'a', 'b'), BIG);
    expect(spool.isRead).toBe(true);
    fill(spool, 'one\n', 'two\n');
    expect(spool.isRead).toBe(false);
    expect(readAll(spool)).toBe('one\ntwo\n');
    expect(spool.isRead).toBe(true);
    fill(spool, 'three\n');
    expect(String(spool.read(100)?.bytes)).toBe('three\n');
    spool.close();
  });

  it('returns several texts at once, and a longer one alone', async () => {
    const spool = Spool.open(await temporaryDirectory(), BIG);
    fill(spool, '1\n', '2\n', '3\n', 'much longer than the others\n', '4\n');
    const chunks = Array.from({ length: 4 }, () => String(spool.read(25)?.bytes));
    expect(chunks).toEqual(['1\n2\n', '3\n', 'much longer than the others\n', '4\n']);
    spool.close();
  });

  it('returns what is not settled again, and removes its files when it is', async () => {
    const directory = await temporaryDirectory();
    const spool = Spool.open(directory, BIG);
    fill(spool, 'one\n', 'two\n');
    const first = spool.read(1);
    spool.read(1);
    if (first) spool.settle(first.position);
    spool.rewind();
    const second = spool.read(1);
    expect(String(second?.bytes)).toBe('two\n');
    if (second) spool.settle(second.position);
    expect(spool.bytes).toBe(0);
    expect(readdirSync(directory)).toEqual(['lock']);
    spool.close();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('keeps for the next run what is not settled', async () => {
    const directory = await temporaryDirectory();
    const before = Spool.open(directory, BIG);
    fill(before, 'one\n', 'two\n', 'three\n');
    const first = before.read(1);
    if (first) before.settle(first.position);
    before.read(1);
    before.close();
    const after = Spool.open(directory, BIG);
    fill(after, 'four\n');
    expect(readAll(after)).toBe('two\nthree\nfour\n');
    after.close();
  });

  it('recognises a text that a crash has torn, and goes on after the last whole one', async () => {
    const directory = await temporaryDirectory();
    for (const cut of [1, 4, 8, 11]) {
      const before = Spool.open(directory, BIG);
      fill(before, 'one\n', 'two\n');
      before.close();
      const [name = ''] = segmentsOf(directory);
      truncateSync(join(directory, name), statSync(join(directory, name)).size - cut);
      const after = Spool.open(directory, BIG);
      fill(after, 'three\n');
      const chunk = after.read(100);
      expect(String(chunk?.bytes)).toBe('one\nthree\n');
      if (chunk) after.settle(chunk.position);
      after.close();
    }
  });

  it('takes neither zeros nor garbage for texts, nor another file for a segment', async () => {
    const directory = await temporaryDirectory();
    const before = Spool.open(directory, BIG);
    fill(before, 'one\n');
    before.close();
    const [name = ''] = segmentsOf(directory);
    appendFileSync(join(directory, name), Buffer.concat([Buffer.alloc(64), Buffer.from('garbage')]));
    writeFileSync(join(directory, '0000000000000009.spool'), 'QGSPO');
    writeFileSync(join(directory, 'README'), 'stays');
    const after = Spool.open(directory, BIG);
    expect(readAll(after)).toBe('one\n');
    after.close();
    expect(readdirSync(directory).sort()).toEqual([name, 'README']);
  });

  it('drops the oldest texts when there is no more room, and counts them', async () => {
    const directory = await temporaryDirectory();
    const spool = Spool.open(directory, 4096);
    const texts = Array.from({ length: 1000 }, (_, number) => `text ${number}\n`);
    const losses = fill(spool, ...texts);
    const onDisk = segmentsOf(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
    expect(onDisk).toBeLessThanOrEqual(4096);
    expect(onDisk).toBeGreaterThan(4096 * 0.85);
    expect(readAll(spool)).toBe(texts.slice(losses.texts).join(''));
    expect(losses.bytes).toBe(texts.slice(0, losses.texts).join('').length);
    spool.close();
  });

  it('drops a text that is longer than its limit, and no other', async () => {
    const spool = Spool.open(await temporaryDirectory(), 100);
    expect(fill(spool, 'one\n', `${'x'.repeat(100)}\n`)).toMatchObject({ texts: 1, bytes: 101 });
    expect(readAll(spool)).toBe('one\n');
    spool.close();
  });

  it('belongs to its owner alone', async () => {
    const directory = join(await temporaryDirectory(), 'spool');
    const spool = Spool.open(directory, BIG);
    fill(spool, 'one\n');
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(directory)) {
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    }
    spool.close();
  });

  it('does not follow a link that stands in its place or in that of a segment', async () => {
    const directory = await temporaryDirectory();
    const [link, target] = [join(directory, 'link'), join(directory, 'target')];
    symlinkSync(await temporaryDirectory(), link);
    expect(() => Spool.open(link, BIG)).toThrow(`${link}: it is not a directory: name another for the spool`);
    const spool = join(directory, 'spool');
    Spool.open(spool, BIG).close();
    symlinkSync(target, join(spool, '0000000000000001.spool'));
    writeFileSync(target, 'precious');
    expect(() => Spool.open(spool, BIG)).toThrow(`${spool}: it cannot be the spool: ELOOP`);
    expect(readFileSync(target, 'utf8')).toBe('precious');
    expect(readdirSync(spool)).toEqual(['0000000000000001.spool']);
  });

  it('is not shared', async () => {
    const directory = await temporaryDirectory();
    const spool = Spool.open(directory, BIG);
    expect(() => Spool.open(directory, BIG)).toThrow(
      `${directory}: process ${process.pid} uses this spool: end it, or name another directory for the spool`,
    );
    spool.close();
    Spool.open(directory, BIG).close();
  });

  it('is taken over from a process that has died, even when its pid was reused', async () => {
    const directory = await temporaryDirectory();
    const child = spawn('sleep', ['60']);
    child.kill('SIGKILL');
    await once(child, 'exit');
    for (const holder of [`${child.pid} 12345`, `${process.pid} 1`, '', 'garbage']) {
      writeFileSync(join(directory, 'lock'), holder);
      Spool.open(directory, BIG).close();
      expect(readdirSync(directory)).toEqual([]);
    }
  });

  it('keeps the order, and loses only what exceeds its limit, whatever happens', () => {
    const text = fc.integer({ min: 1, max: 300 }).map((length) => ({ do: 'append', length }) as const);
    const other = fc.constantFrom(
      ...(['read', 'settle', 'rewind', 'crash', 'tear'] as const).map((name) => ({ do: name, length: 0 })),
    );
    const limit = fc.integer({ min: 400, max: 3000 });
    fc.assert(
      fc.property(fc.array(fc.oneof(text, text, other), { maxLength: 80 }), limit, checkAgainstModel),
      { numRuns: 150 },
    );
  });
});

interface Step {
  readonly do: 'append' | 'read' | 'settle' | 'rewind' | 'crash' | 'tear';
  readonly length: number;
}

/** Performs the steps on a spool and on a list. */
function checkAgainstModel(steps: readonly Step[], maxBytes: number): void {
  const directory = mkdtempSync(join(tmpdir(), 'qg-'));
  let spool = Spool.open(directory, maxBytes);
  try {
    let kept: string[] = [];
    let read = 0;
    let last:
      | { readonly chunk: NonNullable<ReturnType<Spool['read']>>; readonly texts: readonly string[] }
      | undefined;
    let number = 0;
    const reopen = () => {
      spool.close();
      spool = Spool.open(directory, maxBytes);
      read = 0;
      last = undefined;
    };
    for (const step of steps) {
      if (step.do === 'append') {
        const text = `${number++}:${'x'.repeat(step.length)}\n`;
        const losses = fill(spool, text);
        kept.push(text);
        const gone = kept.splice(0, losses.texts);
        expect(gone.join('').length).toBe(losses.bytes);
        read = Math.max(0, read - gone.length);
      } else if (step.do === 'read') {
        const chunk = spool.read(200);
        const count = chunk ? String(chunk.bytes).split('\n').length - 1 : 0;
        expect(String(chunk?.bytes ?? '')).toBe(kept.slice(read, read + count).join(''));
        read += count;
        expect(spool.isRead).toBe(read === kept.length);
        if (chunk) last = { chunk, texts: kept.slice(0, read) };
      } else if (step.do === 'settle' && last) {
        const { chunk, texts } = last;
        spool.settle(chunk.position);
        const before = kept.length;
        kept = kept.filter((kept) => !texts.includes(kept));
        read = Math.max(0, read - (before - kept.length));
        last = undefined;
      } else if (step.do === 'rewind') {
        spool.rewind();
        read = 0;
      } else if (step.do === 'crash') reopen();
      else if (step.do === 'tear' && segmentsOf(directory).length > 0) {
        const path = join(directory, segmentsOf(directory).sort().at(-1) ?? '');
        spool.close();
        appendFileSync(path, Buffer.from([0, 0, 0, 9, 1, 2, 3, 4, 5]));
        spool = Spool.open(directory, maxBytes);
        reopen();
      }
    }
    spool.rewind();
    expect(readAll(spool)).toBe(kept.join(''));
  } finally {
    spool.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
