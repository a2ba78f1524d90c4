import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Control } from '../../../src/domain/control/control.js';
import type {
  AuditRecord,
  ControlOptions,
  QemuRequest,
} from '../../../src/domain/control/control-options.js';
import type { Reach } from '../../../src/domain/reach.js';
import { EventStream, type QmpEvent } from '../../../src/protocol/qmp/events.js';

/** A guest whose QEMU is a function; the test sends its events. */
export interface FakeGuest {
  readonly control: Control;
  /** The commands that were sent, in order. */
  readonly sent: readonly string[];
  readonly records: readonly AuditRecord[];
  readonly printed: readonly string[];
  /** What QEMU would have been sent for each line that was printed. */
  readonly requests: readonly (QemuRequest | undefined)[];
  sendEvent(event: string, data?: Record<string, unknown>): void;
}

export type FakeQemu = (command: string, args?: object) => unknown;

/**
 * @param options `isDry: true` prints steps
 * @param of what is known of the guest beside
 */
export function fakeGuest(
  qemu: FakeQemu = () => ({}),
  options: (ControlOptions & { readonly isDry?: boolean; readonly withAgent?: unknown }) | undefined = {},
  of: Partial<Reach> & { readonly signal?: AbortSignal } = {},
): FakeGuest {
  const sent: string[] = [];
  const records: AuditRecord[] = [];
  const printed: string[] = [];
  const requests: (QemuRequest | undefined)[] = [];
  let stream: EventStream | undefined;
  const client = {
    closed: new Promise(() => undefined),
    events: () => {
      stream = new EventStream(() => undefined);
      return stream;
    },
    executeUntyped: async (command: string, args?: object) => {
      sent.push(command);
      return qemu(command, args);
    },
  };
  const lockDirectory = mkdtempSync(join(tmpdir(), 'qcontrol-'));
  onTestFinished(() => rmSync(lockDirectory, { recursive: true }));
  const guest = {
    ...{ name: 'web', uuid: undefined, process: undefined, procRoot: '/proc' },
    withAgent: (options.withAgent ??
      (() => Promise.reject(new Error('there is no agent')))) as Reach['withAgent'],
    ...of,
    client: async () => client,
  };
  const control = new Control(guest, {
    ...{ lockDirectory, audit: (record: AuditRecord) => void records.push(record) },
    ...options,
    dryRun: options.isDry
      ? (step, request) => {
          printed.push(step);
          requests.push(request);
        }
      : undefined,
  });
  return {
    ...{ control, sent, records, printed, requests },
    sendEvent: (event, data = {}) => stream?.push({ event, data, timestampSeconds: 1 } satisfies QmpEvent),
  };
}
