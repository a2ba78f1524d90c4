import type { AgentHost } from './agent/agent-session.js';
import { type MockAgent, type MockAgentOptions, startMockAgent } from './agent/mock-agent.js';
import type { Machine } from './machine/machine.js';
import { sleep } from './machine/time-source.js';

/**
 * Starts an agent in the machine's guest, on a chardev of its own. It answers once the guest has booted, and only while
 * the guest runs. Resolves to undefined without options.
 *
 * @throws {MockError} when it cannot listen on the address
 */
export async function plugAgent(
  machine: Machine,
  options: MockAgentOptions | undefined,
): Promise<MockAgent | undefined> {
  if (options === undefined) return undefined;
  const agent = await startMockAgent(options, guestOf(machine));
  machine.hasAgent = options.mode !== 'absent';
  machine.chardevs.push({
    label: 'qga0',
    get filename() {
      return `${agent.isConnected ? '' : 'disconnected:'}${agent.address},server=on`;
    },
    get 'frontend-open'() {
      return machine.hasAgent && machine.balloon.isGuestUp;
    },
  });
  return agent;
}

function guestOf({ clock, balloon }: Machine): AgentHost {
  return {
    ready: async (signal) => {
      while (!(clock.isRunning && balloon.isGuestUp) && !signal.aborted) await sleep(clock, LOOK_MS, signal);
    },
    wait: (ms, signal) => sleep(clock, ms, signal),
  };
}

/** How often a booting guest is checked for whether it is up, in guest time. */
const LOOK_MS = 10;
