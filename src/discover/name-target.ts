import { basename } from 'node:path';
import type { Target } from './target.js';

/** The name that QEMU reports, else that of its command line, else that of its socket file. */
export function nameTarget(target: Target, reported: string | undefined): string {
  const { process } = target;
  return (
    reported ?? process?.commandLine.name ?? nameByAddress(target) ?? `qemu-${process?.pid ?? 'unknown'}`
  );
}

/** `/run/vm1.sock` → `vm1` */
function nameByAddress({ monitors }: Target): string | undefined {
  const address = monitors[0]?.address;
  if (address === undefined) return undefined;
  if (address.type === 'tcp') return `${address.host}-${address.port}`;
  return basename(address.path.replace('\0', '')).replace(/\.[a-z]+$/, '') || undefined;
}
