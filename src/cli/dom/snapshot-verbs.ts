import type { Domain } from '../../domain/domain.js';
import { encodeCheckpointList, encodeSnapshotList } from '../../formats/domain/snapshot-text.js';
import { fitted, type VerbOutput } from './verb.js';

/** `virsh snapshot-list`, as the images hold them. */
export async function snapshotList(domain: Domain): Promise<VerbOutput> {
  const snapshots = await domain.snapshots();
  return { json: snapshots, ...fitted((width) => encodeSnapshotList(snapshots, { width })) };
}

/** `virsh checkpoint-list`, as the images hold them. */
export async function checkpointList(domain: Domain): Promise<VerbOutput> {
  const checkpoints = await domain.checkpoints();
  return { json: checkpoints, ...fitted((width) => encodeCheckpointList(checkpoints, { width })) };
}
