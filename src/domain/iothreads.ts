import { type IothreadInfos, iothreadNumber } from '../model/guest-threads.js';
import { readIothreads } from '../qemu/iothreads.js';
import { terminalSafe } from '../support/terminal-safe.js';
import type { Reach } from './reach.js';
import { KnownThreads, type ThreadReach } from './threads.js';

/**
 * Reads the iothreads with their threads and how they poll: query-iothreads, joined with /proc/PID/task. Empty where there is
 * none.
 */
export async function iothreadInfo(
  reach: ThreadReach & Pick<Reach, 'qmp' | 'options'>,
): Promise<IothreadInfos> {
  const known = await readIothreads(reach.qmp, reach.options);
  const threads = new KnownThreads(reach);
  const iothreads = known.map((thread, at) => ({
    id: terminalSafe(thread.id),
    number: iothreadNumber(thread.id, at),
    threadId: thread.threadId,
    pollMaxNanoseconds: thread.pollMaxNanoseconds,
    pollGrow: thread.pollGrow,
    pollShrink: thread.pollShrink,
    aioMaxBatch: thread.aioMaxBatch,
    pollWeight: thread.pollWeight,
    ...threads.timesOf(`iothread ${terminalSafe(thread.id)}`, thread.threadId),
  }));
  return { iothreads, failures: threads.failures };
}
