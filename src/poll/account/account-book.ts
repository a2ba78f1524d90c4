import { readKernelFile } from '../../linux/files/read-file.js';
import { asRecord, asString } from '../../support/decode.js';
import { StateFile } from '../state-file.js';
import { type Account, eachCount } from './account.js';

/** More processes than a host runs; the oldest are forgotten. */
const MAX_ACCOUNTS = 2000;
/** Counts are written this often; numbers of sessions at once. */
const SAVE_MS = 60_000;

/**
 * The accounts of all processes that are polled, so that a guest keeps the number of its session over a restart of ours. A file
 * that cannot be read or written costs that and nothing else: guests get new numbers then.
 */
export class AccountBook {
  readonly #file: StateFile | undefined;
  readonly #bootId: string;
  readonly #accounts: Map<string, Account>;
  #savedMs = 0;
  #isNew = false;

  /**
   * Reads the accounts of an earlier run since the host was started.
   *
   * @param path `undefined`: they are lost at the end
   * @param bootId another one stands for another start of the host, in which a process of the same pid is another one
   */
  constructor(path: string | undefined, bootId: string) {
    this.#file = path === undefined ? undefined : new StateFile(path, 'accounts of sessions');
    this.#bootId = bootId;
    this.#accounts = new Map(decodeAccounts(this.#file?.read(), bootId));
  }

  /** @param process its pid and its start, as {@link processKey} joins them */
  get(process: string): Account | undefined {
    return this.#accounts.get(process);
  }

  /** Keeps an account; the file has it after the next {@link save}. */
  set(process: string, account: Account): void {
    this.#isNew ||= this.#accounts.get(process)?.number !== account.number;
    // The latest are last: the first are forgotten first.
    this.#accounts.delete(process);
    this.#accounts.set(process, account);
    const [oldest] = this.#accounts.keys();
    if (this.#accounts.size > MAX_ACCOUNTS && oldest !== undefined) this.#accounts.delete(oldest);
  }

  /** Writes the file when there is a new session, when its time has come, or when `isLast`. */
  save(isLast = false, nowMs: number = performance.now()): void {
    if (this.#file === undefined || this.#accounts.size === 0) return;
    if (!isLast && !this.#isNew && nowMs - this.#savedMs < SAVE_MS) return;
    this.#isNew = false;
    this.#savedMs = nowMs;
    this.#file.write(encodeAccounts(this.#bootId, this.#accounts));
  }
}

/** Identifies a process for good, as long as the host runs. */
export function processKey({
  pid,
  startTicks,
}: {
  readonly pid: number;
  readonly startTicks: number;
}): string {
  return `${pid} ${startTicks}`;
}

/** Identifies this start of the host; empty where it is hidden. */
export function readBootId(procRoot: string): string {
  return readKernelFile(`${procRoot}/sys/kernel/random/boot_id`)?.trim() ?? '';
}

function decodeAccounts(value: unknown, bootId: string): readonly (readonly [string, Account])[] {
  const file = asRecord(value);
  if (file?.bootId !== bootId) return [];
  return Object.entries(asRecord(file.accounts) ?? {})
    .slice(-MAX_ACCOUNTS)
    .flatMap(([process, value]) => {
      const account = decodeAccount(asRecord(value) ?? {});
      return account ? [[process, account] as const] : [];
    });
}

function decodeAccount({
  number,
  beganSeconds,
  isFirst,
  counts,
  totals,
  stolenSeconds,
}: Record<string, unknown>): Account | undefined {
  const digits = asString(number) ?? '';
  if (!/^[1-9]\d{0,18}$/.test(digits) || typeof beganSeconds !== 'number') return undefined;
  const decode = (part: unknown) => eachCount((name) => asCount(asRecord(part)?.[name]));
  return {
    number: BigInt(digits),
    beganSeconds,
    isFirst: isFirst === true,
    counts: decode(counts),
    totals: decode(totals),
    stolenSeconds: asCount(stolenSeconds),
  };
}

function asCount(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

/** The number of a session is text: JSON readers round it. */
function encodeAccounts(bootId: string, accounts: ReadonlyMap<string, Account>): object {
  const entries = Array.from(accounts, ([key, account]) => [
    key,
    { ...account, number: `${account.number}` },
  ]);
  return { bootId, accounts: Object.fromEntries(entries) };
}
