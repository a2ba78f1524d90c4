import {
  CONTROL_DETAILS,
  CONTROL_STATES,
  type ControlDetails,
  type ControlInfo,
  type ControlState,
} from '../model/domain-info.js';
import type { Problem, ProblemKind } from '../model/problem.js';
import { readJobs } from '../qemu/jobs.js';
import { jobStats } from './job-stats.js';
import type { QmpReach } from './qmp-reach.js';
import type { Reach } from './reach.js';
import { problemOfError } from './silent-qmp.js';

/** Reads whether the guest is in a job: query-migrate, query-dump, query-jobs. A QEMU that does not answer is `error`. */
export async function controlInfo(reach: QmpReach & Pick<Reach, 'target'>): Promise<ControlInfo> {
  try {
    const [stats, jobs] = await Promise.all([jobStats(reach), readJobs(reach.qmp, reach.options)]);
    const going = jobs.filter(({ status }) => status !== 'concluded').map(({ id }) => id);
    const ids = stats.type === 'unbounded' ? [...going, stats.operation] : going;
    return controlOf(ids.length === 0 ? 'ok' : 'job', 'none', { jobs: ids });
  } catch (error) {
    const problem = problemOfError(reach.target, error);
    if (problem === undefined) throw error;
    return controlOfProblem(problem);
  }
}

/** Problems of the monitor itself, whatever the guest does. */
const OF_MONITOR: ReadonlySet<ProblemKind> = new Set<ProblemKind>([
  'no-monitor',
  'busy',
  'lent',
  'hung',
  'unreachable',
  'denied',
  'gone',
  'stopped',
  'frozen',
  'waiting',
]);

/** What libvirt would say of a guest that cannot be asked. */
export function controlOfProblem(problem: Problem): ControlInfo {
  return controlOf('error', OF_MONITOR.has(problem.kind) ? 'monitor' : 'unknown', { problem });
}

function controlOf(
  state: ControlState,
  details: ControlDetails,
  { jobs = [], problem }: { readonly jobs?: readonly string[]; readonly problem?: Problem },
): ControlInfo {
  return {
    state,
    stateNumber: CONTROL_STATES.indexOf(state),
    details,
    detailsNumber: CONTROL_DETAILS.indexOf(details),
    jobs,
    problem,
  };
}
