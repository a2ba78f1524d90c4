import type { Domain } from '../../domain/domain.js';
import type { SleepTarget } from '../../domain/power/pm-suspend.js';
import type { PowerMode } from '../../domain/power/shutdown-by-agent.js';
import type { DomainState } from '../../model/domain-info.js';
import { QgaugeError } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { VerbOutput } from './verb.js';

type Words = readonly string[];

/** `virsh suspend`. */
export async function suspend(domain: Domain): Promise<VerbOutput> {
  return said(domain, await domain.suspend(), 'suspended');
}

/** `virsh resume`. */
export async function resume(
  domain: Domain,
  _words: Words,
  { force }: { readonly force?: boolean },
): Promise<VerbOutput> {
  return expectRunning(domain, await domain.resume({ force }), 'resumed');
}

/** `virsh shutdown`, which does not wait. */
export async function shutdown(
  domain: Domain,
  _words: Words,
  { mode }: { readonly mode: PowerMode },
): Promise<VerbOutput> {
  const off = await domain.shutdown({ mode });
  const warnings = off.hasEnded
    ? []
    : ['its QEMU stays (-no-shutdown): reset and resume start the guest again, and destroy ends it'];
  return { ...said(domain, off, 'has shut down'), warnings };
}

/** `virsh reboot`, which does not wait. */
export async function reboot(
  domain: Domain,
  _words: Words,
  { mode }: { readonly mode: PowerMode },
): Promise<VerbOutput> {
  return said(domain, await domain.reboot({ mode }), 'is being rebooted');
}

/** `virsh reset`. */
export async function reset(domain: Domain): Promise<VerbOutput> {
  return said(domain, await domain.reset(), 'was reset');
}

/** `virsh destroy`. */
export async function destroy(
  domain: Domain,
  _words: Words,
  { graceful }: { readonly graceful?: boolean },
): Promise<VerbOutput> {
  const destroyed = await domain.destroy({ graceful });
  const warnings = destroyed.by === 'SIGKILL' ? ['its QEMU did not end by itself, and was killed'] : [];
  return { ...said(domain, destroyed, 'destroyed'), warnings, isAboutQemu: true };
}

/** `virsh dompmsuspend`; what the target may be was checked. */
export async function dompmsuspend(domain: Domain, [target]: Words): Promise<VerbOutput> {
  const state = await domain.pmSuspend(target as SleepTarget);
  return said(domain, state ?? null, 'successfully suspended');
}

/** `virsh dompmwakeup`. */
export async function dompmwakeup(domain: Domain): Promise<VerbOutput> {
  return expectRunning(domain, await domain.wakeup(), 'successfully woken up');
}

/** As virsh says what it has done. */
export function said({ name }: Domain, json: unknown, done: string): VerbOutput {
  return { json, text: `Domain '${terminalSafe(name, 100)}' ${done}\n` };
}

/** A guest has stopped again at once. */
export class StoppedAgainError extends QgaugeError {
  constructor(guest: string, runState: string) {
    const why = `it has stopped again: its run state is ${terminalSafe(runState, 30)}`;
    const way = "'qgauge dom domstate --reason' and 'qgauge dom domblkerror' say why";
    super('ERR_STOPPED_AGAIN', `${terminalSafe(guest, 100)}: ${why}; ${way}`);
  }
}

/** A guest may stop again at once, such as after an I/O error that is still there. */
function expectRunning(domain: Domain, state: DomainState, done: string): VerbOutput {
  const { isRunning, runState = 'not known' } = state;
  if (!isRunning) throw new StoppedAgainError(domain.name, runState);
  return said(domain, state, done);
}
