import type { DirtyBitmap } from '../model/block-device.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asCount, asRecords, asString } from '../support/decode.js';
import { decodeBitmaps } from './block-layers.js';

/** A node of the block layer by itself: an image, its file, a filter. */
export interface BlockNode {
  readonly name: string;
  readonly bitmaps: readonly DirtyBitmap[];
  /** BLOCK_WRITE_THRESHOLD is sent once for a write beyond this offset; null: not set. */
  readonly writeThresholdBytes: number | null | undefined;
}

/** Reads the named nodes of the block layer: query-named-block-nodes, without the chain below each of them. */
export async function readBlockNodes(
  qmp: QemuExecutor,
  options?: ExecuteOptions,
): Promise<ReadonlyMap<string, BlockNode>> {
  const nodes = asRecords(await qmp.execute('query-named-block-nodes', { flat: true }, options));
  return new Map(
    nodes.flatMap((node) => {
      const name = asString(node['node-name']);
      if (!name) return [];
      const threshold = asCount(node.write_threshold);
      const bitmaps = decodeBitmaps(node['dirty-bitmaps']);
      return [[name, { name, bitmaps, writeThresholdBytes: threshold === 0 ? null : threshold }] as const];
    }),
  );
}
