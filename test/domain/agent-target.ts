import type { Target } from '../../src/discover/target.js';
import type { UnixAddress } from '../../src/protocol/transport/address.js';
import { parseAddress } from '../../src/protocol/transport/address.js';

/** A QEMU of which only the socket of the agent is known. */
export function targetWithAgent(address: string | UnixAddress): Target {
  return {
    process: undefined,
    isNamed: true,
    monitors: [],
    agent: { address: typeof address === 'string' ? parseAddress(address) : address, listening: undefined },
    whyNoMonitor: 'it has none',
  };
}
