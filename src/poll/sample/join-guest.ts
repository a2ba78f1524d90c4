import { nameTarget } from '../../discover/name-target.js';
import type { Target } from '../../discover/target.js';
import { judgeMemory } from '../../model/guest-memory.js';
import type { LinuxSample } from '../../model/linux-sample.js';
import type { GuestNic } from '../../model/qemu-sample.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import { problemOfForeign } from '../../monitor/explain.js';
import { ownsVcpus } from '../../monitor/monitor-owner.js';
import type { Answer } from '../ask-guest.js';
import type { HostReader } from './host-reader.js';

/**
 * Joins the halves of a guest: its QEMU's answer, and the process as Linux reports it. A half of another guest is left out.
 *
 * @param found the process, `undefined` when it has ended or is on another host
 * @param knownNics the network cards of a guest that does not answer now (default: those of its command line)
 */
export function joinGuest(
  target: Target,
  answer: Answer,
  found: LinuxSample | undefined,
  host: HostReader,
  knownNics?: readonly GuestNic[],
): GuestSnapshot {
  const isTheirs = found === undefined || answer.qemu === undefined || ownsVcpus(found, answer.qemu);
  // When another QEMU answers at the address: a guest that the settings name is the one that answers, else the process.
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
    memory: judgeMemory(guest, problem, { isIncoming: process?.commandLine.isIncoming }),
    nics: host.readNics(process, guest?.nics ?? knownNics),
    // The agent's socket belongs to the process, and not to another QEMU that answers.
    agent: isTheirs ? answer.agent : undefined,
    declared: guest ? undefined : process?.commandLine.declared,
  };
}
