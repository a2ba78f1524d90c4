import { terminalSafe } from '../../support/terminal-safe.js';
import { type TableColumn, UNKNOWN } from '../table/table-column.js';
import { columnsOf } from './columns-of.js';
import type { GuestRow } from './guest-row.js';
import { troublesOf } from './guest-troubles.js';
import { addressOf } from './nic-figures.js';

const { text, seconds, count } = columnsOf<GuestRow>();

/** Who a guest is, where it runs and since when. */
export const IDENTITY_COLUMNS: readonly TableColumn<GuestRow>[] = [
  count('pid', 'PID', 'process id of its QEMU', ({ guest }) => guest.pid, {
    leastWidth: 7,
    cell: ({ guest }) => String(guest.pid ?? UNKNOWN),
  }),
  text('process', 'PROC', 'state of the QEMU process: R, S, D, T, Z', ({ guest }) => guest.linux?.state),
  text('uuid', 'UUID', 'UUID of the machine', ({ guest }) => guest.uuid),
  text('socket', 'SOCKET', 'the monitor that is asked', ({ guest }) => guest.socket, {
    cell: ({ guest }) => terminalSafe(guest.socket ?? UNKNOWN, 120),
  }),
  text('os', 'OS', 'its operating system, by the guest agent', ({ guest }) => guest.agent?.osId),
  text('address', 'ADDRESS', 'an address of its first card that has one', addressOfFirst),
  text('display', 'DISPLAY', 'where its screen is shown', ({ guest }) => guest.qemu?.display?.address),
  text('migration', 'MIGRATION', 'incoming or outgoing, while it migrates', ({ guest }) => guest.migration),
  seconds('uptime', 'UP', 'time since the start of its QEMU', ({ guest }) => guest.linux?.elapsedSeconds),
  seconds('session', 'SESSION', 'time since it started, was reset, restored or migrated here', sessionAge),
  text(
    'ended',
    'ENDED',
    'why the session before has ended',
    ({ guest }) => guest.session?.reason || undefined,
  ),
  seconds('answer', 'ANSWER', 'how long its QEMU took to answer', ({ guest }) => guest.cost?.seconds),
  seconds('silent', 'SILENT', 'time since its last answer, while it gives none', silence),
  text('trouble', 'TROUBLE', 'what is wrong with it, the worst first', troubleOf),
  text('problem', 'PROBLEM', 'why it does not answer, in full', ({ guest }) => guest.problem?.message, {
    isElastic: true,
    leastWidth: 20,
    cell: ({ guest }) => terminalSafe(guest.problem?.message ?? '', 400),
  }),
  text('advice', 'ADVICE', 'what to do about the problem or the verdict', adviceOf, {
    isElastic: true,
    leastWidth: 20,
    cell: (row) => terminalSafe(adviceOf(row) ?? '', 400),
  }),
];

function troubleOf({ guest, takenAtSeconds }: GuestRow): string | undefined {
  return troublesOf(guest, takenAtSeconds)[0]?.kind;
}

function addressOfFirst({ guest }: GuestRow): string | undefined {
  return guest.nics.map((card) => addressOf(guest, card)).find((address) => address !== undefined);
}

function sessionAge({ guest: { session }, takenAtSeconds }: GuestRow): number | undefined {
  return session && Math.max(0, takenAtSeconds - session.beganAtSeconds);
}

function silence({ guest: { lastGood } }: GuestRow): number | undefined {
  return lastGood?.ageSeconds;
}

function adviceOf({ guest: { memory } }: GuestRow): string | undefined {
  return memory.advice || undefined;
}
