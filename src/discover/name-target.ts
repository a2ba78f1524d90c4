import { formatAddress, nameOfAddress } from '../protocol/transport/address.js';
import type { Target } from './target.js';

/** The name that QEMU reports, else that of its command line, else that of its socket file. */
export function nameTarget(target: Target, reported: string | undefined): string {
  const { process } = target;
  return (
    reported ?? process?.commandLine.name ?? nameByAddress(target) ?? `qemu-${process?.pid ?? 'unknown'}`
  );
}

/** The address of a QEMU's first monitor, as text; `undefined` when it has none. */
export function socketOf({ monitors }: Target): string | undefined {
  const [first] = monitors;
  return first && formatAddress(first.address);
}

/** How messages name a QEMU: by its first monitor, else by its pid. */
export function whereIs(target: Target): string {
  return socketOf(target) ?? `pid ${target.process?.pid ?? '?'}`;
}

function nameByAddress({ monitors }: Target): string | undefined {
  const [first] = monitors;
  return first && nameOfAddress(first.address);
}
