import { once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Target } from '../../../src/discover/target.js';
import { checkPortPath, defaultPortPath } from '../../../src/domain/guest-channel/port-path.js';
import type { Address } from '../../../src/protocol/transport/address.js';
import { temporaryDirectory } from '../../temporary-directory.js';

function targetAt(address: Address, path: string | undefined): Target {
  const listening = { inode: 1, path };
  const monitors = [{ address, listening }];
  return { process: undefined, isNamed: false, monitors, agent: undefined, whyNoMonitor: '' };
}

const unix = (path: string): Address => ({ type: 'unix', path });
const HERE = targetAt(unix('/run/vm1/qmp.sock'), '/run/vm1/qmp.sock');

describe('the path of a port', () => {
  it('is beside the monitor, where that has the same path for QEMU', () => {
    expect(defaultPortPath(HERE)).toBe('/run/vm1/qmp.sock.qgauge');
    expect(defaultPortPath(targetAt(unix('/proc/7/root/run/qmp.sock'), '/run/qmp.sock'))).toBeUndefined();
    expect(defaultPortPath(targetAt(unix('/run/vm1/qmp.sock'), 'qmp.sock'))).toBeUndefined();
    expect(
      defaultPortPath(targetAt({ type: 'tcp', host: '127.0.0.1', port: 4444 }, undefined)),
    ).toBeUndefined();
  });

  it('is free where QEMU is to listen, since it would remove what is there', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 'file');
    const check = (way: 'connect' | 'listen', wanted: string) =>
      checkPortPath({ id: 'qgauge0', way, path: wanted }, HERE, { guest: 'web' });
    check('connect', path);
    await writeFile(path, '');
    expect(() => check('connect', path)).toThrow(
      `web: ${path} exists, and QEMU would remove it: choose another path, or remove it`,
    );
    expect(() => check('listen', path)).toThrow(
      `web: ${path} exists, and is not a socket: choose another path`,
    );
    const socket = join(directory, 'socket');
    const server = createServer().listen(socket);
    await once(server, 'listening');
    expect(() => check('connect', socket)).toThrow(`${socket} exists`);
    check('listen', socket);
    // What a process leaves that was killed.
    await rename(socket, `${socket}.left`);
    server.close();
    check('connect', `${socket}.left`);
    expect(() => check('listen', 'web.sock')).toThrow('web: web.sock: the path has to be absolute');
    expect(() => check('listen', '/a\nb')).toThrow('web: /a?b: the path has control characters');
    expect(() => check('listen', `/${'a'.repeat(107)}`)).toThrow(
      'the path of a socket has at most 107 bytes',
    );
  });
});
