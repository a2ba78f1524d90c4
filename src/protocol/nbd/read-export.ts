import { once } from 'node:events';
import { connect } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { QgaugeError } from '../../support/errors.js';

/** A server of the NBD protocol refused, or answered something else. */
export class NbdError extends QgaugeError {
  constructor(why: string) {
    super('ERR_NBD', `the NBD server ${why}`);
  }
}

/** What to read, and where from. */
export interface ReadExportOptions {
  /** Of the server's unix socket. */
  readonly path: string;
  readonly exportName: string;
  readonly offset: number;
  readonly bytes: number;
  readonly signal: AbortSignal;
}

const HELLO = Buffer.from('NBDMAGICIHAVEOPT');
const OPTION_EXPORT_NAME = 1;
/** Of the client: fixed newstyle, and no 124 zero bytes after the export. */
const FLAGS = 3;
const REQUEST_MAGIC = 0x25609513;
const REPLY_MAGIC = 0x67446698;
const READ = 0;
const DISCONNECT = 2;

/**
 * Reads a range of an export, by the NBD protocol (doc/proto.md of nbd, "fixed newstyle"), in one request.
 *
 * @throws {NbdError} when the server has no such export, or cannot read it
 * @throws the signal's reason
 */
export async function readExport({
  path,
  exportName,
  offset,
  bytes,
  signal,
}: ReadExportOptions): Promise<Buffer> {
  const socket = connect({ path });
  addAbortSignal(signal, socket);
  try {
    await once(socket, 'connect', { signal });
    const input = new Input(socket[Symbol.asyncIterator]());
    const hello = await input.take(HELLO.length + 2);
    if (!hello.subarray(0, HELLO.length).equals(HELLO))
      throw new NbdError('does not greet as one of newstyle');
    socket.write(chooseExport(exportName));
    // The size of the export and its flags.
    await input.take(10);
    socket.write(request(READ, offset, bytes));
    const reply = await input.take(16);
    if (reply.readUInt32BE(0) !== REPLY_MAGIC) throw new NbdError('does not answer by its protocol');
    const error = reply.readUInt32BE(4);
    if (error !== 0) throw new NbdError(`cannot read ${bytes} bytes at ${offset}: error ${error}`);
    const data = await input.take(bytes);
    socket.end(request(DISCONNECT, 0, 0));
    return data;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    socket.destroy();
  }
}

function chooseExport(name: string): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt32BE(FLAGS, 0);
  head.write('IHAVEOPT', 4, 'latin1');
  head.writeUInt32BE(OPTION_EXPORT_NAME, 12);
  head.writeUInt32BE(Buffer.byteLength(name), 16);
  return Buffer.concat([head, Buffer.from(name)]);
}

function request(type: number, offset: number, bytes: number): Buffer {
  const message = Buffer.alloc(28);
  message.writeUInt32BE(REQUEST_MAGIC, 0);
  message.writeUInt16BE(type, 6);
  message.writeBigUInt64BE(BigInt(offset), 16);
  message.writeUInt32BE(bytes, 24);
  return message;
}

/** What a server sends, by numbers of bytes. */
class Input {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterator<Buffer>) {
    this.#chunks = chunks;
  }

  /** @throws {NbdError} when the connection ends before */
  async take(bytes: number): Promise<Buffer> {
    const parts = [this.#held];
    for (let length = this.#held.length; length < bytes; ) {
      const next = await this.#chunks.next();
      if (next.done) throw new NbdError('has closed the connection');
      parts.push(next.value);
      length += next.value.length;
    }
    const all = Buffer.concat(parts);
    this.#held = all.subarray(bytes);
    return all.subarray(0, bytes);
  }
}
