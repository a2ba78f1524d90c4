import { onTestFinished } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../mock-qemu/mock-qemu.js';
import type { NamedMonitor } from '../../src/discover/named-monitor.js';
import type { GuestSnapshot, Snapshot } from '../../src/model/snapshot.js';
import type { PollOptions } from '../../src/poll/poll-options.js';
import { Poller } from '../../src/poll/poller.js';
import { formatAddress, parseAddress } from '../../src/protocol/transport/address.js';

/** A mock that is closed with the test. */
export async function mock(options: MockQemuOptions = {}): Promise<MockQemu> {
  const qemu = await startMockQemu(options);
  onTestFinished(() => qemu.close());
  return qemu;
}

export function named(...addresses: readonly string[]): readonly NamedMonitor[] {
  return addresses.map((address) => ({ address: parseAddress(address) }));
}

/** A poller that takes one snapshot after the other, and ends with the test. */
export class Polling {
  readonly poller: Poller;
  readonly #snapshots: AsyncIterator<Snapshot, unknown>;

  constructor(options: PollOptions) {
    this.poller = new Poller({ interval: 0.4, ...options });
    this.#snapshots = this.poller[Symbol.asyncIterator]();
    onTestFinished(() => this.end());
  }

  /** @throws {Error} when the poller has ended */
  async next(): Promise<Snapshot> {
    const { done, value } = await this.#snapshots.next();
    if (done === true) throw new Error('the poller has ended');
    return value;
  }

  /** The only guest of the next snapshot. */
  async guest(): Promise<GuestSnapshot> {
    const { guests } = await this.next();
    const [guest, ...others] = guests;
    if (guest === undefined || others.length > 0) throw new Error(`there are ${guests.length} guests`);
    return guest;
  }

  /** The first snapshot in which every guest has answered: on a busy machine that takes more than one short sweep. */
  started(): Promise<Snapshot> {
    return this.until(({ guests }) => guests.every(isAnswered));
  }

  /** The first snapshot for which `isWanted` is true. @throws {Error} when 50 sweeps have not brought it */
  async until(isWanted: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
    let last: Snapshot | undefined;
    for (let sweep = 0; sweep < 50; sweep++) {
      last = await this.next();
      if (isWanted(last)) return last;
    }
    throw new Error(`never seen; last: ${JSON.stringify(last?.guests.map(({ problem }) => problem))}`);
  }

  /** As {@link until}, for the only guest. */
  async guestUntil(isWanted: (guest: GuestSnapshot) => boolean): Promise<GuestSnapshot> {
    const { guests } = await this.until(({ guests: [guest] }) => guest !== undefined && isWanted(guest));
    const [guest] = guests;
    if (guest === undefined) throw new Error('there is no guest');
    return guest;
  }

  async end(): Promise<void> {
    await this.#snapshots.return?.();
  }
}

/** The guest at a mock's monitor. */
export function guestAt(snapshot: Snapshot, { address }: { readonly address: string }): GuestSnapshot {
  const guest = snapshot.guests.find(({ socket }) => socket === formatAddress(parseAddress(address)));
  if (guest === undefined) throw new Error(`${address} is not in the snapshot`);
  return guest;
}

export function isAnswered({ qemu }: GuestSnapshot): boolean {
  return qemu !== undefined;
}
