import type { Domain } from '../../domain/domain.js';
import { parameterLines } from '../../formats/domain/parameter-lines.js';
import { listed } from '../../formats/domain/virsh-text.js';
import { toLibvirtUnits } from '../../model/libvirt-units.js';
import type { NumaParameters } from '../../model/numa-parameters.js';
import { PERF_EVENTS } from '../../model/perf-events.js';
import { formatCpuList } from '../../support/cpu-list.js';
import { kibibytes } from '../../support/size.js';
import { warningsOf } from './state-verbs.js';
import type { VerbOutput } from './verb.js';

/** Since QEMU 9.2; virsh does not print them. */
const UNPRINTED: ReadonlySet<string> = new Set([
  'stat-oom-kills',
  'stat-alloc-stalls',
  'stat-async-scans',
  'stat-direct-scans',
  'stat-async-reclaims',
  'stat-direct-reclaims',
]);

/** `virsh dommemstat`. */
export async function dommemstat(domain: Domain): Promise<VerbOutput> {
  const stats = await domain.memoryStats();
  const figures = Object.entries(toLibvirtUnits.memoryStats(stats)).map(
    ([name, figure]) => [name, String(figure)] as const,
  );
  const failures = stats.failures.filter(({ part }) => !UNPRINTED.has(part));
  return { json: stats, text: listed(figures), warnings: warningsOf(failures) };
}

/** `virsh schedinfo`. A bare QEMU has one group, and so figures for the whole guest alone. */
export async function schedinfo(domain: Domain): Promise<VerbOutput> {
  const parameters = domain.schedulerParameters();
  const { weight, periodSeconds, quotaSeconds, failures } = parameters;
  const text = parameterLines([
    ['Scheduler', domain.schedulerType()],
    ['cpu_shares', weight],
    ['global_period', microseconds(periodSeconds)],
    ['global_quota', quotaSeconds === null ? -1 : microseconds(quotaSeconds)],
  ]);
  return { json: parameters, text, warnings: warningsOf(failures) };
}

function microseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1e6);
}

/** `virsh memtune`. */
export async function memtune(domain: Domain): Promise<VerbOutput> {
  const parameters = domain.memoryParameters();
  const limit = (bytes: number | null | undefined) => (bytes === null ? 'unlimited' : kibibytes(bytes));
  const text = parameterLines([
    ['hard_limit', limit(parameters.hardLimitBytes)],
    ['soft_limit', limit(parameters.softLimitBytes)],
    ['swap_hard_limit', limit(parameters.swapHardLimitBytes)],
  ]);
  // virsh does not print it of a QEMU either.
  const failures = parameters.failures.filter(({ part }) => part !== 'minGuarantee');
  return { json: parameters, text, warnings: warningsOf(failures) };
}

/** `virsh numatune`: what was set when QEMU started. */
export async function numatune(domain: Domain): Promise<VerbOutput> {
  const parameters = await domain.numaParameters();
  const nodes = parameters.backends?.flatMap(({ hostNodes }) => hostNodes);
  const mode = modeOf(parameters);
  const text = parameterLines([
    ['numa_mode', mode],
    ['numa_nodeset', nodes && formatCpuList(nodes)],
  ]);
  return { json: { mode, ...parameters }, text, warnings: warningsOf(parameters.failures) };
}

/** libvirt's word for the policy `bind`, and for a guest without a policy. */
const STRICT = 'strict';

function modeOf({ backends }: NumaParameters): string | undefined {
  if (backends === undefined) return undefined;
  const policies = backends.flatMap(({ policy }) =>
    policy === undefined || policy === 'default' ? [] : policy === 'bind' ? STRICT : policy,
  );
  return policies.length === 0 ? STRICT : [...new Set(policies)].join(',');
}

/** `virsh perf`: `enabled` are the events that can be counted here. */
export async function perf(domain: Domain): Promise<VerbOutput> {
  const support = await domain.perfEvents();
  const text = parameterLines(
    PERF_EVENTS.map((event) => [event, support.events.includes(event) ? 'enabled' : 'disabled']),
  );
  return { json: support, text, warnings: warningsOf(support.failures) };
}
