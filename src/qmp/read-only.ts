/** Says why a command must not be sent; `undefined` lets it out. */
export type CommandPolicy = (command: string, args: unknown) => string | undefined;

/** Interrupts every vCPU to answer (removed in QEMU 6.0); query-cpus-fast does not. */
const INTERRUPTS_VCPUS = 'query-cpus';
const READERS = /^(?:query-|x-query-virtio|qom-list)/;
const ALLOWED = new Set(['qom-get', 'qmp_capabilities']);
const POLLING_INTERVAL = 'guest-stats-polling-interval';

/**
 * What a client may send unless it was opened for control: questions, and the one setting without which a balloon
 * reports nothing. It stands here, beside the client, so that a client that was given no policy is a safe one.
 */
export const readOnly: CommandPolicy = (command, args) => {
  if (command === INTERRUPTS_VCPUS) return 'it interrupts every vCPU; use query-cpus-fast';
  if (READERS.test(command) || ALLOWED.has(command)) return undefined;
  if (command === 'qom-set' && propertyOf(args) === POLLING_INTERVAL) return undefined;
  return 'this client only reads; open it with the control option to let it change the guest';
};

/** Lets everything out. */
export const unrestricted: CommandPolicy = () => undefined;

function propertyOf(args: unknown): unknown {
  return typeof args === 'object' && args !== null && 'property' in args ? args.property : undefined;
}
