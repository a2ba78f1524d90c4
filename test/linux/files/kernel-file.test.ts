import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FilePool } from '../../../src/linux/files/file-pool.js';
import { capturedTree } from '../captured-tree.js';

function newPool(limit?: number): FilePool {
  const pool = new FilePool(limit);
  onTestFinished(() => pool.close());
  return pool;
}

async function startSleeper(): Promise<ChildProcess> {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child;
}

describe('KernelFile', () => {
  it('reads what is there now, through the file that it has opened', async () => {
    const root = await capturedTree({ stat: 'one\n' });
    const pool = newPool();
    const file = pool.file(`${root}/stat`);
    expect(file.read()).toBe('one\n');
    await writeFile(`${root}/stat`, 'two, and longer\n');
    expect(file.read()).toBe('two, and longer\n');
    // Open still, where the path leads nowhere.
    await rm(`${root}/stat`);
    expect(file.read()).toBe('two, and longer\n');
    expect(pool.size).toBe(1);
  });

  it('knows nothing, and has nothing open, when the process has ended', async () => {
    const child = await startSleeper();
    const pool = newPool();
    const file = pool.file(`/proc/${child.pid}/stat`);
    expect(file.read()).toContain('(sleep)');
    expect(pool.size).toBe(1);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(file.read()).toBeUndefined();
    expect(pool.size).toBe(0);
    expect(file.read()).toBeUndefined();
  });

  it('reads every record of a file that has many', async () => {
    const pool = newPool();
    const file = pool.file('/proc/self/smaps');
    for (let times = 0; times < 2; times++) {
      const text = file.read() ?? '';
      expect(text.length).toBeGreaterThan(10_000);
      expect(text).toMatch(/VmFlags: .*\n$/);
    }
  });

  it('tries an absent file only at every 30th read', async () => {
    const root = await capturedTree({});
    const file = newPool().file(`${root}/late`);
    expect(file.read()).toBeUndefined();
    await writeFile(`${root}/late`, 'here\n');
    const reads = Array.from({ length: 30 }, () => file.read());
    expect(reads.slice(0, 29).every((text) => text === undefined)).toBe(true);
    expect(reads[29]).toBe('here\n');
  });

  it('throws when something else is wrong, time and again', async () => {
    const root = await capturedTree({ 'directory/file': '' });
    const pool = newPool();
    const file = pool.file(`${root}/directory`);
    expect(() => file.read()).toThrow('EISDIR');
    expect(() => file.read()).toThrow('EISDIR');
    file.close();
    expect(pool.size).toBe(0);
  });
});

describe('FilePool', () => {
  it('keeps no more than its limit open, and reads all', async () => {
    const root = await capturedTree({ a: 'a', b: 'b' });
    const pool = newPool(1);
    const [a, b] = [pool.file(`${root}/a`), pool.file(`${root}/b`)];
    expect([a.read(), b.read(), a.read(), b.read(), pool.size]).toEqual(['a', 'b', 'a', 'b', 1]);
    a.close();
    expect([b.read(), pool.size]).toEqual(['b', 1]);
  });

  it('opens a shared file once, and closes everything', async () => {
    const root = await capturedTree({ uptime: '1.00 1.00\n', other: '' });
    const pool = newPool();
    pool.readShared(`${root}/uptime`);
    expect(pool.readShared(`${root}/uptime`)).toBe('1.00 1.00\n');
    const directory = pool.directory(root);
    directory.read('other');
    expect(pool.size).toBe(2);
    directory.close();
    expect(pool.size).toBe(1);
    pool.close();
    expect(pool.size).toBe(0);
  });
});
