import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { serveChannel } from '../../src/in-guest/serve-channel.js';
import { channelOf } from './ask.js';
import { connectedPair, readText } from './connected-pair.js';

const REQUEST = 'guestlib.stat.get text session\n';
const ANSWER = '0 2\nsession = 4004861987670969122\nprovider = \n';

describe('serveChannel', () => {
  it('answers requests until the connection is closed, and ends a line that was cut off before', async () => {
    const { guest, host } = await connectedPair();
    const served = serveChannel(host, channelOf());
    guest.write(`a ${REQUEST}`);
    expect(await readText(guest, `\na ${ANSWER}`)).toBe(`\na ${ANSWER}`);
    guest.write(`b ${REQUEST}`);
    expect(await readText(guest, `b ${ANSWER}`)).toBe(`b ${ANSWER}`);
    guest.end();
    expect(await served).toBe('closed');
    expect(host.destroyed).toBe(true);
  });

  it('ends the connection of a guest that asks and does not read', async () => {
    const { guest, host } = await connectedPair();
    const channel = channelOf({ answer: () => 'x'.repeat(60_000) });
    const served = serveChannel(host, channel);
    guest.write(`a ${REQUEST}`.repeat(20));
    expect(await served).toBe('unread');
    expect(host.writableLength).toBeLessThan(2 * 65_536);
  });

  it('takes all that a flood writes, and answers 40 of it', async () => {
    const { guest, host } = await connectedPair();
    const served = serveChannel(host, channelOf({ nowMs: () => 0 }));
    let read = '';
    guest.on('data', (chunk) => {
      read += String(chunk);
    });
    guest.end(`a ${REQUEST}`.repeat(100_000));
    await served;
    await once(guest, 'close');
    expect(read.match(/^a [01] /gm)).toHaveLength(40);
  });

  it('reads nothing for a while from a guest that costs too much, and then goes on', async () => {
    const { guest, host } = await connectedPair();
    const rests: { readonly ms: number; readonly isPaused: boolean }[] = [];
    const sleep = async (ms: number) => {
      await setImmediate();
      rests.push({ ms, isPaused: host.isPaused() });
    };
    let bytes = 0;
    const channel = channelOf();
    channel.push = (chunk) => {
      bytes += chunk.length;
      for (const endMs = performance.now() + 5; performance.now() < endMs; );
    };
    const served = serveChannel(host, channel, { clock: { nowMs: () => 0, sleep } });
    guest.end(Buffer.alloc(65_536 * 8));
    await served;
    expect(bytes).toBe(65_536 * 8);
    expect(rests.length).toBeGreaterThan(0);
    for (const { ms, isPaused } of rests) {
      expect(ms).toBeGreaterThan(0);
      expect(isPaused).toBe(true);
    }
  });

  it('answers the last request after a flood when its clock has waited', async () => {
    const { guest, host } = await connectedPair();
    const flood = `${`a ${REQUEST}`.repeat(1000)}\nlast ${REQUEST}`;
    let nowMs = 0;
    const clock = {
      nowMs: () => nowMs,
      sleep: async (ms: number) => {
        while (host.bytesRead < flood.length) await setImmediate();
        nowMs += ms;
      },
    };
    const channel = channelOf({ nowMs: () => nowMs });
    void serveChannel(host, channel, { clock });
    guest.write(flood);
    const end = `last ${ANSWER}`;
    let read = '';
    while (!read.endsWith(end)) read += String((await once(guest, 'data'))[0]);
    expect(read.match(/^\w+ [01] /gm)).toHaveLength(41);
    expect(nowMs).toBe(100);
  });

  it('ends the connection when the signal fires', async () => {
    const { host } = await connectedPair();
    const stop = new AbortController();
    const served = serveChannel(host, channelOf(), { signal: stop.signal });
    stop.abort();
    expect(await served).toBe('aborted');
    expect(host.destroyed).toBe(true);
  });

  it('ends at once when the signal has fired, or the connection has been closed', async () => {
    const first = await connectedPair();
    expect(await serveChannel(first.host, channelOf(), { signal: AbortSignal.abort() })).toBe('aborted');
    expect(await serveChannel(first.host, channelOf())).toBe('closed');
  });

  it('forgets half a line of the connection before, and not how often the guest has asked', async () => {
    const channel = channelOf({ nowMs: () => 0 });
    const first = await connectedPair();
    const served = serveChannel(first.host, channel);
    first.guest.end(`${`a ${REQUEST}`.repeat(40)}old guestlib`);
    first.guest.resume();
    await served;
    const second = await connectedPair();
    const servedAgain = serveChannel(second.host, channel);
    second.guest.end(`b ${REQUEST}`);
    let read = '';
    second.guest.on('data', (chunk) => {
      read += String(chunk);
    });
    await servedAgain;
    expect(read).toBe('');
  });
});
