import { describe, expect, it } from 'vitest';
import { acceptPort } from '../../src/in-guest/accept-port.js';
import { channelOf } from './ask.js';
import { connectedPair, readText } from './connected-pair.js';

const REQUEST = 'a guestlib.stat.get text session\n';
const ANSWER = '\na 0 2\nsession = 4004861987670969122\nprovider = \n';
const signal = new AbortController().signal;

describe('acceptPort', () => {
  it('serves the QEMU of the guest, also when it connects again', async () => {
    const accept = acceptPort(channelOf(), { isOwner: async () => true, signal });
    for (const { guest, host } of [await connectedPair(), await connectedPair()]) {
      const served = accept(host);
      guest.write(REQUEST);
      expect(await readText(guest, ANSWER)).toBe(ANSWER);
      guest.end();
      await served;
    }
  });

  it('closes a connection of another process without an answer', async () => {
    const accept = acceptPort(channelOf(), { isOwner: async () => false, signal });
    const { guest, host } = await connectedPair();
    guest.write(REQUEST);
    // Not once(), which rejects when what the guest wrote could not be read.
    const closed = new Promise((resolve) => guest.resume().once('close', resolve));
    await accept(host);
    await closed;
    expect(guest.bytesRead).toBe(0);
  });

  it('closes a second connection, and goes on with the first', async () => {
    const accept = acceptPort(channelOf(), { isOwner: async () => true, signal });
    const [first, second] = [await connectedPair(), await connectedPair()];
    const served = accept(first.host);
    await accept(second.host);
    expect(second.host.destroyed).toBe(true);
    first.guest.write(REQUEST);
    expect(await readText(first.guest, ANSWER)).toBe(ANSWER);
    first.guest.end();
    await served;
  });

  it('can serve again after nobody could say whose connection it is', async () => {
    const answers = [() => Promise.reject(new Error('no ss')), async () => true];
    const accept = acceptPort(channelOf(), {
      isOwner: async () => (await answers.shift()?.()) ?? false,
      signal,
    });
    const [first, second] = [await connectedPair(), await connectedPair()];
    await accept(first.host);
    expect(first.host.destroyed).toBe(true);
    const served = accept(second.host);
    second.guest.write(REQUEST);
    expect(await readText(second.guest, ANSWER)).toBe(ANSWER);
    second.guest.end();
    await served;
  });
});
