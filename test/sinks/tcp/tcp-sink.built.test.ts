import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TcpSink, type TcpSinkOptions } from '../../../src/sinks/tcp/tcp-sink.js';
import { freePort } from '../../free-port.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { waitFor } from '../../wait-for.js';
import { startLineReader } from './line-reader.js';

const BUILT = join(import.meta.dirname, '..', '..', '..', 'dist', 'sinks', 'tcp', 'tcp-sink.js');

interface Opened {
  readonly sink: TcpSink;
  readonly reported: string[];
  /** The spool of this destination. */
  readonly directory: string;
}

async function openSink(port: number, options: Partial<TcpSinkOptions> = {}): Promise<Opened> {
  const directory = await temporaryDirectory();
  const reported: string[] = [];
  const given = {
    host: '127.0.0.1',
    port,
    header: '',
    spool: { directory },
    retry: { baseMs: 10, capMs: 50 },
  };
  const sink = new TcpSink({ ...given, settleMs: 100, closeMs: 1000, ...options }, (message) =>
    reported.push(message),
  );
  onTestFinished(() => sink.close());
  const spool = options.spool?.directory ?? directory;
  return { sink, reported, directory: join(spool, `tcp_127.0.0.1_${port}`) };
}

const lineOf = (number: number, length = 0) => `${number} ${'x'.repeat(length)}\n`;

/** The numbers of the whole lines, each once, in the order in which they came first. */
function numbersOf(...texts: readonly string[]): number[] {
  const whole = texts.map((text) => text.slice(0, text.lastIndexOf('\n') + 1)).join('');
  return [
    ...new Set(
      whole
        .split('\n')
        .slice(0, -1)
        .map((line) => Number(line.split(' ')[0])),
    ),
  ];
}

const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

