import { createCipheriv } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { SocketReader } from './socket-reader.js';

const VNC_AUTHENTICATION = 2;

/** Logs in to a VNC server by a password (RFC 6143, 7.2.2), and says whether it was accepted. */
export async function logInToVnc(path: string, password: string): Promise<boolean> {
  const socket = connect({ path });
  try {
    await once(socket, 'connect');
    const reader = new SocketReader(socket);
    socket.write(await reader.take(12));
    const [count = 0] = await reader.take(1);
    const kinds = await reader.take(count);
    if (!kinds.includes(VNC_AUTHENTICATION)) throw new Error('the VNC server asks for no password');
    socket.write(Buffer.from([VNC_AUTHENTICATION]));
    socket.write(encryptChallenge(await reader.take(16), password));
    return (await reader.take(4)).readUInt32BE() === 0;
  } finally {
    socket.destroy();
  }
}

/** DES, with the bits of each byte of the key turned round; three times with one key it is itself. */
function encryptChallenge(challenge: Buffer, password: string): Buffer {
  const key = Buffer.alloc(8);
  key.write(password, 'latin1');
  const turned = key.map((byte) =>
    Number.parseInt(byte.toString(2).padStart(8, '0').split('').reverse().join(''), 2),
  );
  const cipher = createCipheriv('des-ede3', Buffer.concat([turned, turned, turned]), null);
  return cipher.setAutoPadding(false).update(challenge);
}
