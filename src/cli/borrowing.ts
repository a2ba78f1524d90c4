import { join } from 'node:path';
import { borrowMonitor } from '../client/borrow.js';
import type { BorrowedMonitor } from '../client/borrowed-monitor.js';
import type { Target } from '../discover/target.js';
import { LEND_SOCKET } from '../model/lend-protocol.js';
import type { Problem } from '../model/problem.js';
import { formatAddress } from '../protocol/transport/address.js';
import { debug } from '../support/debug.js';
import { runtimeDirectories } from '../support/runtime-directory.js';
import type { Context } from './context.js';

/**
 * Borrows a monitor from the daemon that holds it, when a command finds it busy, and keeps it until the command has ended. A
 * command that connects several times borrows once.
 */
export class Borrowing implements AsyncDisposable {
  readonly #signal: AbortSignal;
  #borrowed: BorrowedMonitor | undefined;

  constructor({ signal }: Pick<Context, 'signal'>) {
    this.#signal = signal;
  }

  /** Pass it as `whenBusy`. */
  readonly whenBusy = async (target: Target, busy: Problem): Promise<Problem | undefined> => {
    if (this.#borrowed) return undefined;
    const signal = this.#signal;
    const guest = namesOf(target);
    let why = '';
    for (const directory of runtimeDirectories()) {
      const asked = await borrowMonitor({ socketPath: join(directory, LEND_SOCKET), guest, signal });
      if ('ended' in asked) {
        debug(() => `${guest[0]}: borrowed from the daemon`);
        this.#borrowed = asked;
        return undefined;
      }
      // A daemon that does not measure this guest does not hold its monitor either.
      if (asked.reason !== 'no-daemon' && asked.reason !== 'unknown-guest') why ||= asked.message;
    }
    return why === '' ? busy : { ...busy, message: `${busy.message}; it was not lent: ${why}` };
  };

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#borrowed?.release();
  }
}

/** How a daemon may know a guest, the surest first: it may have found its monitors by another path. */
function namesOf({ monitors, process }: Target): readonly string[] {
  const addresses = monitors.map(({ address }) => formatAddress(address));
  const pid = process ? [String(process.pid)] : [];
  return [...addresses.slice(0, MAX_ADDRESSES), ...pid];
}

const MAX_ADDRESSES = 4;
