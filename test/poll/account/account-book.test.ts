import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../src/poll/account/account.js';
import { AccountBook } from '../../../src/poll/account/account-book.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const NUMBER = 4_004_861_987_670_969_122n;
const ACCOUNT: Account = {
  number: NUMBER,
  beganSeconds: 17.5,
  isFirst: true,
  counts: { cpuSeconds: 3.25 },
  totals: { cpuSeconds: 9.5, swapInBytes: 4096 },
};

async function newPath(): Promise<string> {
  return join(await temporaryDirectory(), 'state', 'sessions.json');
}

describe('the accounts in a file', () => {
  it('are those of the last run, with every digit, and readable by their owner only', async () => {
    const path = await newPath();
    const book = new AccountBook(path, 'boot 1');
    book.set('2145 4711', ACCOUNT);
    book.save();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(new AccountBook(path, 'boot 1').get('2145 4711')).toEqual(ACCOUNT);
  });

  it('are forgotten when the host was started anew: the pid belongs to another process', async () => {
    const path = await newPath();
    const book = new AccountBook(path, 'boot 1');
    book.set('2145 4711', ACCOUNT);
    book.save();
    expect(new AccountBook(path, 'boot 2').get('2145 4711')).toBeUndefined();
  });

  it('are written at once for a new session, once a minute for counts, and at the end', async () => {
    const path = await newPath();
    const book = new AccountBook(path, 'boot 1');
    const cpuSeconds = () => JSON.parse(readFileSync(path, 'utf8')).accounts['1 1'].counts.cpuSeconds;
    const count = (seconds: number) => book.set('1 1', { ...ACCOUNT, counts: { cpuSeconds: seconds } });
    count(1);
    book.save(false, 1_000_000);
    count(2);
    book.save(false, 1_059_999);
    expect(cpuSeconds()).toBe(1);
    book.save(false, 1_060_000);
    expect(cpuSeconds()).toBe(2);
    count(3);
    book.save(true, 1_060_001);
    expect(cpuSeconds()).toBe(3);
  });

  it('are bounded: the one that was not seen for longest is forgotten', () => {
    const book = new AccountBook(undefined, '');
    for (let pid = 0; pid < 2000; pid++) book.set(`${pid} 1`, ACCOUNT);
    book.set('0 1', ACCOUNT);
    book.set('2000 1', ACCOUNT);
    expect(book.get('1 1')).toBeUndefined();
    expect([book.get('0 1'), book.get('2000 1')]).toEqual([ACCOUNT, ACCOUNT]);
  });

  it('are none where the file is broken or foreign, and no file is written without a path', async () => {
    const path = await newPath();
    expect(new AccountBook(path, 'boot').get('1 1')).toBeUndefined();
    new AccountBook(undefined, 'boot').save(true);
    expect(existsSync(path)).toBe(false);
    const text = join(await temporaryDirectory(), 'broken.json');
    for (const content of [
      '{',
      '[]',
      '{"bootId":"boot","accounts":{"1 1":{"number":"0","beganSeconds":1}}}',
    ]) {
      writeFileSync(text, content);
      expect(new AccountBook(text, 'boot').get('1 1')).toBeUndefined();
    }
  });
});
