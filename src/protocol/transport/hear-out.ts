import type { Socket } from 'node:net';
import { errnoOf } from '../../support/errors.js';

/**
 * Lets a socket be read to its end also when a write is the first to find out that the other end has closed: Node destroys the
 * socket otherwise, and what the other end has said last is lost. The end shows as an end of what is read.
 */
export function hearOut(socket: Socket): Socket {
  const { _write, _writev } = socket;
  socket._write = (chunk, encoding, done) => _write.call(socket, chunk, encoding, unlessGone(done));
  if (_writev) socket._writev = (chunks, done) => _writev.call(socket, chunks, unlessGone(done));
  return socket;
}

type Done = (error?: Error | null) => void;

function unlessGone(done: Done): Done {
  return (error) => done(GONE.has(errnoOf(error) ?? '') ? null : error);
}

const GONE: ReadonlySet<string> = new Set(['EPIPE', 'ECONNRESET']);
