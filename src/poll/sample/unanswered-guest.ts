import { nameTarget, socketOf, whereIs } from '../../discover/name-target.js';
import type { Target } from '../../discover/target.js';
import { judgeMemory } from '../../model/guest-memory.js';
import type { Problem } from '../../model/problem.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import { messageOf } from '../../support/errors.js';

type Known = Pick<GuestSnapshot, 'name' | 'uuid' | 'pid' | 'socket'>;

/** A guest that is expected by name and was not found. @param problem of a guest of that name, where there was one */
export function absentGuest(name: string, problem?: Problem): GuestSnapshot {
  const message = 'it is expected, and there is no such guest';
  return unansweredGuest(
    { name, uuid: undefined, pid: undefined, socket: undefined },
    { kind: 'absent', message: problem ? `${message} (${problem.message})` : message },
  );
}

/** A guest on which an unexpected error was thrown: it loses its figures, and the other guests lose nothing. */
export function failedGuest(target: Target, error: unknown): GuestSnapshot {
  const { process } = target;
  return unansweredGuest(
    {
      name: nameTarget(target, undefined),
      uuid: process?.commandLine.uuid,
      pid: process?.pid,
      socket: socketOf(target),
    },
    { kind: 'failed', message: `${whereIs(target)}: ${messageOf(error)}` },
  );
}

function unansweredGuest(known: Known, problem: Problem): GuestSnapshot {
  return {
    ...known,
    problem,
    qemu: undefined,
    linux: undefined,
    memory: judgeMemory(undefined, problem),
    nics: [],
    agent: undefined,
  };
}
