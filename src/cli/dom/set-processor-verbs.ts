import type { Domain } from '../../domain/domain.js';
import { didYouMean } from '../../support/nearest-word.js';
import { UsageError } from '../usage.js';
import { quietly } from './set-memory-verbs.js';
import { schedinfo } from './tuning-verbs.js';
import type { VerbOutput } from './verb.js';
import { parseNumbers } from './virsh-values.js';

type Words = readonly string[];

/** `virsh setvcpus`. */
export async function setvcpus(
  domain: Domain,
  [count = '']: Words,
  { guest }: { readonly guest?: boolean },
): Promise<VerbOutput> {
  return quietly({ vcpus: await domain.setVcpus(Number(count), { guest }) });
}

/** `virsh setvcpu`. */
export async function setvcpu(
  domain: Domain,
  [list = '']: Words,
  { enable = false, force }: { readonly enable?: boolean; readonly force?: boolean },
): Promise<VerbOutput> {
  return quietly({ slots: await domain.setVcpu(parseNumbers(list), enable, { force }) });
}

/** `virsh guestvcpus` with a list. */
export async function setGuestvcpus(
  domain: Domain,
  [list = '']: Words,
  { enable = false }: { readonly enable?: boolean },
): Promise<VerbOutput> {
  return quietly(await domain.setGuestVcpus(parseNumbers(list), enable));
}

/** `virsh vcpupin` with a list. */
export async function pinVcpu(domain: Domain, [vcpu = '', cpus = '']: Words): Promise<VerbOutput> {
  return quietly(await domain.pinVcpu(Number(vcpu), parseNumbers(cpus)));
}

/** `virsh emulatorpin` with a list. */
export async function pinEmulator(domain: Domain, [cpus = '']: Words): Promise<VerbOutput> {
  return quietly(await domain.pinEmulator(parseNumbers(cpus)));
}

/** `virsh iothreadpin`. */
export async function pinIothread(domain: Domain, [iothread = '', cpus = '']: Words): Promise<VerbOutput> {
  return quietly(await domain.pinIothread(iothread, parseNumbers(cpus)));
}

/** `virsh iothreadadd`: a number is the id that libvirt would give. */
export async function iothreadadd(domain: Domain, [iothread = '']: Words): Promise<VerbOutput> {
  return quietly(await domain.addIothread(/^\d+$/.test(iothread) ? `iothread${iothread}` : iothread));
}

/** `virsh iothreaddel`. */
export async function iothreaddel(domain: Domain, [iothread = '']: Words): Promise<VerbOutput> {
  await domain.delIothread(iothread);
  return quietly({ deleted: iothread });
}

interface IothreadOptions {
  readonly pollMaxNs?: number;
  readonly pollGrow?: number;
  readonly pollShrink?: number;
  readonly threadPoolMin?: number;
  readonly threadPoolMax?: number;
}

/** `virsh iothreadset`. */
export async function iothreadset(
  domain: Domain,
  [iothread = '']: Words,
  { pollMaxNs, pollGrow, pollShrink, threadPoolMin, threadPoolMax }: IothreadOptions,
): Promise<VerbOutput> {
  const settings = { pollMaxNanoseconds: pollMaxNs, pollGrow, pollShrink, threadPoolMin, threadPoolMax };
  return quietly(await domain.setIothread(iothread, settings));
}

const PARAMETERS = ['cpu_shares', 'global_period', 'global_quota'] as const;
const MICROSECONDS = 1e6;

/** `virsh schedinfo --set`, which prints what is set then. */
export async function setSchedinfo(
  domain: Domain,
  _words: Words,
  { set = [] }: { readonly set?: readonly string[] },
): Promise<VerbOutput> {
  const values = new Map(set.map(parseParameter));
  const [weight, period, quota] = PARAMETERS.map((name) => values.get(name));
  await domain.setSchedulerParameters({
    weight,
    periodSeconds: period === undefined ? undefined : period / MICROSECONDS,
    quotaSeconds: quota === undefined ? undefined : quota < 0 ? null : quota / MICROSECONDS,
  });
  return schedinfo(domain);
}

/** Parses `global_quota=-1`. */
function parseParameter(text: string): readonly [name: string, value: number] {
  const [, name = '', value] = /^(\w+)=(-1|\d{1,15})$/.exec(text) ?? [];
  const parameter = PARAMETERS.find((each) => each === name);
  if (parameter !== undefined && value !== undefined) return [parameter, Number(value)];
  const hint = name.includes('_') ? didYouMean(name, PARAMETERS) : '';
  throw new UsageError(
    `'${text}' is not a valid parameter: expected ${PARAMETERS.join(', ')}, = and a whole number${hint}`,
  );
}
