import { readdirSync, readFileSync } from 'node:fs';

/** The processes of a session, setsid(2), that have not ended: a terminal's program with all that it has started. */
export function processesOfSession(session: number): readonly number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => readState(pid)?.session === session && isAlive(pid));
}

/** Whether a process has not ended; one that nobody has waited for has. */
export function isAlive(pid: number): boolean {
  const state = readState(pid)?.state ?? 'X';
  return state !== 'Z' && state !== 'X';
}

interface ProcessState {
  readonly state: string;
  readonly session: number;
}

/** One real file: `42 (node) S 7 42 7 34816 …`: pid, name, state, parent, process group, session. */
function readState(pid: number): ProcessState | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, session: Number(session) };
  } catch {
    return undefined;
  }
}
