import type { Domain } from '../../domain/domain.js';
import { encodeEventLine } from '../../formats/domain/event-line.js';
import type { DomainEvent } from '../../model/domain-event.js';
import { startPeriod } from '../../support/deadline.js';
import { stringifyJson } from '../../support/lossless-json.js';
import { escapeControls } from '../../support/terminal-safe.js';
import { type Context, EXIT } from '../context.js';
import type { EventChoice } from './list-events.js';

/** How events are printed. */
interface EventOptions extends EventChoice {
  readonly loop?: boolean;
  /** Seconds. */
  readonly timeout?: number;
  readonly timestamp?: boolean;
  readonly json?: boolean;
}

/**
 * `virsh event`. With `--json` it prints a line for each event. That events may be missing goes to standard error, and with
 * `--json` it is an event `GAP` too.
 *
 * @returns 1 when there was no event
 */
export async function event(
  domain: Pick<Domain, 'name' | 'events'>,
  _words: readonly string[],
  options: EventOptions,
  { out, warn, signal }: Pick<Context, 'out' | 'warn' | 'signal'>,
): Promise<number> {
  const { event: wanted, loop = false, timeout, timestamp, json = false } = options;
  using period = timeout === undefined ? undefined : startPeriod(timeout * 1000, signal);
  const printJson = (happened: DomainEvent) => out(`${escapeControls(stringifyJson(happened))}\n`);
  let received = 0;
  for await (const happened of domain.events(period?.signal ?? signal)) {
    if (happened.name === 'GAP') {
      warn(`${domain.name}: ${happened.detail}`);
      if (json) printJson(happened);
      continue;
    }
    if (!isWanted(happened, wanted)) continue;
    if (json) printJson(happened);
    else out(encodeEventLine(domain.name, happened, { timestamp }));
    received++;
    if (!loop) break;
  }
  const isOver = signal.aborted ? 'interrupted' : 'timed out';
  const how = (period?.signal ?? signal).aborted ? `event loop ${isOver}\n` : '';
  if (!json) out(`${how}events received: ${received}\n`);
  signal.throwIfAborted();
  return received > 0 ? EXIT.ok : EXIT.failed;
}

/** What libvirt has no name for, virsh does not print. */
function isWanted({ libvirt }: DomainEvent, wanted: EventOptions['event']): boolean {
  return libvirt !== undefined && (wanted === undefined || libvirt === wanted);
}
