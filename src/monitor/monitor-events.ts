import type { QmpClient } from '../protocol/qmp/qmp-client.js';

/** The events that may change what seldom changes. */
const CHANGES = [
  'RESET',
  'WAKEUP',
  'MIGRATION',
  'DEVICE_DELETED',
  'BLOCK_JOB_COMPLETED',
  'JOB_STATUS_CHANGE',
  'MEMORY_DEVICE_SIZE_CHANGE',
  'VSERPORT_CHANGE',
] as const;

/** The other events that tell what becomes of a guest. Those that a guest can send all the time are not among them. */
const OTHERS = [
  'SHUTDOWN',
  'POWERDOWN',
  'STOP',
  'RESUME',
  'SUSPEND',
  'SUSPEND_DISK',
  'WATCHDOG',
  'GUEST_PANICKED',
  'GUEST_CRASHLOADED',
  'BLOCK_IO_ERROR',
  'BLOCK_IMAGE_CORRUPTED',
  'BLOCK_JOB_CANCELLED',
  'BLOCK_JOB_ERROR',
  'BLOCK_WRITE_THRESHOLD',
  'DEVICE_TRAY_MOVED',
  'DEVICE_UNPLUG_GUEST_ERROR',
  'MEM_UNPLUG_ERROR',
  'MEMORY_FAILURE',
  'MIGRATION_PASS',
  'DUMP_COMPLETED',
] as const;

type Change = (typeof CHANGES)[number];
/** An event that is listened to. */
export type MonitorEventName = Change | (typeof OTHERS)[number];

const EVENTS: readonly MonitorEventName[] = [...CHANGES, ...OTHERS];

/**
 * Receives one of these events, with its data.
 *
 * @param atSeconds since the epoch, by the clock of QEMU's host where it could read it
 */
export type MonitorEventHandler = (name: MonitorEventName, data: unknown, atSeconds: number) => void;

/** Calls the handler for each of these events, until the connection ends. */
export function listenToEvents(client: QmpClient, onEvent: MonitorEventHandler): void {
  for (const name of EVENTS) {
    client.on(name, ({ data, timestampSeconds }) =>
      onEvent(name, data, timestampSeconds ?? Date.now() / 1000),
    );
  }
}

/** Whether what seldom changes may have changed. */
export function isChange(name: MonitorEventName): name is Change {
  return CHANGES.some((change) => change === name);
}
