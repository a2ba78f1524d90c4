import { nameOfAddress } from '../protocol/transport/address.js';
import type { Target } from './target.js';

/** The name that QEMU reports, else that of its command line, else that of its socket file. */
export function nameTarget(target: Target, reported: string | undefined): string {
  const { process } = target;
  return (
    reported ?? process?.commandLine.name ?? nameByAddress(target) ?? `qemu-${process?.pid ?? 'unknown'}`
  );
}

function nameByAddress({ monitors }: Target): string | undefined {
  const [first] = monitors;
  return first && nameOfAddress(first.address);
}
