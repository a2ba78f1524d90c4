import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { compare } from 'bcryptjs';

export type PasswordVerdict = 'right' | 'wrong' | 'busy';

export interface PasswordCheckerOptions {
  /** How many passwords may wait for their check; more are turned away (default: 32). */
  readonly maxWaiting?: number;
  /** The same, from one address (default: 4). */
  readonly maxWaitingOfAddress?: number;
}

/** Wrong passwords that are remembered: a client that repeats one costs nothing. */
const REMEMBERED = 256;
/** After a wrong password, checking rests so many times as long as it took: guesses get a quarter of our only thread. */
const REST = 3;

/**
 * Checks passwords against hashes of bcrypt, which are slow by design: 70 ms of our only thread at cost 10. So each is checked
 * once, one at a time, and the outcome remembered under an HMAC with a key that is nowhere else.
 */
export class PasswordChecker {
  readonly #key = randomBytes(32);
  readonly #maxWaiting: number;
  readonly #maxWaitingOfAddress: number;
  readonly #right = new Map<string, Buffer>();
  readonly #wrong = new Set<string>();
  readonly #running = new Map<string, Promise<boolean>>();
  readonly #waiting = new Map<string, number>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ maxWaiting = 32, maxWaitingOfAddress = 4 }: PasswordCheckerOptions = {}) {
    this.#maxWaiting = maxWaiting;
    this.#maxWaitingOfAddress = maxWaitingOfAddress;
  }

  /**
   * An unknown user takes as long as a wrong password.
   *
   * @param users the hash of each
   * @param address of the client
   */
  async check(
    users: ReadonlyMap<string, string>,
    user: string,
    password: string,
    address: string,
  ): Promise<PasswordVerdict> {
    const known = users.get(user);
    const hash = known ?? decoyOf(users);
    const digest = createHmac('sha256', this.#key)
      .update(JSON.stringify([user, hash, password]))
      .digest();
    const remembered = this.#right.get(user);
    if (known !== undefined && remembered && timingSafeEqual(remembered, digest)) return 'right';
    const name = digest.toString('hex');
    if (this.#wrong.has(name)) return 'wrong';
    const running = this.#running.get(name) ?? this.#start(name, password, hash, address);
    if (running === undefined) return 'busy';
    const isRight = (await running) && known !== undefined;
    if (isRight) this.#right.set(user, digest);
    return isRight ? 'right' : 'wrong';
  }

  #start(name: string, password: string, hash: string, address: string): Promise<boolean> | undefined {
    const ofAddress = this.#waiting.get(address) ?? 0;
    if (ofAddress >= this.#maxWaitingOfAddress || this.#running.size >= this.#maxWaiting) return undefined;
    this.#waiting.set(address, ofAddress + 1);
    const rest = { ms: 0 };
    const running = this.#turn.then(async () => {
      const startMs = performance.now();
      const isRight = await compare(password, hash);
      if (!isRight) {
        this.#rememberWrong(name);
        rest.ms = REST * (performance.now() - startMs);
      }
      return isRight;
    });
    this.#turn = running.catch(() => undefined).then(() => sleep(rest.ms, undefined, { ref: false }));
    const settled = running.finally(() => {
      this.#running.delete(name);
      this.#leave(address);
    });
    this.#running.set(name, settled);
    return settled;
  }

  #rememberWrong(name: string): void {
    this.#wrong.add(name);
    const [oldest] = this.#wrong;
    if (this.#wrong.size > REMEMBERED && oldest !== undefined) this.#wrong.delete(oldest);
  }

  #leave(address: string): void {
    const left = (this.#waiting.get(address) ?? 1) - 1;
    if (left > 0) this.#waiting.set(address, left);
    else this.#waiting.delete(address);
  }
}

/** A hash of the same cost as those of the users, of a password that nobody knows. */
function decoyOf(users: ReadonlyMap<string, string>): string {
  const [first = '$2b$10$'] = users.values();
  return `${first.slice(0, 7)}${'.'.repeat(53)}`;
}
