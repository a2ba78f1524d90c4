import type { AgentHost } from './agent/agent-session.js';
import { type MockAgent, type MockAgentOptions, startMockAgent } from './agent/mock-agent.js';
import type { Machine } from './machine/machine.js';
import { sleep } from './machine/time-source.js';

/**
 * Starts an agent in the machine's guest, on a chardev of its own: it is there when the guest has booted, and it stands
 * still when the guest does. Without options there is none.
 *
 * @throws {MockError} ERR_MOCK_LISTEN when the address cannot be had
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

/** How often a guest that boots looks whether it is up, on its own clock. */
const LOOK_MS = 10;
