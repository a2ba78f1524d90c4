import { onTestFinished } from 'vitest';
import type { ControlReach } from '../../../src/domain/control/control.js';
import type { Reach } from '../../../src/domain/reach.js';
import { fakeGuest } from './fake-guest.js';

/** The ways to a fake guest for methods that change it; `sent` are the commands that QEMU was sent, as one would type them. */
export interface FakeControlReach extends ControlReach {
  readonly sent: readonly string[];
  readonly sendEvent: (event: string, data: Record<string, unknown>) => void;
}

/** @param qemu carries out what changes QEMU; what is asked goes to `reach` */
export async function controlReachOf(
  reach: Reach,
  qemu: (command: string, args: { readonly [name: string]: unknown }) => unknown = () => ({}),
): Promise<FakeControlReach> {
  const sent: string[] = [];
  const { control, sendEvent } = fakeGuest(
    (command, args = {}) => {
      sent.push(`${command} ${JSON.stringify(args)}`);
      return qemu(command, { ...args });
    },
    {},
    reach,
  );
  return { ...reach, control, sent, sendEvent };
}

/** Puts programs of this host that are scripts before all others in PATH until the test ends. */
export function withPath(directory: string): void {
  const before = process.env.PATH;
  process.env.PATH = `${directory}:${before}`;
  onTestFinished(() => {
    process.env.PATH = before;
  });
}
