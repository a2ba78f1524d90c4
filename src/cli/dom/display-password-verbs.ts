import { Secret } from '../../domain/control/secret.js';
import type { Domain } from '../../domain/domain.js';
import type { GraphicsProtocol, PasswordExpiry, ViewersAfterwards } from '../../domain/screens/graphics.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type Expiry, parseExpiry } from './parse-expiry.js';
import type { VerbOutput } from './verb.js';

/** The result for programs: without `untilSeconds`, the password is valid for good. */
interface Valid {
  readonly server: GraphicsProtocol;
  /** Seconds since the epoch. */
  readonly untilSeconds?: number;
}

interface SetOptions {
  readonly password?: Secret;
  readonly display?: string;
  readonly connected?: ViewersAfterwards;
  readonly expire: Expiry;
}

/** virsh has `qemu-monitor-command`, and `update-device` with the password in a file; what the words may be was checked. */
export async function setDisplayPassword(
  domain: Domain,
  [given]: readonly string[],
  { password = new Secret(''), display, connected, expire }: SetOptions,
): Promise<VerbOutput> {
  const server = given as GraphicsProtocol;
  const { expires, valid } = timeOf(server, expire);
  await domain.setPassword(server, password, { display, connected, expires });
  return { json: valid, text: `Password set successfully for ${server} in ${nameOf(domain)}\n` };
}

/** As `expire_password` of QEMU's monitor. */
export async function expireDisplayPassword(
  domain: Domain,
  [given, when = '']: readonly string[],
  { display }: { readonly display?: string },
): Promise<VerbOutput> {
  const server = given as GraphicsProtocol;
  const { expires, valid } = timeOf(server, parseExpiry(when));
  await domain.expirePassword(server, expires, { display });
  return {
    json: valid,
    text: `Expiry of the password set successfully for ${server} in ${nameOf(domain)}\n`,
  };
}

function timeOf(
  server: GraphicsProtocol,
  expiry: Expiry,
): { readonly expires: PasswordExpiry; readonly valid: Valid } {
  if (expiry === 'never') return { expires: expiry, valid: { server } };
  const now = Date.now() / 1000;
  if (expiry === 'now') return { expires: expiry, valid: { server, untilSeconds: Math.floor(now) } };
  // QEMU takes whole seconds: not before the time that was asked for.
  const untilSeconds = Math.ceil(now + expiry);
  return { expires: new Date(untilSeconds * 1000), valid: { server, untilSeconds } };
}

function nameOf({ name }: Domain): string {
  return terminalSafe(name, 100);
}
