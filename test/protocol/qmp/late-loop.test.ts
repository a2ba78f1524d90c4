import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startDeadline, untilAborted } from '../../../src/support/deadline.js';
import { greetingServer, scriptedServer } from '../../scripted-server.js';
import { open } from './open-client.js';

/** Keeps this process from reading its sockets, as a host without CPU to spare does. */
function standStill(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}

describe('a program that does not get to run', () => {
  it('takes a reply that came meanwhile, however long ago its time limit passed', async () => {
    const address = await greetingServer(({ id }, socket) => {
      socket.write(`{"return": "in time", "id": ${id}}\r\n`);
      standStill(300);
      return undefined;
    });
    const client = await open(address, { commandTimeoutMs: 20 });
    expect(await client.execute('query-name')).toBe('in time');
  });

  it('reads before a deadline ends a wait for something else', async () => {
    const address = await scriptedServer((socket) => {
      socket.write('there');
      standStill(300);
    });
    const socket = connect(address.path);
    using deadline = startDeadline(20);
    const [chunk] = await untilAborted(once(socket, 'data'), deadline.signal);
    socket.destroy();
    expect(String(chunk)).toBe('there');
  });
});