describe('TcpSink', () => {
  it('sends the header and the texts, and leaves nothing behind', async () => {
    const reader = await startLineReader();
    const { sink, reported, directory } = await openSink(reader.port, { header: 'h\n' });
    sink.write('a\n');
    sink.write('é\nb\n');
    await sink.close();
    await waitFor(() => expect(reader.text()).toBe('h\na\né\nb\n'));
    expect(reported).toEqual([]);
    expect([sink.droppedBytes, sink.spooledBytes, sink.isConnected]).toEqual([0, 0, false]);
    expect(await readdir(directory)).toEqual([]);
  });

  it('keeps texts while nothing listens, and sends them first, after the header', async () => {
    const port = await freePort();
    const { sink, reported, directory } = await openSink(port, { header: 'h\n' });
    sink.write('a\n');
    sink.write('b\n');
    await waitFor(() => expect(reported).toHaveLength(1));
    expect(reported[0]).toBe(`tcp 127.0.0.1:${port}: nobody listens there; texts are kept in ${directory}`);
    expect([sink.isConnected, sink.spooledBytes]).toEqual([false, 20]);
    const reader = await startLineReader(port);
    await reader.connected();
    sink.write('c\n');
    await waitFor(() => expect(reader.text()).toBe('h\na\nb\nc\n'));
    expect(reported[1]).toBe(`tcp 127.0.0.1:${port}: connected; nothing was lost`);
    await waitFor(() => expect(sink.spooledBytes).toBe(0));
    expect(sink.isConnected).toBe(true);
  });

  it('loses nothing and keeps the order when its reader is killed again and again', async () => {
    let reader = await startLineReader();
    const { port } = reader;
    const texts = [reader.text];
    const { sink } = await openSink(port, { settleMs: 500 });
    let number = 0;
    const timer = setInterval(() => sink.write(lineOf(number++, 2000)), 1);
    for (let life = 1; life <= 4; life++) {
      await waitFor(() => expect(numbersOf(reader.text()).length).toBeGreaterThan(50));
      await reader.kill();
      const before = number;
      await waitFor(() => expect(number).toBeGreaterThan(before + 20));
      reader = await startLineReader(port);
      texts.push(reader.text);
    }
    clearInterval(timer);
    const all = () => texts.map((text) => text());
    await waitFor(() => expect(numbersOf(...all())).toHaveLength(number));
    expect(numbersOf(...all())).toEqual(upTo(number));
    // Each connection alone has every line once.
    for (const text of all()) {
      const numbers = text
        .split('\n')
        .slice(0, -1)
        .map((line) => Number(line.split(' ')[0]));
      expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    }
    await sink.close();
    expect([sink.droppedTexts, sink.spooledBytes]).toEqual([0, 0]);
  });

  it('loses nothing when a reader on this host was stuck for a long time before it was killed', async () => {
    const deaf = await startLineReader(0, 'deaf');
    const { sink } = await openSink(deaf.port, { settleMs: 10 });
    await deaf.connected();
    for (let number = 0; number < 20; number++) {
      sink.write(lineOf(number));
      // Many settling times pass.
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await deaf.kill();
    sink.write(lineOf(20));
    const reader = await startLineReader(deaf.port);
    await waitFor(() => expect(numbersOf(reader.text())).toHaveLength(21));
    expect(numbersOf(reader.text())).toEqual(upTo(21));
  });

  it('spools what a slow reader does not take, in order', async () => {
    const reader = await startLineReader(0, 'slow');
    const { sink, reported } = await openSink(reader.port);
    const count = 3000;
    for (let number = 0; number < count; number++) sink.write(lineOf(number, 10_000));
    expect(sink.spooledBytes).toBeGreaterThan(1_000_000);
    await waitFor(() => expect(numbersOf(reader.text())).toHaveLength(count));
    expect(numbersOf(reader.text())).toEqual(upTo(count));
    expect(reader.text().length).toBe(
      upTo(count).reduce((sum, number) => sum + lineOf(number, 10_000).length, 0),
    );
    await waitFor(() => expect(sink.spooledBytes).toBe(0));
    expect(reported).toEqual([]);
  });

  it('drops the oldest texts of a reader that never reads, and closes in time', async () => {
    const reader = await startLineReader(0, 'deaf');
    const spool = { directory: await temporaryDirectory(), maxBytes: 100_000 };
    const { sink, reported, directory } = await openSink(reader.port, { spool, closeMs: 300 });
    await reader.connected();
    await waitFor(() => expect(sink.isConnected).toBe(true));
    for (let number = 0; number < 3000; number++) {
      sink.write(lineOf(number, 10_000));
      // The kernels of both sides take some megabytes before the sink notices that nothing is read.
      if (number % 5 === 0) await nextTurn();
    }
    expect(sink.spooledBytes).toBeGreaterThan(80_000);
    expect(sink.spooledBytes).toBeLessThanOrEqual(100_000);
    expect(reported).toEqual([
      `tcp 127.0.0.1:${reader.port}: the spool ${directory} is full: the oldest texts are dropped`,
    ]);
    const beganAt = performance.now();
    await sink.close();
    expect(performance.now() - beganAt).toBeLessThan(1500);
    expect(sink.droppedTexts).toBeGreaterThan(1000);
    expect(reported.slice(1)).toEqual([
      expect.stringMatching(/: \d+ bytes stay in .* for the next start$/),
      `tcp 127.0.0.1:${reader.port}: the end; lost: ${sink.droppedTexts} texts, ${sink.droppedBytes} bytes`,
    ]);
  });

  it('reports when the spool is empty again after it was full', async () => {
    const port = await freePort();
    const spool = { directory: await temporaryDirectory(), maxBytes: 5000 };
    const { sink, reported } = await openSink(port, { spool });
    for (let number = 0; number < 100; number++) sink.write(lineOf(number, 100));
    const reader = await startLineReader(port);
    await waitFor(() => expect(reported.at(-1)).toContain('empty again'));
    const lost = sink.droppedTexts;
    expect(reported.at(-1)).toMatch(
      new RegExp(`: the spool is empty again; lost: ${lost} texts, \\d+ bytes$`),
    );
    expect(numbersOf(reader.text())).toEqual(upTo(100).slice(lost));
  });

  it('sends what an earlier run has left, even one that was killed', async () => {
    const port = await freePort();
    const directory = await temporaryDirectory();
    const child = spawn(process.execPath, [
      ...['--input-type=module', '-e'],
      `import { TcpSink } from ${JSON.stringify(BUILT)};
       const spool = { directory: ${JSON.stringify(directory)} };
       const sink = new TcpSink({ host: '127.0.0.1', port: ${port}, header: '', spool }, () => undefined);
       for (let number = 0; ; number++) {
         sink.write(number + ' ' + 'x'.repeat(1000) + '\\n');
         if (number === 500) console.log('many');
         if (number % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
       }`,
    ]);
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    const reader = await startLineReader(port);
    const { sink } = await openSink(port, { spool: { directory } });
    const last = 1_000_000;
    sink.write(lineOf(last));
    await waitFor(() => expect(numbersOf(reader.text()).at(-1)).toBe(last));
    const numbers = numbersOf(reader.text());
    expect(numbers.length).toBeGreaterThan(500);
    expect(numbers).toEqual([...upTo(numbers.length - 1), last]);
    await sink.close();
    expect(sink.droppedTexts).toBe(0);
  });

  it('sends to a reader that has closed its own direction, and discards what it sent', async () => {
    let read = '';
    const sockets: Socket[] = [];
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.push(socket);
      socket.end('x'.repeat(100_000));
      socket.on('data', (bytes) => {
        read += bytes;
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { sink, reported } = await openSink((server.address() as AddressInfo).port);
    await waitFor(() => expect(sockets[0]?.writableFinished).toBe(true));
    for (const text of ['a\n', 'b\n']) {
      sink.write(text);
      await waitFor(() => expect(read).toContain(text));
    }
    await sink.close();
    expect([read, reported, sink.spooledBytes]).toEqual(['a\nb\n', [], 0]);
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('waits for its first connection when it is closed at once', async () => {
    const reader = await startLineReader();
    const { sink } = await openSink(reader.port);
    sink.write('only\n');
    await sink.close();
    await waitFor(() => expect(reader.text()).toBe('only\n'));
  });

  it('counts what is written after it was closed as dropped, and may be closed again', async () => {
    const reader = await startLineReader();
    const { sink } = await openSink(reader.port);
    sink.write('only\n');
    const closing = sink.close();
    sink.write('late\n');
    await Promise.all([closing, sink.close()]);
    expect([sink.droppedTexts, sink.droppedBytes, sink.spooledBytes]).toEqual([1, 5, 0]);
    await waitFor(() => expect(reader.text()).toBe('only\n'));
  });

  it('reports once that there is no such host', async () => {
    const { sink, reported } = await openSink(9, { host: 'no-such-host.invalid' });
    await waitFor(() => expect(reported).toHaveLength(1));
    expect(reported[0]).toMatch(
      /^tcp no-such-host\.invalid:9: (no such host|its name cannot be looked up just now); texts /,
    );
    await sink.close();
    expect(reported).toHaveLength(1);
  });

  it('does not share its spool with another sink for the same destination', async () => {
    const spool = { directory: await temporaryDirectory() };
    const port = await freePort();
    const { sink, directory } = await openSink(port, { spool });
    const other = { host: '127.0.0.1', port, header: '', spool };
    expect(() => new TcpSink(other, () => undefined)).toThrow(
      `${directory}: process ${process.pid} uses this spool: end it, or name another directory for the spool`,
    );
    await sink.close();
  });
});
