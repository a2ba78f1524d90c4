import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UdpSink, type UdpSinkOptions } from '../../../src/sinks/udp/udp-sink.js';
import { waitFor } from '../../wait-for.js';

interface Receiver {
  readonly socket: Socket;
  readonly port: number;
  readonly received: string[];
}

async function startReceiver(host: string, port = 0): Promise<Receiver> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  const received: string[] = [];
  socket.on('message', (message) => received.push(String(message)));
  socket.bind(port, host);
  await once(socket, 'listening');
  return { socket, port: socket.address().port, received };
}

async function openSink(
  options: Pick<UdpSinkOptions, 'host' | 'port'> & Partial<UdpSinkOptions>,
): Promise<{ readonly sink: UdpSink; readonly reported: string[] }> {
  const reported: string[] = [];
  const sink = await UdpSink.open({ header: '', ...options }, (message) => reported.push(message));
  onTestFinished(() => sink.close());
  return { sink, reported };
}

describe('UdpSink', () => {
  it.each(['127.0.0.1', '::1', 'localhost'])(
    'sends a text as a datagram to %s, the header first',
    async (host) => {
      const { socket, port, received } = await startReceiver(host === 'localhost' ? '127.0.0.1' : host);
      const { sink, reported } = await openSink({ host, port, header: 'h\n' });
      sink.write('{"a":1}\n');
      sink.write('b\nc\n');
      await waitFor(() => expect(received).toEqual(['h\n', '{"a":1}\n', 'b\nc\n']));
      await sink.close();
      expect(sink.writtenBytes).toBe(14);
      expect(reported).toEqual([]);
      socket.close();
    },
  );

  it('divides a long text at the ends of lines, and drops and reports a line that does not fit', async () => {
    const { socket, port, received } = await startReceiver('127.0.0.1');
    const { sink, reported } = await openSink({ host: '127.0.0.1', port });
    const fits = `${'x'.repeat(40_000)}\n`;
    sink.write(`${fits}${fits}${'y'.repeat(70_000)}\nlast\n`);
    await waitFor(() => expect(received).toEqual([fits, fits, 'last\n']));
    sink.write('next\n');
    await waitFor(() => expect(received).toHaveLength(4));
    expect([sink.droppedTexts, sink.droppedBytes]).toEqual([1, 70_001]);
    expect(reported).toEqual([
      `udp 127.0.0.1:${port}: a line of 70001 bytes does not fit a datagram: such lines are dropped`,
      `udp 127.0.0.1:${port}: all lines fit again; lost: 1 text, 70001 bytes`,
    ]);
    socket.close();
  });

  it('goes on when nothing listens, and reports when that begins and ends', async () => {
    const first = await startReceiver('127.0.0.1');
    const { port } = first;
    const { sink, reported } = await openSink({ host: '127.0.0.1', port });
    first.socket.close();
    await waitFor(() => {
      sink.write('lost\n');
      expect(reported).toHaveLength(1);
    });
    sink.write('lost\n');
    expect(reported[0]).toBe(
      `udp 127.0.0.1:${port}: nobody listens there; texts are sent all the same, and are lost meanwhile`,
    );
    expect(sink.isConnected).toBe(false);
    const second = await startReceiver('127.0.0.1', port);
    await waitFor(() => {
      sink.write('here\n');
      expect(reported).toHaveLength(2);
    });
    expect(reported[1]).toMatch(/: texts are no longer refused; lost: \d+ texts?, \d+ bytes$/);
    expect(sink.droppedBytes).toBeGreaterThanOrEqual('lost\n'.length);
    expect(second.received).toContain('here\n');
    second.socket.close();
  });

  it('counts what is written after it was closed as dropped, and may be closed again', async () => {
    const { socket, port, received } = await startReceiver('127.0.0.1');
    const { sink, reported } = await openSink({ host: '127.0.0.1', port });
    sink.write('only\n');
    const closing = sink.close();
    sink.write('late\n');
    await Promise.all([closing, sink.close()]);
    await waitFor(() => expect(received).toEqual(['only\n']));
    expect([sink.droppedTexts, sink.droppedBytes, sink.isConnected, reported]).toEqual([1, 5, false, []]);
    socket.close();
  });

  it('reports that there is no such host, and counts what it cannot send', async () => {
    const { sink, reported } = await openSink({ host: 'no-such-host.invalid', port: 9, retryMs: 0 });
    await waitFor(() => expect(reported).toHaveLength(1));
    expect(reported[0]).toMatch(
      /^udp no-such-host\.invalid:9: (no such host|its name cannot be looked up just now)/,
    );
    sink.write('lost\n');
    sink.write('lost\n');
    await sink.close();
    expect(sink.droppedTexts).toBe(2);
    expect(reported.filter((message) => !message.includes('the end'))).toHaveLength(1);
  });
});
