import { describe, expect, it } from 'vitest';
import { endOf, ID } from '../../../src/cli/guest-channel/shared-options.js';

describe('the options of guest-channel', () => {
  it('name one end of a port, or none', () => {
    expect(endOf({})).toBeUndefined();
    expect(endOf({ connect: '/run/web.sock' })).toEqual({ way: 'connect', path: '/run/web.sock' });
    expect(endOf({ listen: '/run/web.sock' })).toEqual({ way: 'listen', path: '/run/web.sock' });
    expect(() => endOf({ connect: '/a', listen: '/a' })).toThrow('--connect and --listen exclude each other');
  });

  it.each(['', 'web.sock', './web.sock', 'unix:/run/web.sock'])('take no path such as %j', (path) => {
    expect(() => endOf({ connect: path })).toThrow(
      `'${path}' is not a valid path of a socket: expected an absolute one`,
    );
  });

  it('take an id as QEMU does', () => {
    const parse = (text: string): unknown => ID.parseArg?.(text, undefined as never);
    expect(['qgauge0', 'a-b.c_1'].map(parse)).toEqual(['qgauge0', 'a-b.c_1']);
    for (const text of ['', '0a', '#a', 'a b', 'a,b', 'ä', 'a\n', 'a'.repeat(101)])
      expect(() => parse(text)).toThrow('is not a valid id');
  });
});
