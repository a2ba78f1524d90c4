import { Domain } from '../../../src/domain/domain.js';
import type { DomainOptions } from '../../../src/domain/open-guest.js';
import type { LabGuest } from '../../lab/guest.js';

/** Opens a guest of the lab to control it, by its monitor for the code under test: its other one is the lab's own. */
export async function openLabGuest(guest: LabGuest, options: DomainOptions = {}): Promise<Domain> {
  const [monitor] = guest.monitors;
  if (monitor === undefined) throw new Error('this guest was booted without a monitor');
  return Domain.open(monitor, { control: true, ...options });
}
