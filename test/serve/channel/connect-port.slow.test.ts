import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { SocketTables } from '../../../src/discover/socket-tables.js';
import { ChannelGuest } from '../../../src/serve/channel/channel-guest.js';
import { connectPort } from '../../../src/serve/channel/connect-port.js';
import { OWN_GUEST, OWN_SNAPSHOT } from '../../formats/own-snapshot.js';
import { temporaryDirectory } from '../../temporary-directory.js';

/** Listens like a QEMU that hangs: it accepts nobody. Closes its socket when its standard input ends. */
const HANGS = `
import signal, socket, sys
listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
listener.listen()
print(flush=True)
sys.stdin.read()
listener.close()
print(flush=True)
signal.pause()
`;

it('a QEMU that closes its socket while its owner is looked for costs the connection, and not our process', async () => {
  const path = join(await temporaryDirectory(), 'port.sock');
  const qemu = spawn('python3', ['-c', HANGS, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void qemu.kill('SIGKILL'));
  await once(qemu.stdout, 'data');
  const web = { ...OWN_GUEST, name: 'web', pid: qemu.pid };
  const latest = { snapshot: { ...OWN_SNAPSHOT, guests: [web] }, endedMs: 0 };
  const guest = new ChannelGuest('web', {}, { daemon: { latest }, procRoot: '/proc' });
  let readings = 0;
  const read = async () => {
    const tables = new SocketTables('/proc');
    // All is read before the end.
    tables.unixAt(undefined, path);
    expect(tables.holders.pidsOf(0)).toEqual([]);
    if (++readings === 2) {
      qemu.stdin.end();
      await once(qemu.stdout, 'data');
    }
    return tables;
  };
  const socket = await connectPort(guest, path, { tables: { read }, signal: new AbortController().signal });
  onTestFinished(() => void socket.destroy());
  await expect.poll(() => socket.closed, { timeout: 60_000, interval: 10 }).toBe(true);
});
