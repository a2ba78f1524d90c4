import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { startMockQemu } from '../../mock-qemu/index.js';
import { GenericQmpClient } from '../../src/protocol/qmp/generic-qmp-client.js';
import { type Address, parseAddress } from '../../src/protocol/transport/address.js';
import { connect } from '../../src/protocol/transport/connect.js';
import { ConversationRecorder } from '../../src/transcript/conversation-recorder.js';
import { tapStream } from '../../src/transcript/tapped-stream.js';
import type { TranscriptLine } from '../../src/transcript/transcript-line.js';
import { scriptedServer } from '../scripted-server.js';

async function tap(address: Address) {
  const lines: TranscriptLine[] = [];
  const recorder = new ConversationRecorder({ onLine: (line) => lines.push(line), elapsedMs: () => 0 });
  return { lines, stream: tapStream(await connect(address), recorder) };
}

describe('a tapped stream', () => {
  it('carries a client, and shows both sides of its conversation', async () => {
    await using qemu = await startMockQemu({ name: 'web', version: '7.2' });
    const address = parseAddress(qemu.address);
    const { lines, stream } = await tap(address);
    const qmp = await GenericQmpClient.over(stream, address);
    expect(await qmp.execute('query-name')).toEqual({ name: 'web' });
    await qmp.close();
    expect(stream.closed).toBe(true);
    expect(lines.map(({ from, line }) => [from, line.slice(0, 20)])).toEqual([
      ['qemu', '{"QMP": {"version": '],
      ['client', '{"execute":"qmp_capa'],
      ['client', '{"execute":"query-na'],
      ['qemu', '{"return": {}, "id":'],
      ['qemu', '{"return": {"name": '],
    ]);
  });

  it('ends when QEMU goes, after its last word', async () => {
    const { lines, stream } = await tap(
      await scriptedServer((socket) => socket.end('{"event": "SHUTDOWN"}\r\n')),
    );
    let text = '';
    for await (const chunk of stream) text += chunk;
    expect(text).toBe('{"event": "SHUTDOWN"}\r\n');
    expect(lines).toHaveLength(1);
  });

  it('breaks when the stream inside breaks', async () => {
    const inner = new PassThrough();
    const recorder = new ConversationRecorder({ onLine: () => undefined, elapsedMs: () => 0 });
    const stream = tapStream(inner, recorder);
    inner.destroy(new Error('read ECONNRESET'));
    const [error] = await once(stream, 'error');
    expect(error).toMatchObject({ message: 'read ECONNRESET' });
    expect(stream.destroyed).toBe(true);
  });

  it('stops reading while the other side does not', async () => {
    let written = 0;
    const address = await scriptedServer((socket) => {
      const more = () => {
        while (written < 256 && socket.write(Buffer.alloc(64 * 1024, ' '))) written++;
      };
      socket.on('drain', more);
      more();
    });
    const { stream } = await tap(address);
    let taken = 0;
    await once(stream, 'readable');
    await expect.poll(() => stream.readableLength >= stream.readableHighWaterMark).toBe(true);
    expect(written).toBeLessThan(256);
    stream.on('data', (chunk: Buffer) => {
      taken += chunk.length;
    });
    await expect.poll(() => taken, { timeout: 90_000 }).toBeGreaterThanOrEqual(255 * 64 * 1024);
    stream.destroy();
  });
});
