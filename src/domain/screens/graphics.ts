import { readDisplay } from '../../qemu/display.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import type { Secret } from '../control/secret.js';
import { UnsupportedError } from '../domain-error.js';

/** A server of the guest's screen. */
export type GraphicsProtocol = 'vnc' | 'spice';

/** Which server, and what becomes of its viewers. */
export interface GraphicsPasswordOptions extends CallOptions {
  /** With VNC, the display by its id, where there are several (default: the first one). */
  readonly display?: string | undefined;
  /** With SPICE: whether viewers stay, leave, or the change fails while there are some (default: keep). */
  readonly connected?: 'keep' | 'fail' | 'disconnect' | undefined;
}

/** From when on a password is not valid: at once, never, or at a time. */
export type PasswordExpiry = 'now' | 'never' | Date;

/** VNC's authentication is DES with 8 characters; QEMU cuts longer ones off in silence. */
const VNC_MAX_BYTES = 8;

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
 * Sets the password of VNC or SPICE: set_password. Viewers that are there stay, unless SPICE is told otherwise. It is valid at once,
 * unless {@link expirePassword} says so.
 *
 * @throws {ControlRefusedError} for a password that VNC would cut off
 * @throws {UnsupportedError} when the guest has no such server
 * @throws {ControlError} when VNC was started without a password (`-vnc …,password=on`)
 */
export async function setPassword(
  reach: ControlReach,
  protocol: GraphicsProtocol,
  password: Secret,
  { display, connected, ...options }: GraphicsPasswordOptions = {},
): Promise<void> {
  return reach.control.call('setPassword', options, async (call) => {
    const refuse = (why: string) => new ControlRefusedError(reach.name, why);
    const bytes = Buffer.byteLength(password.reveal());
    if (bytes === 0) throw refuse('the password is empty');
    if (protocol === 'vnc' && bytes > VNC_MAX_BYTES)
      throw refuse(`a password of VNC has at most ${VNC_MAX_BYTES} bytes, and this one has ${bytes}`);
    if (connected !== undefined && connected !== 'keep' && protocol === 'vnc')
      throw refuse('VNC keeps its viewers when its password changes: connected is for SPICE');
    await requireServer(reach, protocol);
    const which = {
      ...(display === undefined ? {} : { display }),
      ...(connected === undefined ? {} : { connected }),
    };
    await call.qemu('set_password', { protocol, password, ...which });
  });
}

/**
 * Sets when the password of VNC or SPICE is no longer valid: expire_password.
 *
 * @throws {UnsupportedError} when the guest has no such server
 */
export async function expirePassword(
  reach: ControlReach,
  protocol: GraphicsProtocol,
  when: PasswordExpiry,
  { display, ...options }: Pick<GraphicsPasswordOptions, 'display' | keyof CallOptions> = {},
): Promise<void> {
  return reach.control.call('expirePassword', options, async (call) => {
    const seconds = when instanceof Date ? Math.floor(when.getTime() / 1000) : undefined;
    if (seconds !== undefined && !(seconds > 0))
      throw new ControlRefusedError(reach.name, 'the time at which the password expires is not valid');
    await requireServer(reach, protocol);
    const which = display === undefined ? {} : { display };
    await call.qemu('expire_password', {
      protocol,
      time: seconds === undefined ? when : String(seconds),
      ...which,
    });
  });
}

async function requireServer(
  { qmp, options, name }: ControlReach,
  protocol: GraphicsProtocol,
): Promise<void> {
  const kinds = { vnc: protocol === 'vnc', spice: protocol === 'spice' };
  if ((await readDisplay(qmp, kinds, options)) !== null) return;
  const word = { vnc: 'VNC', spice: 'SPICE' }[protocol];
  throw new UnsupportedError(name, `it has no ${word} server: start QEMU with -${protocol}`);
}
