import { describe, expect, it } from 'vitest';
import { PartFailures } from '../../src/support/part-failures.js';

function fail(message: string): never {
  throw new Error(message);
}

describe('PartFailures', () => {
  it('passes on what a part returns or resolves to', async () => {
    const failures = new PartFailures();
    expect(failures.attempt('cpu', () => 1)).toBe(1);
    expect(await failures.catch('disks', Promise.resolve(2))).toBe(2);
    expect(failures.list()).toEqual([]);
    expect(failures.errorOf('cpu')).toBeUndefined();
  });

  it('lists the parts that failed, each with its first reason', async () => {
    const failures = new PartFailures();
    expect(failures.attempt('cpu', () => fail('no such file'))).toBeUndefined();
    expect(await failures.catch('disks', Promise.reject('no reply'))).toBeUndefined();
    failures.attempt('cpu', () => fail('later'));
    expect(failures.list()).toEqual([
      { part: 'cpu', why: 'no such file' },
      { part: 'disks', why: 'no reply' },
    ]);
    expect(failures.errorOf('cpu')).toEqual(new Error('no such file'));
    expect(failures.errors).toEqual([new Error('no such file'), 'no reply']);
  });
});
