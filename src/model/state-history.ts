import { asString, type UnknownRecord } from '../support/decode.js';
import { coldState, type ReasonOf, type StateAndReason, type StateLook } from './state-and-reason.js';

/** What happened to a QEMU: an event of it (`STOP`), or a command that was sent to it (`stop`). A DomainEvent is one. */
export interface Happening {
  readonly name: string;
  readonly data?: UnknownRecord;
}

/**
 * The state of a guest with the reason that its history gives, where that knows more than the run state.
 *
 * @param history events, and the commands of one's own, from the earliest to the latest. A STOP without a command is somebody
 *   else's
 */
export function stateFromHistory(look: StateLook, history: readonly Happening[]): StateAndReason {
  const cold = coldState(look);
  switch (look.runState) {
    case 'running':
      return ['running', whyRunning(history) ?? 'unknown'];
    case 'paused':
      return ['paused', whyPaused(history) ?? 'user'];
    case 'shutdown':
      return ['shutdown', history.some(isShutdownCommand) ? 'user' : 'unknown'];
    case 'guest-panicked':
      return wasPaused(history) ? ['paused', 'crashed'] : cold;
    default:
      return cold;
  }
}

/** Why a QEMU has ended, by what happened before. Without a SHUTDOWN event it was killed, or it crashed. */
export function shutoffFromHistory(history: readonly Happening[]): StateAndReason {
  const shutdown = history.findLast(({ name }) => name === 'SHUTDOWN');
  if (wasMigratedAway(history)) return ['shutoff', 'migrated'];
  if (shutdown === undefined) return ['shutoff', history.length === 0 ? 'unknown' : 'crashed'];
  switch (wordOf(shutdown, 'reason')) {
    case 'host-qmp-quit':
    case 'host-signal':
      return ['shutoff', 'destroyed'];
    case 'host-error':
      return ['shutoff', 'failed'];
    case 'guest-panic':
      return ['shutoff', 'crashed'];
    default:
      return ['shutoff', 'shutdown'];
  }
}

function whyRunning(history: readonly Happening[]): ReasonOf<'running'> | undefined {
  if (migrationsIn(history).at(-1) === 'postcopy-paused') return 'postcopy-failed';
  const last = history.findLastIndex(({ name }) => name === 'RESUME' || name === 'WAKEUP');
  if (last < 0) return undefined;
  if (history[last]?.name === 'WAKEUP') return 'wakeup';
  // A reset while it runs changes nothing.
  const before = since('RESUME', history.slice(0, last));
  const happened = (name: string) => before.some((event) => event.name === name);
  const migration = migrationsIn(before).at(-1);
  if (happened('snapshot-load')) return 'from-snapshot';
  if (happened('GUEST_PANICKED')) return 'crashed';
  if (happened('migrate_cancel') || migration === 'cancelled' || migration === 'failed')
    return 'migration-canceled';
  if (happened('STOP')) return 'unpaused';
  if (migration?.startsWith('postcopy')) return isCompleted(history.slice(last)) ? 'migrated' : 'postcopy';
  // The source stops its guest before it hands it over; where it was not stopped, this is the destination.
  return migration === undefined ? 'booted' : 'migrated';
}

function whyPaused(history: readonly Happening[]): ReasonOf<'paused'> | undefined {
  const last = history.findLastIndex(({ name }) => name === 'STOP');
  if (last < 0) return undefined;
  const before = since('RESUME', history.slice(0, last + 1));
  const happened = (name: string) => before.some((event) => event.name === name);
  if (happened('snapshot-save')) return 'snapshot';
  if (happened('snapshot-load')) return 'from-snapshot';
  return happened('stop') ? 'user' : 'unknown';
}

function wasPaused(history: readonly Happening[]): boolean {
  const panicked = history.findLastIndex(({ name }) => name === 'GUEST_PANICKED');
  return since('RESUME', history.slice(0, Math.max(0, panicked))).some(({ name }) => name === 'STOP');
}

function wasMigratedAway(history: readonly Happening[]): boolean {
  const completed = history.findLastIndex((event) => isCompleted([event]));
  const resumed = history.findLastIndex(({ name }) => name === 'RESUME');
  return (
    completed >= 0 && resumed < completed && history.slice(0, completed).some(({ name }) => name === 'STOP')
  );
}

/** What happened after the last event of that name. */
function since(name: string, history: readonly Happening[]): readonly Happening[] {
  return history.slice(history.findLastIndex((event) => event.name === name) + 1);
}

function isShutdownCommand({ name }: Happening): boolean {
  return name === 'system_powerdown' || name === 'guest-shutdown';
}

function migrationsIn(history: readonly Happening[]): readonly (string | undefined)[] {
  return history.filter(({ name }) => name === 'MIGRATION').map((event) => wordOf(event, 'status'));
}

function isCompleted(history: readonly Happening[]): boolean {
  return migrationsIn(history).includes('completed');
}

function wordOf({ data }: Happening, member: string): string | undefined {
  return asString(data?.[member]);
}
