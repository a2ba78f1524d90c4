import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { ExchangeDirectory } from '../exchange/exchange-directory.js';

const MAX_BYTES = 4 * 1024 * 1024;
const ADDRESSES = 2n ** 64n;
/** QEMU takes an int64. */
const SIGN = 2n ** 63n;

/** Where to read. */
export interface MemoryRange extends CallOptions {
  readonly address: number | bigint;
  /** Up to 4 MiB. */
  readonly bytes: number;
  /** `virtual`: as a vCPU sees it at that moment (default: physical). */
  readonly space?: 'physical' | 'virtual' | undefined;
  /** The vCPU of a virtual address (default: 0). */
  readonly vcpu?: number | undefined;
}

/**
 * Reads a part of the guest's memory: pmemsave or memsave, into a file that is read and removed. A physical address behind which
 * there is no memory reads as zeros, a virtual one that the guest has not mapped is refused by QEMU. Stay within the memory: behind
 * an address may be a register of a device, and some devices change when it is read.
 *
 * @throws {ControlRefusedError} when the range is not valid
 * @throws {UnsupportedError} when this user cannot read what QEMU writes, or QEMU is on another host
 */
export async function readMemory(
  reach: ControlReach,
  { address, bytes, space = 'physical', vcpu, ...options }: MemoryRange,
): Promise<Buffer> {
  return reach.control.call('readMemory', options, async (call) => {
    const refuse = (why: string) => new ControlRefusedError(reach.name, why);
    if (!Number.isSafeInteger(bytes) || bytes < 1 || bytes > MAX_BYTES)
      throw refuse(`${bytes} is not a valid number of bytes: expected 1 to ${MAX_BYTES}`);
    if (typeof address === 'number' && !Number.isSafeInteger(address))
      throw refuse(`${address} is not a valid address: give one beyond 2^53 as a bigint`);
    const from = BigInt(address);
    if (from < 0n || from + BigInt(bytes) > ADDRESSES)
      throw refuse(`${bytes} bytes at 0x${from.toString(16)} are not within 64 bits`);
    if (vcpu !== undefined && space === 'physical') throw refuse('a physical address is that of every vCPU');
    using directory = ExchangeDirectory.make(reach, call.isDryRun);
    const val = from >= SIGN ? from - ADDRESSES : from;
    const args = { val, size: bytes, filename: directory.pathOf('memory') };
    if (space === 'physical') await call.qemu('pmemsave', args);
    else await call.qemu('memsave', { ...args, 'cpu-index': vcpu ?? 0 });
    // Before the directory is removed.
    return await directory.read('memory', bytes);
  });
}
