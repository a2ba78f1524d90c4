import { readDisplay } from '../../qemu/display.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import type { Secret } from '../control/secret.js';
import { UnsupportedError } from '../domain-error.js';

/** A server of the guest's screen. */
export const GRAPHICS_PROTOCOLS = ['vnc', 'spice'] as const;
export type GraphicsProtocol = (typeof GRAPHICS_PROTOCOLS)[number];

/** Which server, and what becomes of its viewers. */
export interface GraphicsPasswordOptions extends CallOptions {
  /** With VNC, the display by its id, where there are several (default: the first one). */
  readonly display?: string | undefined;
  /** With SPICE: whether viewers stay, leave, or the change fails while there are some (default: keep). */
  readonly connected?: ViewersAfterwards | undefined;
  /** From when on the new password is not valid (default: as it was set before). */
  readonly expires?: PasswordExpiry | undefined;
}

/** What a server of the screen may do with its viewers when the password changes. */
export const VIEWERS_AFTERWARDS = ['keep', 'fail', 'disconnect'] as const;
export type ViewersAfterwards = (typeof VIEWERS_AFTERWARDS)[number];

/** From when on a password is not valid: at once, never, or at a time. */
export type PasswordExpiry = 'now' | 'never' | Date;

/** VNC's authentication is DES with 8 characters: QEMU cuts longer ones off in silence. SPICE refuses them. */
const MAX_BYTES = { vnc: 8, spice: 60 };
const WORD = { vnc: 'VNC', spice: 'SPICE' };

/**
 * Has VNC read its TLS certificates again: display-reload.
 *
 * @throws {UnsupportedError} before QEMU 6.0, and when the guest has no VNC server
 * @throws {ControlError} when that has no TLS
 */
export async function reloadGraphics(reach: ControlReach, options: CallOptions = {}): Promise<void> {
  return reach.control.call('reloadGraphics', options, async (call) => {
    if (!(await reach.qmp.supports('display-reload')))
      throw new UnsupportedError(reach.name, 'this QEMU cannot reload certificates: 6.0 and later can');
    await requireServer(reach, 'vnc');
    await call.qemu('display-reload', { type: 'vnc', 'tls-certs': true });
  });
}

/**
 * Sets the password of VNC or SPICE: set_password, and then expire_password where `expires` is given. Viewers that are there stay,
 * unless SPICE is told otherwise. QEMU keeps the time of an earlier {@link expirePassword}: after that, a new password without
 * `expires` lets nobody in.
 *
 * @throws {ControlRefusedError} for a password that is not valid or too long, and for what the protocol does not have
 * @throws {UnsupportedError} when the guest has no such server
 * @throws {ControlError} when QEMU was started without one (not with `-vnc …,password=on`, or with `-spice …,disable-ticketing=on`),
 *   VNC has no such display, or SPICE has viewers and `connected` is `fail`
 */
export async function setPassword(
  reach: ControlReach,
  protocol: GraphicsProtocol,
  password: Secret,
  { display, connected, expires, ...options }: GraphicsPasswordOptions = {},
): Promise<void> {
  return reach.control.call('setPassword', options, async (call) => {
    const refuse = (why: string) => new ControlRefusedError(reach.name, why);
    const bytes = Buffer.byteLength(password.reveal());
    if (bytes === 0) throw refuse('the password is empty');
    if (/[\n\0]/.test(password.reveal())) throw refuse('a password has neither a line break nor a NUL in it');
    const most = MAX_BYTES[protocol];
    if (bytes > most)
      throw refuse(`a password of ${WORD[protocol]} has at most ${most} bytes, and this one has ${bytes}`);
    if (connected !== undefined && connected !== 'keep' && protocol === 'vnc')
      throw refuse('VNC keeps its viewers when its password changes: connected is for SPICE');
    const which = displayArgs(reach, protocol, display);
    const time = expires === undefined ? undefined : encodeExpiry(reach, expires);
    await requireServer(reach, protocol);
    const viewers = connected === undefined ? {} : { connected };
    await call.qemu('set_password', { protocol, password, ...which, ...viewers });
    if (time !== undefined) await call.qemu('expire_password', { protocol, time, ...which });
  });
}

/**
 * Sets when the password of VNC or SPICE is no longer valid: expire_password.
 *
 * @throws {ControlRefusedError} for a time that is not valid, and for a display of SPICE
 * @throws {UnsupportedError} when the guest has no such server
 */
export async function expirePassword(
  reach: ControlReach,
  protocol: GraphicsProtocol,
  when: PasswordExpiry,
  { display, ...options }: Pick<GraphicsPasswordOptions, 'display' | keyof CallOptions> = {},
): Promise<void> {
  return reach.control.call('expirePassword', options, async (call) => {
    const time = encodeExpiry(reach, when);
    const which = displayArgs(reach, protocol, display);
    await requireServer(reach, protocol);
    await call.qemu('expire_password', { protocol, time, ...which });
  });
}

/** As QEMU takes it: a word, or seconds since the epoch. @throws {ControlRefusedError} */
function encodeExpiry({ name }: ControlReach, when: PasswordExpiry): string {
  if (!(when instanceof Date)) return when;
  const seconds = Math.floor(when.getTime() / 1000);
  if (seconds > 0) return String(seconds);
  throw new ControlRefusedError(name, 'the time at which the password expires is not valid');
}

function displayArgs(
  { name }: ControlReach,
  protocol: GraphicsProtocol,
  display: string | undefined,
): { readonly display?: string } {
  if (display === undefined) return {};
  if (protocol === 'vnc') return { display };
  throw new ControlRefusedError(name, 'SPICE has no displays to choose from: display is for VNC');
}

async function requireServer(
  { qmp, options, name }: ControlReach,
  protocol: GraphicsProtocol,
): Promise<void> {
  const kinds = { vnc: protocol === 'vnc', spice: protocol === 'spice' };
  if ((await readDisplay(qmp, kinds, options)) !== null) return;
  throw new UnsupportedError(name, `it has no ${WORD[protocol]} server: start QEMU with -${protocol}`);
}
