/** A password takes 2^cost rounds: 10 is 70 ms of our only thread, 14 a second. Beyond that a login would hold up the daemon. */
export const MAX_COST = 14;
const MIN_COST = 4;

/** Two letters of version, two digits of cost, and 53 characters of salt and hash: `$2y$10$…`. */
const HASH = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;

/** Why a value is not the bcrypt hash of a password that can be checked here; `undefined` when it is. Never shows the value. */
export function whyNotHash(value: unknown): string | undefined {
  const digits = typeof value === 'string' ? HASH.exec(value)?.[1] : undefined;
  if (digits === undefined) {
    return "it is not a bcrypt hash, such as 'htpasswd -nBC 10 USER' prints after the colon";
  }
  const cost = Number(digits);
  if (cost >= MIN_COST && cost <= MAX_COST) return undefined;
  if (cost < MIN_COST) return `the cost of the hash is ${cost}, less than bcrypt's minimum of ${MIN_COST}`;
  return `the cost of the hash is ${cost}: above ${MAX_COST} each login would take seconds of processor time; use 10`;
}
