import type { MemorySize, QemuSample } from './qemu-sample.js';

/** All memory of a machine: base, DIMMs and virtio-mem. */
export function machineBytes(memory: MemorySize | undefined): number | undefined {
  return memory && memory.baseBytes + memory.pluggedBytes;
}

/**
 * What a balloon's `actual` is while the balloon is empty, and its largest target: base and DIMMs. QEMU leaves virtio-mem out
 * of it, though the guest may use that too.
 */
export function mostBytes(memory: MemorySize | undefined): number | undefined {
  return memory && memory.baseBytes + memory.pluggedBytes - (memory.virtioMemBytes ?? 0);
}

/**
 * What a machine has at present: the size of its balloon, and without a balloon all memory. `undefined` of a balloon that did not
 * answer.
 */
export function presentBytes(qemu: Pick<QemuSample, 'balloon' | 'memory'> | undefined): number | undefined {
  const { balloon, memory } = qemu ?? {};
  const hasNone = balloon !== undefined && balloon.device === undefined;
  return balloon?.actualBytes ?? (hasNone ? machineBytes(memory) : undefined);
}
