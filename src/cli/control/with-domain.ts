import type { NamedTarget } from '../../discover/list-targets.js';
import { Domain } from '../../domain/domain.js';
import type { DomainOptions } from '../../domain/open-guest.js';
import { Borrowing } from '../borrowing.js';
import type { Context } from '../context.js';
import type { ControlSetup } from './control-setup.js';

/** How a command uses a guest. */
export interface WithDomainOptions
  extends Pick<DomainOptions, 'commandTimeoutMs' | 'agentTimeoutMs' | 'mayBeSilent'> {
  /** How its control calls are carried out (default: it makes none). */
  readonly control?: ControlSetup | undefined;
}

/**
 * Connects to a guest, by a monitor that a daemon lends where it holds it, runs `work`, and puts the control calls on record,
 * however they have ended. Meanwhile the terminal shows how far they have got.
 *
 * @throws {NoSuchGuestError}
 * @throws {MonitorError} when no monitor could be used, unless `mayBeSilent` is set
 * @throws {AuditLogError} when a change could not be put on record
 */
export async function withDomain<T>(
  guest: string | NamedTarget,
  { control, ...options }: WithDomainOptions,
  { signal, progress }: Context,
  work: (domain: Domain) => Promise<T>,
): Promise<T> {
  await control?.check();
  const shown = typeof guest === 'string' ? guest : guest.name;
  using _shown = progress.show(() => control?.progress() ?? { what: `waiting for ${shown}` });
  await using borrowing = new Borrowing({ signal });
  await using domain = await Domain.open(guest, {
    ...options,
    ...{ signal, whenBusy: borrowing.whenBusy, control: control?.options },
  });
  return await work(domain).finally(() => control?.record());
}
