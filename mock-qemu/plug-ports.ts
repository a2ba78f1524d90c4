import type { Machine } from './machine/machine.js';
import { sleep } from './machine/time-source.js';
import { type MockPort, type MockPortOptions, startMockPort } from './port/mock-port.js';

/**
 * Plugs ports of virtio-serial into the machine, each on a chardev of its own. Those that have been started are in `ports`, also
 * when another one fails.
 *
 * @throws {MockError} when it cannot listen on an address
 */
export async function plugPorts(
  machine: Machine,
  list: readonly MockPortOptions[],
  ports: MockPort[],
): Promise<void> {
  for (const options of list) ports.push(await plugPort(machine, options));
}

async function plugPort(machine: Machine, options: MockPortOptions): Promise<MockPort> {
  const { name, id, chardev = name, connect } = options;
  const port = await startMockPort(options, {
    onOpen: (open) => {
      if (id !== undefined) machine.notify('VSERPORT_CHANGE', { open, id });
    },
    ready: async (signal) => {
      while (!machine.clock.isRunning && !signal.aborted) await sleep(machine.clock, 0, signal);
    },
    wait: (ms, signal) => sleep(machine.clock, ms, signal),
  });
  machine.chardevs.push({
    label: chardev,
    get filename() {
      return `${port.isConnected ? '' : 'disconnected:'}${port.address}${connect === undefined ? ',server=on' : ''}`;
    },
    get 'frontend-open'() {
      return port.isOpen;
    },
  });
  machine.onGuestChange.add((isUp) => port.setGuestUp(isUp));
  port.setGuestUp(machine.balloon.isGuestUp);
  return port;
}
