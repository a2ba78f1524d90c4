import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Losses } from '../../../src/sinks/losses.js';
import { TolerantSpool } from '../../../src/sinks/spool/tolerant-spool.js';
import { temporaryDirectory } from '../../temporary-directory.js';

interface Opened {
  readonly spool: TolerantSpool;
  readonly directory: string;
  readonly losses: Losses;
  readonly reported: readonly string[];
}

async function openSpool(maxBytes: number): Promise<Opened> {
  const directory = join(await temporaryDirectory(), 'spool');
  const losses = new Losses();
  const reported: string[] = [];
  const onOutage = (message: string) => reported.push(message);
  const spool = new TolerantSpool({ directory, maxBytes, subject: 'tcp a:9', losses, onOutage });
  return { spool, directory, losses, reported };
}

describe('TolerantSpool', () => {
  it('reports once that it is full, counts what had to go, and reports when it is empty again', async () => {
    const { spool, directory, losses, reported } = await openSpool(100);
    for (let count = 0; count < 3; count++) spool.append(Buffer.alloc(60, 'x'));
    expect([losses.texts, losses.bytes]).toEqual([2, 120]);
    spool.reportIfEmpty();
    const chunk = spool.read(100);
    if (chunk) spool.settle(chunk.position);
    spool.reportIfEmpty();
    expect(reported).toEqual([
      `tcp a:9: the spool ${directory} is full: the oldest texts are dropped`,
      'tcp a:9: the spool is empty again; lost: 2 texts, 120 bytes',
    ]);
    spool.close();
  });

  it('counts the texts that a failing disk does not take, and does not throw', async () => {
    const { spool, directory, losses, reported } = await openSpool(10_000);
    await rm(directory, { recursive: true });
    expect(spool.append(Buffer.from('a\n'))).toBeUndefined();
    expect(spool.append(Buffer.from('b\n'))).toBeUndefined();
    expect([losses.texts, losses.bytes, spool.isRead, spool.read(100)]).toEqual([2, 4, true, undefined]);
    spool.close();
    expect(reported.slice(0, 2)).toEqual([
      expect.stringMatching(`^tcp a:9: the spool ${directory} fails: ENOENT: .*; texts are dropped$`),
      'tcp a:9: the end; lost: 2 texts, 4 bytes',
    ]);
  });

  it('reports what it leaves for the next start', async () => {
    const { spool, directory, reported } = await openSpool(10_000);
    spool.append(Buffer.from('a\n'));
    spool.close();
    expect(reported).toEqual([`tcp a:9: 10 bytes stay in ${directory} for the next start`]);
  });
});
