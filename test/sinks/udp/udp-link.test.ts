import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UdpLink } from '../../../src/sinks/udp/udp-link.js';
import { waitFor } from '../../wait-for.js';

/** A link to a port where nothing listens, with what it reports. */
async function openDeafLink(): Promise<{ readonly link: UdpLink; readonly events: readonly string[] }> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  const events: string[] = [];
  const link = await UdpLink.connect('127.0.0.1', 4, port, {
    onSent: (bytes) => events.push(`sent ${bytes}`),
    onRefused: (lostBytes) => events.push(`refused ${lostBytes}`),
    onFailed: (_, bytes) => events.push(`failed ${bytes}`),
  });
  return { link, events };
}

describe('UdpLink', () => {
  it('sends a datagram again that met the refusal of the one before, and reports the size of that one', async () => {
    const { link, events } = await openDeafLink();
    onTestFinished(() => link.close());
    link.send(Buffer.from('first'));
    link.send(Buffer.from('second!'));
    expect(link.bytesInFlight).toBe(12);
    await link.idle();
    expect(link.bytesInFlight).toBe(0);
    await waitFor(() => expect(events).toEqual(['sent 5', 'refused 5', 'sent 7', 'refused 7']));
  });

  it('sends nothing again once it is closed', async () => {
    const { link, events } = await openDeafLink();
    link.send(Buffer.from('first'));
    link.send(Buffer.from('second!'));
    link.close();
    await waitFor(() => expect(events).toEqual(['sent 5', 'failed 7']));
  });
});
