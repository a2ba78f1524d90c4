import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { takeTurn } from '../../../src/domain/control/turns.js';
import { readProcStat } from '../../../src/linux/proc-stat.js';
import { temporaryDirectory } from '../../temporary-directory.js';

async function turnsIn(lockDirectory: string) {
  const options = { key: '17-4', lockDirectory, procRoot: '/proc' };
  return (signal: AbortSignal = new AbortController().signal) => takeTurn({ ...options, signal });
}

describe('a turn', () => {
  it('is a file as long as it lasts', async () => {
    const directory = await temporaryDirectory();
    const take = await turnsIn(directory);
    const turn = await take();
    const start = readProcStat('/proc', process.pid)?.startTicks;
    expect(readFileSync(join(directory, '17-4.lock'), 'utf8')).toBe(`${process.pid} ${start}\n`);
    turn[Symbol.dispose]();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('waits for another process that lives', async () => {
    const directory = await temporaryDirectory();
    const other = spawn('sleep', ['1000']);
    onTestFinished(() => void other.kill());
    await once(other, 'spawn');
    const start = readProcStat('/proc', other.pid ?? 0)?.startTicks;
    const path = join(directory, '17-4.lock');
    writeFileSync(path, `${other.pid} ${start}\n`);
    const take = await turnsIn(directory);
    const impatient = take(AbortSignal.timeout(100));
    await expect(impatient).rejects.toThrow('timeout');
    const patient = take();
    other.kill();
    (await patient)[Symbol.dispose]();
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each(['1 1\n', '', 'x', `${process.pid} 1\n`])(
    'does not wait for %j, which names no process',
    async (text) => {
      const directory = await temporaryDirectory();
      writeFileSync(join(directory, '17-4.lock'), text);
      const take = await turnsIn(directory);
      (await take())[Symbol.dispose]();
      expect(readdirSync(directory)).toEqual([]);
    },
  );

  it('is waited for also after another one has given up waiting, where no file can be written', async () => {
    const take = await turnsIn('/proc/no-such-directory');
    const first = await take();
    await expect(take(AbortSignal.timeout(20))).rejects.toThrow('timeout');
    await expect(take(AbortSignal.timeout(20))).rejects.toThrow('timeout');
    first[Symbol.dispose]();
    (await take())[Symbol.dispose]();
  });

  it('is taken where no file can be written', async () => {
    const take = await turnsIn('/proc/no-such-directory');
    (await take())[Symbol.dispose]();
  });
});
