import type { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { holdPort } from '../../src/in-guest/hold-port.js';
import { channelOf } from './ask.js';
import { connectedPair, readText } from './connected-pair.js';

describe('holdPort', () => {
  it('connects again a second after the connection has ended or was refused, until the signal fires', async () => {
    const pairs = [await connectedPair(), await connectedPair()] as const;
    const connections: (() => Promise<Duplex>)[] = [
      async () => pairs[0].host,
      () => Promise.reject(new Error('connection refused')),
      async () => pairs[1].host,
    ];
    const waits: number[] = [];
    const stop = new AbortController();
    const clock = {
      nowMs: () => 0,
      sleep: async (ms: number) => void waits.push(ms),
    };
    const held = holdPort(
      () => connections.shift()?.() ?? Promise.reject(new Error('no more')),
      channelOf(),
      {
        signal: stop.signal,
        clock,
      },
    );
    pairs[0].guest.end();
    const answer = '\na 0 2\nsession = 4004861987670969122\nprovider = \n';
    pairs[1].guest.write('a guestlib.stat.get text session\n');
    expect(await readText(pairs[1].guest, answer)).toBe(answer);
    expect(waits).toEqual([1000, 1000]);
    stop.abort();
    await held;
    expect(pairs[1].host.destroyed).toBe(true);
  });
});
