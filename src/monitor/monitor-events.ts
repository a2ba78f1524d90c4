import type { QmpClient } from '../protocol/qmp/qmp-client.js';

/** The events that may change what seldom changes. */
const EVENTS = [
  'RESET',
  'WAKEUP',
  'MIGRATION',
  'DEVICE_DELETED',
  'BLOCK_JOB_COMPLETED',
  'JOB_STATUS_CHANGE',
  'MEMORY_DEVICE_SIZE_CHANGE',
  'VSERPORT_CHANGE',
] as const;

/** Receives one of these events, with its data. */
export type MonitorEventHandler = (name: (typeof EVENTS)[number], data: unknown) => void;

/** Calls the handler for each of these events, until the connection ends. */
export function listenToEvents(client: QmpClient, onEvent: MonitorEventHandler): void {
  for (const name of EVENTS) client.on(name, ({ data }) => onEvent(name, data));
}
