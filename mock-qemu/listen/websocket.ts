import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/**
 * Performs the handshake as a chardev of QEMU with `websocket=on` does, and resolves to the stream of bytes; to
 * undefined when the request was not valid and has been refused.
 *
 * The subprotocol may be left out; when there is one, it must be `binary`. Only binary frames are accepted, and each
 * line is sent in a frame of its own. Two things differ from QEMU because the library decides them: the reason in a
 * close frame, and the order of the headers.
 */
export function acceptWebSocket(socket: Socket): Promise<Duplex | undefined> {
  return new Promise((resolve) => {
    const refuse = (status: number) => {
      socket.end(refusal(status));
      resolve(undefined);
    };
    const http = createServer({ requireHostHeader: false }, ({ url }) => refuse(url === '/' ? 400 : 404));
    http.on('clientError', () => refuse(400));
    http.on('upgrade', (request, _socket, head) => {
      const status = refusedStatus(request);
      if (status !== undefined) return refuse(status);
      SERVER.handleUpgrade(request, socket, head, (webSocket) => resolve(bytesOf(webSocket, socket)));
    });
    socket.once('close', () => resolve(undefined));
    http.emit('connection', socket);
    socket.resume();
  });
}

const SERVER = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  handleProtocols: () => 'binary',
}).on('headers', (headers) => headers.push('Server: QEMU VNC', `Date: ${new Date().toUTCString()}`));

function refusedStatus({ method, url, headers, httpVersion }: IncomingMessage): number | undefined {
  if (url !== '/') return 404;
  const protocols = headers['sec-websocket-protocol']?.split(',').map((name) => name.trim());
  const isKnown =
    method === 'GET' &&
    httpVersion === '1.1' &&
    headers.host !== undefined &&
    headers['sec-websocket-version'] === '13' &&
    headers['sec-websocket-key'] !== undefined &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    protocols?.includes('binary') !== false;
  return isKnown ? undefined : 400;
}

/** As QEMU prints it, without an empty line after the headers of a 400. */
function refusal(status: number): string {
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nServer: QEMU VNC\r\nDate: ${new Date().toUTCString()}\r\n`;
  return `${head}Connection: close\r\n${status === 400 ? 'Sec-WebSocket-Version: 13\r\n' : '\r\n'}`;
}

function bytesOf(webSocket: WebSocket, socket: Socket): Duplex {
  const stream = new Duplex({
    read: () => webSocket.resume(),
    write: (chunk: Buffer, _encoding, done) => sendLines(webSocket, chunk, done),
    // Without a close frame, as QEMU.
    final: (done) => void socket.end(done),
    destroy: (error, done) => {
      webSocket.terminate();
      done(error);
    },
  });
  webSocket.on('message', (data, isBinary) => {
    if (!isBinary) webSocket.close(1003, 'only binary, close, ping, and pong frames are supported');
    else if (Buffer.isBuffer(data) && !stream.push(data)) webSocket.pause();
  });
  webSocket.on('error', () => undefined);
  webSocket.on('close', () => stream.destroy());
  return stream;
}

function sendLines(webSocket: WebSocket, chunk: Buffer, done: (error?: Error | null) => void): void {
  if (chunk.length === 0) done();
  for (let start = 0; start < chunk.length; ) {
    const lineEnd = chunk.indexOf(0x0a, start);
    const end = lineEnd === -1 ? chunk.length : lineEnd + 1;
    const line = chunk.subarray(start, end);
    // A lost client is noticed by the end of its stream, not by a failed send.
    webSocket.send(line, { binary: true }, end === chunk.length ? () => done() : undefined);
    start = end;
  }
}
