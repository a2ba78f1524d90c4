import { discover } from '../discover/discover.js';
import { findNamed } from '../discover/find-named.js';
import { SocketTables } from '../discover/socket-tables.js';
import { problemOfProbe } from '../monitor/problem-of.js';
import { findFree } from '../poll/ask-guest.js';
import type { Address } from '../protocol/transport/address.js';
import { QgaugeError } from '../support/errors.js';

/**
 * Looks at a monitor of this host before anything connects to it, and a moment longer where it serves somebody else.
 *
 * @throws {QgaugeError} ERR_MONITOR when it serves another client, or its QEMU hangs, is stopped, or has ended
 */
export async function ensureFree(address: Address, signal: AbortSignal): Promise<void> {
  const tables = new SocketTables('/proc');
  const [target] = findNamed('/proc', [address], discover('/proc', tables), tables);
  if (target === undefined) return;
  const { look } = await findFree(target, { procRoot: '/proc', tables, signal });
  if (look === 'free') return;
  throw new QgaugeError('ERR_MONITOR', problemOfProbe(address, look, target.process?.pid).message);
}
