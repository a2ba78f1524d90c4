import type { MemorySize } from './qemu-sample.js';

/** All memory of a machine: what its guest may use while the balloon is deflated. */
export function machineBytes(memory: MemorySize | undefined): number | undefined {
  return memory && memory.baseBytes + memory.pluggedBytes;
}
