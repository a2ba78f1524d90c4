import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { runCommand } from './run-command.js';

export interface TapOptions {
  /** The host's own address on the tap, or on the bridge when there is one; with its prefix length. */
  readonly address?: string;
  /** Also creates a bridge and makes the tap one of its ports. */
  readonly bridge?: boolean;
}

/** A tap, and perhaps a bridge, that exist until they are removed, whether QEMU uses them or not. */
export interface Tap {
  readonly ifname: string;
  readonly bridge: string | undefined;
  remove(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Why this process cannot create a tap, or undefined when it can; a tap takes root and the kernel's tun driver. */
export function whyNoTap(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can create a tap';
  return existsSync('/dev/net/tun') ? undefined : 'there is no /dev/net/tun';
}

/**
 * Creates a tap whose name no other interface has, and sets it up.
 *
 * @throws {Error} with the words of `ip` when the kernel refuses; nothing is left behind
 */
export async function createTap(options: TapOptions = {}): Promise<Tap> {
  // An interface's name has at most 15 characters.
  const suffix = randomBytes(4).toString('hex');
  const ifname = `qlabt${suffix}`;
  const bridge = options.bridge === true ? `qlabb${suffix}` : undefined;
  const remove = async (): Promise<void> => {
    for (const link of [ifname, bridge]) {
      if (link !== undefined && existsSync(`/sys/class/net/${link}`)) await ip('link', 'delete', link);
    }
  };
  try {
    await ip('tuntap', 'add', 'dev', ifname, 'mode', 'tap');
    if (bridge !== undefined) await joinBridge(ifname, bridge);
    if (options.address !== undefined) await ip('address', 'add', options.address, 'dev', bridge ?? ifname);
    await ip('link', 'set', ifname, 'up');
  } catch (error) {
    await remove();
    throw error;
  }
  return { ifname, bridge, remove, [Symbol.asyncDispose]: remove };
}

async function joinBridge(ifname: string, bridge: string): Promise<void> {
  await ip('link', 'add', 'name', bridge, 'type', 'bridge');
  await ip('link', 'set', ifname, 'master', bridge);
  await ip('link', 'set', bridge, 'up');
}

async function ip(...args: readonly string[]): Promise<void> {
  await runCommand('ip', args);
}
