import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { SocketReader } from './socket-reader.js';

const MAGIC = 'REDQ';
/** The header of a message of the link: magic, version and length. */
const HEADER_BYTES = 16;
const KEY_BYTES = 162;
const MAIN_CHANNEL = 1;

/** Logs in to a SPICE server by a password; resolves to the connection, or `undefined` where it was not accepted. */
export async function logInToSpice(path: string, password: string): Promise<Socket | undefined> {
  const socket = connect({ path });
  try {
    await once(socket, 'connect');
    const reader = new SocketReader(socket);
    socket.write(linkMessage());
    const header = await reader.take(HEADER_BYTES);
    const reply = await reader.take(header.readUInt32LE(12));
    if (reply.readUInt32LE(0) !== 0) throw new Error(`the SPICE server refuses: ${reply.readUInt32LE(0)}`);
    socket.write(encryptTicket(reply.subarray(4, 4 + KEY_BYTES), password));
    if ((await reader.take(4)).readUInt32LE(0) === 0) return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
  socket.destroy();
  return undefined;
}

/** Of a client without capabilities, whose ticket the server awaits next. */
function linkMessage(): Buffer {
  const message = Buffer.alloc(18);
  message.writeUInt8(MAIN_CHANNEL, 4);
  message.writeUInt32LE(message.length, 14);
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, 'latin1');
  for (const [place, value] of [2, 2, message.length].entries()) header.writeUInt32LE(value, 4 + 4 * place);
  return Buffer.concat([header, message]);
}

function encryptTicket(der: Buffer, password: string): Buffer {
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return publicEncrypt({ key, padding, oaepHash: 'sha1' }, Buffer.from(`${password}\0`));
}
