import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { runCommand } from './run-command.js';

/** A network namespace, which keeps the traffic of a test off the networks of the host. */
export interface NetworkNamespace extends AsyncDisposable {
  readonly name: string;
  /** Put before a command, runs it in the namespace, with its own /sys. */
  readonly through: readonly string[];
  remove(): Promise<void>;
}

/**
 * Creates a network namespace with a unique name; what is in it is removed with it.
 *
 * @throws {Error} with the message of `ip` when the kernel refuses
 */
export async function createNamespace(): Promise<NetworkNamespace> {
  const name = `qlabn${randomBytes(4).toString('hex')}`;
  await ip('netns', 'add', name);
  // QEMU's VNC server, for one, needs a loopback interface.
  await ip('-netns', name, 'link', 'set', 'lo', 'up');
  const remove = async (): Promise<void> => {
    if (existsSync(`/run/netns/${name}`)) await ip('netns', 'delete', name);
  };
  return { name, through: ['ip', 'netns', 'exec', name], remove, [Symbol.asyncDispose]: remove };
}

export interface TapOptions {
  /** The host's own address on the tap, or on the bridge when there is one; with its prefix length. */
  readonly address?: string;
  /** Also creates a bridge and makes the tap one of its ports. */
  readonly bridge?: boolean;
}

/** A tap, and perhaps a bridge, that exist as long as their namespace, in use or not. */
export interface Tap {
  readonly ifname: string;
  readonly bridge: string | undefined;
}

/** Explains why this process cannot create a tap; undefined when it can. A tap needs root and the tun driver. */
export function whyNoTap(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can create a tap';
  return existsSync('/dev/net/tun') ? undefined : 'there is no /dev/net/tun';
}

/**
 * Creates a tap in a namespace, and sets it up.
 *
 * @throws {Error} with the message of `ip` when the kernel refuses
 */
export async function createTap(namespace: NetworkNamespace, options: TapOptions = {}): Promise<Tap> {
  // An interface's name has at most 15 characters.
  const suffix = randomBytes(4).toString('hex');
  const ifname = `qlabt${suffix}`;
  const bridge = options.bridge === true ? `qlabb${suffix}` : undefined;
  const inside = (...args: readonly string[]) => ip('-netns', namespace.name, ...args);
  await inside('tuntap', 'add', 'dev', ifname, 'mode', 'tap');
  if (bridge !== undefined) {
    await inside('link', 'add', 'name', bridge, 'type', 'bridge');
    await inside('link', 'set', ifname, 'master', bridge);
    await inside('link', 'set', bridge, 'up');
  }
  if (options.address !== undefined) await inside('address', 'add', options.address, 'dev', bridge ?? ifname);
  await inside('link', 'set', ifname, 'up');
  return { ifname, bridge };
}

async function ip(...args: readonly string[]): Promise<void> {
  await runCommand('ip', args);
}
