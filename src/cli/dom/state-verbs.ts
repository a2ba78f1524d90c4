import type { Domain } from '../../domain/domain.js';
import { UnsupportedError } from '../../domain/domain-error.js';
import { labelled, NONE } from '../../formats/domain/virsh-text.js';
import type { DomainState } from '../../model/domain-info.js';
import type { PartFailure } from '../../model/qemu-sample.js';
import { kibibytes } from '../../support/size.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { VerbOutput } from './verb.js';

/** `virsh dominfo`. What only libvirt's own files know is left out. */
export async function dominfo(domain: Domain): Promise<VerbOutput> {
  const [info, messages, label, unit] = await Promise.all([
    domain.info(),
    domain.messages(),
    attempt(() => domain.securityLabel()),
    attempt(() => domain.unit()),
  ]);
  const isPersistent = unit === undefined ? undefined : unit !== null && !unit.isTransient;
  const autostart = unit === undefined ? undefined : (unit?.isEnabled ?? false);
  const { state, vcpus, cpuNanoseconds, maxMemoryBytes, memoryBytes } = info;
  const memory = (bytes: number | undefined) => (bytes === undefined ? undefined : `${kibibytes(bytes)} KiB`);
  const [first, ...others] = messages.messages.map(
    ({ kind, text }) => `${kind === 'tainting' ? 'tainted' : 'deprecated configuration'}: ${text}`,
  );
  const text = labelled([
    ['Id', domain.id ?? NONE],
    ['Name', domain.name],
    ['UUID', domain.uuidString],
    ['OS Type', domain.osType()],
    ['State', state && wordOf(state)],
    ['CPU(s)', vcpus],
    ['CPU time', cpuNanoseconds === undefined ? undefined : `${(cpuNanoseconds / 1e9).toFixed(1)}s`],
    ['Max memory', memory(maxMemoryBytes)],
    ['Used memory', memory(memoryBytes)],
    ['Persistent', isPersistent],
    ['Autostart', autostart === undefined ? undefined : autostart ? 'enable' : 'disable'],
    ['Security model', label?.model],
    ['Security label', label?.label],
    ['Messages', first],
  ]);
  const more = others.map((message) => `${' '.repeat(16)}${message}\n`).join('');
  const json = {
    ...{ id: domain.id, name: domain.name, uuid: domain.uuidString, osType: domain.osType() },
    ...{ ...info, isPersistent, autostart, securityLabel: label, messages: messages.messages },
  };
  return { json, text: `${text}${more}`, warnings: warningsOf([...info.failures, ...messages.failures]) };
}

/** `virsh domstate`. */
export async function domstate(
  domain: Domain,
  _words: readonly string[],
  { reason }: { readonly reason?: boolean },
): Promise<VerbOutput> {
  const state = await domain.state();
  const why = reason ? ` (${state.reason})` : '';
  return { json: state, text: `${wordOf(state)}${why}\n` };
}

export async function domid({ id }: Domain): Promise<VerbOutput> {
  return { json: id ?? null, text: `${id ?? NONE}\n` };
}

/** `virsh domuuid`. @throws {UnsupportedError} when there is none: libvirt gives every domain one */
export async function domuuid({ name, uuidString }: Domain): Promise<VerbOutput> {
  if (uuidString === undefined)
    throw new UnsupportedError(name, 'it has no UUID: its QEMU was started without -uuid');
  return { json: uuidString, text: `${uuidString}\n` };
}

export async function domname({ name }: Domain): Promise<VerbOutput> {
  return { json: name, text: `${terminalSafe(name, 4096)}\n` };
}

/** `virsh domcontrol`. */
export async function domcontrol(domain: Domain): Promise<VerbOutput> {
  const control = await domain.controlInfo();
  const why = terminalSafe(control.problem?.message ?? control.details, MAX_WHY);
  const detail = control.details === 'none' ? '' : `: ${why}`;
  return { json: control, text: `${control.state}${detail}\n`, isAboutQemu: true };
}

const MAX_WHY = 1024;

/** virsh's words for a state. */
const WORDS: { readonly [state: string]: string } = {
  nostate: 'no state',
  blocked: 'idle',
  shutdown: 'in shutdown',
  shutoff: 'shut off',
};

function wordOf({ state }: DomainState): string {
  return WORDS[state] ?? state;
}

/** What this host cannot tell is left out of a summary. */
async function attempt<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}

/** A line for each reason, with all parts that have it. */
export function warningsOf(failures: readonly PartFailure[]): readonly string[] {
  const parts = new Map<string, string[]>();
  for (const { part, why } of failures) parts.set(why, [...(parts.get(why) ?? []), part]);
  return [...parts].map(([why, names]) => `${names.join(', ')}: ${why}`);
}
