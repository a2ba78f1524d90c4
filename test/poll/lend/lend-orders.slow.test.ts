import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findTarget } from '../../../src/discover/find-guest.js';
import { SocketTableCache } from '../../../src/discover/socket-table-cache.js';
import type { LoanEnd } from '../../../src/model/lending.js';
import { AccountBook } from '../../../src/poll/account/account-book.js';
import { LendError } from '../../../src/poll/lend/lend-error.js';
import { lendGuest } from '../../../src/poll/lend/lend-guest.js';
import type { Lease } from '../../../src/poll/lend/loan.js';
import { settingsOf } from '../../../src/poll/poll-settings.js';
import { PolledGuest } from '../../../src/poll/polled-guest.js';
import { SelfMeter } from '../../../src/poll/self-meter.js';
import { QmpClient } from '../../../src/protocol/qmp/qmp-client.js';
import { parseAddress } from '../../../src/protocol/transport/address.js';
import { mock } from '../polling.js';

const { signal } = new AbortController();

const STEPS = [
  'sweep',
  'slow',
  'lend',
  'cancelled',
  'release',
  'expire',
  'settle',
  'replace',
  'close',
] as const;

/** A guest as the sweeps see it, and the loans of its monitor. */
class Trial {
  guest: PolledGuest;
  readonly work: Promise<unknown>[] = [];
  readonly leases: Lease[] = [];
  isClosed = false;
  readonly #newGuest: () => PolledGuest;

  constructor(newGuest: () => PolledGuest) {
    this.#newGuest = newGuest;
    this.guest = newGuest();
  }

  async take(step: (typeof STEPS)[number]): Promise<void> {
    const { guest } = this;
    switch (step) {
      case 'sweep':
        if (!this.isClosed) this.sweep();
        return;
      case 'slow':
        if (!this.isClosed) this.work.push(guest.askSlow());
        return;
      case 'lend':
      case 'cancelled':
        if (!this.isClosed) this.#lend(step === 'cancelled');
        return;
      case 'release':
        this.leases.at(-1)?.release();
        return;
      case 'expire':
        guest.loan?.end('expired');
        return;
      case 'settle':
        await Promise.allSettled(this.work);
        return;
      case 'replace':
        if (!this.isClosed) this.#replace();
        return;
      case 'close':
        this.isClosed = true;
        this.work.push(guest.close('closed'));
    }
  }

  sweep(): void {
    this.guest.beginSweep();
    this.work.push(this.guest.ask(signal));
  }

  #lend(isCancelled: boolean): void {
    const wasLent = this.guest.loan !== undefined;
    const waiting = new AbortController();
    const lent = lendGuest(this.guest, 'web', { pid: 1, command: '' }, { signal: waiting.signal });
    this.work.push(
      lent.then(
        (lease) => this.leases.push(lease),
        (error: unknown) => {
          if (error instanceof LendError) expect(wasLent).toBe(true);
          else expect(error).toBe(waiting.signal.reason);
        },
      ),
    );
    if (isCancelled) waiting.abort(new Error('cancelled'));
  }

  /** The guest has another socket from now on. */
  #replace(): void {
    const before = this.guest;
    const { loan } = before;
    this.guest = this.#newGuest();
    this.guest.inheritLoan(before);
    expect(this.guest.loan).toBe(loan);
    this.work.push(before.close());
  }
}

it.each([true, false])(
  'a guest is asked nothing while it is lent, and answers afterwards, in whatever order; held: %s',
  { timeout: 120_000 },
  async (hold) => {
    const qemu = await mock({ name: 'web' });
    const tables = new SocketTableCache('/proc');
    const context = {
      settings: settingsOf({ hold }),
      tables,
      meter: new SelfMeter(),
      accounts: new AccountBook(undefined, ''),
      tapLimits: { read: async () => undefined, get: () => undefined },
    };
    const target = findTarget(parseAddress(qemu.address));
    const session = (reason: string) => ({ id: 1, beganAtSeconds: 0, reason });
    const newGuest = () => new PolledGuest(target, undefined, undefined, context, session);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...STEPS), { maxLength: 10 }), async (steps) => {
        const trial = new Trial(newGuest);
        try {
          for (const step of steps) {
            await trial.take(step);
            await expectLeftAlone(trial);
          }
          await Promise.allSettled(trial.work);
          const ends = await endAll(trial);
          expect(ends.every((end) => end !== undefined)).toBe(true);
          if (trial.isClosed) return;
          await expect
            .poll(async () => {
              trial.sweep();
              await Promise.allSettled(trial.work);
              return trial.guest.result.qemu?.runState;
            })
            .toBe('running');
        } finally {
          await trial.guest.close();
        }
      }),
      {
        numRuns: 60,
        examples: [
          [['sweep', 'settle', 'slow', 'sweep', 'lend', 'settle', 'sweep']],
          [['sweep', 'settle', 'sweep', 'lend', 'replace', 'settle', 'sweep']],
          [['lend', 'settle', 'replace', 'sweep', 'expire', 'lend', 'settle']],
        ],
      },
    );

    /** A granted lease means that the monitor is free, that nothing is in flight, and that nothing comes. */
    async function expectLeftAlone({ guest }: Trial): Promise<void> {
      if (guest.loan?.state.name !== 'lent') return;
      await using borrower = await QmpClient.connect(qemu.address, { greetingTimeoutMs: 5000 });
      await borrower.execute('query-name');
      const before = qemu.calls.length;
      guest.beginSweep();
      await Promise.all([guest.ask(signal), guest.askSlow()]);
      expect(guest.result).toMatchObject({ qemu: undefined, problem: { kind: 'lent' } });
      await borrower.execute('query-name');
      expect(qemu.calls.length).toBe(before + 1);
    }
  },
);

async function endAll({ guest, leases }: Trial): Promise<readonly (LoanEnd | undefined)[]> {
  guest.loan?.release();
  for (const lease of leases) lease.release();
  return Promise.all(leases.map(({ ended }) => ended));
}
