/**
 * The guest's RAM as it lies in the memory of its QEMU: the mappings of the machine's memory backends in /proc/PID/smaps. The
 * kernel walks all their pages for it, so it is read once a minute at most.
 */
export interface RamSample {
  /** What the backends are large. */
  readonly sizeBytes: number;
  /** In memory: Rss, and huge pages of hugetlbfs. Between two readings estimated, by how the process has grown since. */
  readonly mappedBytes: number;
  /** The memory that it takes for that: Pss, in which a page that several processes share counts in part. Estimated likewise. */
  readonly consumedBytes: number;
  readonly swappedBytes: number;
  /** Merged by KSM; `undefined` before Linux 6.7. */
  readonly mergedBytes: number | undefined;
  /** What the host cannot take away: huge pages of hugetlbfs, and what is locked. */
  readonly pinnedBytes: number;
  /** Everything else of the process: what QEMU itself takes. */
  readonly overheadBytes: number;
  readonly overheadSwappedBytes: number;
  /** On the nodes of the host on which the vCPUs run, and elsewhere; `undefined` where NUMA nodes are not read. */
  readonly localBytes?: number | undefined;
  readonly remoteBytes?: number | undefined;
  /** When it was read, seconds since the epoch, and how long that took. */
  readonly readAtSeconds: number;
  readonly readSeconds: number;
}
