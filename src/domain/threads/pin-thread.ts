import { formatCpuList } from '../../support/cpu-list.js';
import type { ControlCall } from '../control/control-call.js';
import type { Step } from '../control/step.js';

/** A thread of QEMU, and the CPUs on which it may run. */
interface PinnedThread {
  readonly hostThreadId: number;
  readonly affinity: readonly number[] | undefined;
}

/** Lets a thread run on these CPUs alone: taskset(1). Undone by the CPUs that it had. */
export async function pinThread(
  call: ControlCall,
  { hostThreadId, affinity }: PinnedThread,
  cpus: readonly number[],
): Promise<void> {
  const undo: Step | undefined = affinity && {
    to: 'program',
    program: 'taskset',
    args: wordsOf(hostThreadId, affinity),
  };
  await call.program('taskset', wordsOf(hostThreadId, cpus), { undo });
}

function wordsOf(threadId: number, cpus: readonly number[]): readonly string[] {
  return ['-pc', formatCpuList(cpus), String(threadId)];
}

/** Whether a thread may run on these CPUs, and on no others. */
export function isPinned(affinity: readonly number[] | undefined, cpus: readonly number[]): boolean {
  return affinity !== undefined && formatCpuList(affinity) === formatCpuList(cpus);
}
