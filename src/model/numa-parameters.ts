import type { PartFailure } from './qemu-sample.js';

/** Where the memory of a guest may be, and is. NUMA nodes of the host are numbers. */
export interface NumaParameters {
  /** Empty for a guest whose memory has no backend of its own. */
  readonly backends: readonly MemoryBackend[] | undefined;
  /** cpuset.mems of its control group: what is set. Empty: nothing is, and the nodes of the group above count. */
  readonly cpusetNodes: readonly number[] | undefined;
  /** Mems_allowed_list of its process: where new pages may be. */
  readonly allowedNodes: readonly number[] | undefined;
  /** Bytes on each node, by its number; read on request only. */
  readonly bytes: { readonly [node: string]: number } | undefined;
  readonly failures: readonly PartFailure[];
}

/** A memory backend of QEMU: query-memdev. */
export interface MemoryBackend {
  /** `undefined` when it has none. */
  readonly id: string | undefined;
  readonly bytes: number | undefined;
  /** `default`, `preferred`, `bind` or `interleave`; libvirt calls bind strict. */
  readonly policy: string | undefined;
  /** Empty with the policy `default`. */
  readonly hostNodes: readonly number[];
  /** Whether all of it was allocated at the start. */
  readonly preallocated: boolean | undefined;
  /** Whether other processes may map it; `undefined` before QEMU 6.1. */
  readonly shared: boolean | undefined;
}
