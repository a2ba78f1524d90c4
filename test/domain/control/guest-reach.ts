import { onTestFinished } from 'vitest';
import { Control, type ControlReach } from '../../../src/domain/control/control.js';
import type { Reach } from '../../../src/domain/reach.js';
import { EventStream } from '../../../src/protocol/qmp/events.js';
import { temporaryDirectory } from '../../temporary-directory.js';

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
  let stream: EventStream | undefined;
  const client = {
    closed: new Promise(() => undefined),
    events: () => {
      stream = new EventStream(() => undefined);
      return stream;
    },
    executeUntyped: async (command: string, args: { readonly [name: string]: unknown } = {}) => {
      sent.push(`${command} ${JSON.stringify(args)}`);
      return qemu(command, args);
    },
  };
  const guest = { ...reach, uuid: undefined, client: async () => client };
  const control = new Control(guest, { lockDirectory: await temporaryDirectory() });
  const sendEvent = (event: string, data: Record<string, unknown>) =>
    stream?.push({ event, data, timestampSeconds: 1 });
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
