import { nameTarget } from '../../discover/name-target.js';
import type { Target } from '../../discover/target.js';
import type { LinuxSample } from '../../model/linux-sample.js';
import type { GuestNic } from '../../model/qemu-sample.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import { judgeMemory } from '../../model/verdict.js';
import { problemOfForeign } from '../../monitor/explain.js';
import { ownsVcpus } from '../../monitor/monitor-owner.js';
import type { Answer } from '../ask-guest.js';
import type { HostReader } from './host-reader.js';

/**
 * Puts the halves of a guest together: what its QEMU says, and what Linux knows of its process.
 *
 * @param found the process, `undefined` when it has ended or is on another host
 * @param knownNics the cards of a guest that says nothing now; without them its command line must do
 */
export function joinGuest(
  target: Target,
  answer: Answer,
  found: LinuxSample | undefined,
  host: HostReader,
  knownNics?: readonly GuestNic[],
): GuestSnapshot {
  const isTheirs = found === undefined || answer.qemu === undefined || ownsVcpus(found, answer.qemu);
  // The address leads to another QEMU than the one that it was found with: a user who named it wants what answers.
  const process = isTheirs || !target.isNamed ? target.process : undefined;
  const guest = isTheirs || target.isNamed ? answer.qemu : undefined;
  const problem =
    guest || answer.problem ? answer.problem : problemOfForeign(answer.socket, target.process?.pid);
  return {
    name: nameTarget({ ...target, process }, guest?.name),
    uuid: guest?.uuid ?? process?.commandLine.uuid,
    pid: process?.pid,
    socket: answer.socket,
    problem,
    qemu: guest,
    linux: process && found,
    memory: judgeMemory(guest, problem),
    nics: host.readNics(process, guest?.nics ?? knownNics),
    // The agent's socket is the process's: it tells nothing of another QEMU that answers.
    agent: isTheirs ? answer.agent : undefined,
  };
}
