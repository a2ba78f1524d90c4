import { AGENT_METHODS } from './agent-methods.js';
import { BLOCK_JOB_METHODS } from './block-job-methods.js';
import { BLOCK_METHODS } from './block-methods.js';
import { CPU_METHODS } from './cpu-methods.js';
import { DEVICE_METHODS } from './device-methods.js';
import { IDENTITY_METHODS } from './identity-methods.js';
import { LIFECYCLE_METHODS } from './lifecycle-methods.js';
import { MEMORY_METHODS } from './memory-methods.js';
import type { MethodEntry } from './method-entry.js';
import { MIGRATION_METHODS } from './migration-methods.js';
import { NETWORK_METHODS } from './network-methods.js';
import { SAVE_METHODS } from './save-methods.js';
import { SNAPSHOT_METHODS } from './snapshot-methods.js';
import { STATE_METHODS } from './state-methods.js';

/** Methods on one topic. */
export interface MethodSection {
  readonly title: string;
  readonly methods: readonly MethodEntry[];
}

/** The methods of Sys::Virt::Domain by topic. */
export const METHOD_SECTIONS: readonly MethodSection[] = [
  { title: 'Identity', methods: IDENTITY_METHODS },
  { title: 'Life cycle and power', methods: LIFECYCLE_METHODS },
  { title: 'State, time, security', methods: STATE_METHODS },
  { title: 'Memory', methods: MEMORY_METHODS },
  { title: 'vCPUs, threads, scheduling', methods: CPU_METHODS },
  { title: 'Disks', methods: BLOCK_METHODS },
  { title: 'Jobs on disks', methods: BLOCK_JOB_METHODS },
  { title: 'Network', methods: NETWORK_METHODS },
  { title: 'Jobs and migration', methods: MIGRATION_METHODS },
  { title: 'Saved states, dumps, screenshots', methods: SAVE_METHODS },
  { title: 'Snapshots, checkpoints, backups', methods: SNAPSHOT_METHODS },
  { title: 'Devices, consoles, displays', methods: DEVICE_METHODS },
  { title: 'Guest agent', methods: AGENT_METHODS },
];

/** Every method of Sys::Virt::Domain, once. */
export const DOMAIN_METHODS: readonly MethodEntry[] = METHOD_SECTIONS.flatMap(({ methods }) => methods);
