import type { SocketTables } from '../discover/socket-tables.js';
import type { MonitorSocket, Target } from '../discover/target.js';
import { formatAddress } from '../protocol/transport/address.js';
import { AgentUnavailableError } from './agent-unavailable-error.js';
import { problemOfProcess } from './explain.js';
import { findHolder } from './find-holder.js';
import { type Probe, servedInodes } from './probe.js';

/** What a probe of an agent's socket means, when it is not free; of a busy one also who holds it, where the kernel tells. */
export async function explainAgentProbe(
  procRoot: string,
  target: Target,
  agent: MonitorSocket,
  probe: Exclude<Probe, 'free'>,
  tables: SocketTables,
): Promise<AgentUnavailableError> {
  const where = formatAddress(agent.address);
  switch (probe) {
    case 'busy': {
      const [inode] = servedInodes(procRoot, target, agent, tables);
      const holder =
        inode === undefined ? undefined : await findHolder(procRoot, target, agent, inode, tables);
      const who = holder ?? 'another client';
      return new AgentUnavailableError(
        'busy',
        `${where}: ${who} holds the guest agent, which serves one client at a time: end that one`,
      );
    }
    case 'queued':
      return unreachable(`${where}: QEMU does not accept connections: its main loop hangs`);
    case 'deleted':
      return unreachable(
        `${where}: the socket of the guest agent was deleted or moved: put it back, or start QEMU again`,
      );
    case 'taken':
      return unreachable(`${where}: another QEMU was given the same socket for its guest agent`);
    case 'other':
      return unreachable(`${where}: it is ${agent.other}, and not a guest agent`);
    default:
      return unreachable(problemOfProcess(target, probe).message);
  }
}

function unreachable(message: string): AgentUnavailableError {
  return new AgentUnavailableError('unreachable', message);
}
