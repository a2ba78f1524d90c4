import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { StreamSink } from '../../src/sinks/stream-sink.js';

describe('StreamSink', () => {
  it('writes the header once, and then the texts', async () => {
    const stream = new PassThrough();
    const sink = new StreamSink({ header: 'h\n', stream }, expect.unreachable);
    sink.write('a\n');
    sink.write('é\n');
    await sink.close();
    expect(String(stream.read())).toBe('h\na\né\n');
    expect(sink).toMatchObject({ writtenBytes: 7, droppedBytes: 0, droppedTexts: 0, isConnected: true });
    expect(stream.writableEnded).toBe(false);
    expect(stream.listenerCount('drain')).toBe(0);
  });

  it('drops whole texts while the reader is too slow, and reports when that begins and ends', async () => {
    const reported: string[] = [];
    const stream = new PassThrough({ highWaterMark: 1 });
    const sink = new StreamSink({ header: '', stream, bufferBytes: 8 }, (message) => reported.push(message));
    for (const text of ['1111\n', '2222\n', '3333\n', '4444\n']) sink.write(text);
    const kept = stream.writableLength;
    expect(kept).toBeLessThanOrEqual(8);
    expect(reported).toEqual([
      `standard output: its reader is too slow, ${kept} bytes wait for it: the newest texts are dropped`,
    ]);
    let read = '';
    stream.on('data', (bytes) => {
      read += bytes;
    });
    await sink.close();
    expect('1111\n2222\n3333\n'.startsWith(read)).toBe(true);
    expect(sink.droppedBytes).toBe(20 - read.length);
    expect(reported[1]).toBe(
      `standard output: its reader has caught up; lost: ${sink.droppedTexts} texts, ${sink.droppedBytes} bytes`,
    );
  });

  it('closes in time when nothing reads', async () => {
    const stream = new Writable({ write: () => undefined });
    const sink = new StreamSink({ header: '', stream, closeMs: 20 }, expect.unreachable);
    sink.write('a\n');
    await sink.close();
    expect(sink.writtenBytes).toBe(0);
  });

  it('counts what is written after the stream was destroyed as dropped', async () => {
    const stream = new PassThrough();
    const sink = new StreamSink({ header: '', stream }, expect.unreachable);
    stream.destroy();
    sink.write('abc\n');
    await sink.close();
    expect(sink).toMatchObject({ droppedBytes: 4, droppedTexts: 1, isConnected: false });
  });
});
