import type { GuestSnapshot } from '../../model/snapshot.js';
import { MEMORY_VERDICTS, MIGRATION_ENDS, memberOf, PROBLEM_KINDS, RUN_STATES } from './closed-sets.js';
import type { GuestSource } from './guest-source.js';
import { gauge, info, metricsOf, stateset } from './metric.js';
import { osIdOf } from './os-ids.js';

/** Whether a guest is up, alone: what is said of it when the sweep is too old for anything else. */
export const STALE_GUEST_METRICS = metricsOf<GuestSource>(
  'qgauge_guest_',
  ['guest'],
  [gauge('up', upHelp(), 'QMP', () => 0)],
);

/** What a guest is, whether it answers, and if not, why. */
export const GUEST_METRICS = metricsOf<GuestSource>(
  'qgauge_guest_',
  ['guest'],
  [
    gauge('up', upHelp(), 'QMP', ({ guest }) => (guest.qemu === undefined ? 0 : 1)),
    stateset(
      'problem',
      'kind',
      PROBLEM_KINDS,
      'Why the guest did not answer; all 0 when it did.',
      'qgauge',
      ({ guest }) => guest.problem?.kind,
    ),
    stateset(
      'state',
      'state',
      RUN_STATES,
      'The run state of the guest as QEMU names it; all 0 when QEMU did not answer.',
      'query-status',
      ({ guest }) => memberOf(RUN_STATES, guest.qemu?.runState),
    ),
    stateset(
      'memory_verdict',
      'verdict',
      MEMORY_VERDICTS,
      'What is known of the memory in the guest by the reports of its balloon; all 0 when QEMU did not answer, for a reason that qgauge_guest_problem has.',
      'balloon',
      ({ guest }) => guest.memory.verdict,
    ),
    stateset(
      'migration',
      'end',
      MIGRATION_ENDS,
      'This is one end of a migration within the host, and the guest itself is at the other: leave it out of sums. All 0 of every other guest.',
      'qgauge',
      ({ guest }) => guest.migration,
    ),
    info(
      'info',
      ['uuid', 'pid', 'socket_kind', 'os'],
      'What identifies the guest. The operating system is that of the guest agent, from a fixed list, else other.',
      'query-uuid, guest-get-osinfo',
      ({ guest }) => ({
        uuid: guest.uuid,
        pid: guest.pid,
        socket_kind: /^\w+(?=:)/.exec(guest.socket ?? '')?.[0],
        os: osIdOf(guest.agent?.osId),
      }),
    ),
    gauge(
      'sample_timestamp_seconds',
      'When QEMU last answered, also in an earlier sweep.',
      'qgauge',
      ({ guest }) => (guest.qemu ?? guest.lastGood?.qemu)?.takenAtSeconds,
    ),
    gauge(
      'session_start_timestamp_seconds',
      'When qgauge noticed that this life of the guest had begun: by a new process, a reset, a wake-up or a migration.',
      'qgauge',
      ({ guest }) => guest.session?.beganAtSeconds,
    ),
    gauge(
      'answer_duration_seconds',
      'What the last sample took, from the connection to the last reply.',
      'qgauge',
      ({ guest }) => guest.cost?.seconds,
    ),
  ],
);

function upHelp(): string {
  return '1 when QEMU answered in this sweep, else 0; also 0 when the sweep itself is too old.';
}

/** The state of a guest in counts of guests; `unknown` when QEMU did not answer. */
export function countedState({ qemu }: GuestSnapshot): string {
  return memberOf(RUN_STATES, qemu?.runState) ?? 'unknown';
}
