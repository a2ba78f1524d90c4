import type { ThreadSample } from '../../model/linux-sample.js';
import type { ThreadRates } from '../../model/rates.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import { tagText } from './line-protocol.js';
import { fieldsOf, type Line, measurementOf } from './measurement.js';
import { GUEST_TAGS, type GuestSource } from './source.js';

interface ThreadSubject {
  readonly thread: ThreadSample | undefined;
  readonly rates: ThreadRates | undefined;
}

const FIELDS = fieldsOf<ThreadSubject>('cpu', [
  ['run_nanoseconds', 'integer', 'counter', 'ns', ({ thread }) => thread?.runNanoseconds],
  ['wait_nanoseconds', 'integer', 'counter', 'ns', ({ thread }) => thread?.waitNanoseconds],
  ['run_ratio', 'float', 'rate', 's', ({ rates }) => rates?.runRatio],
  ['wait_ratio', 'float', 'rate', 's', ({ rates }) => rates?.waitRatio],
]);

/** A line for each vCPU. With TCG in a single thread, all vCPUs have the figures of that thread. */
export const VCPU = measurementOf<GuestSource, ThreadSubject>(
  'qgauge_vcpu',
  [...GUEST_TAGS, 'vcpu'],
  FIELDS,
  ({ tags, guest }) =>
    (guest.qemu?.vcpus ?? []).map((vcpu): Line<ThreadSubject> => {
      return [`${tags}${tagText('vcpu', vcpu.index)}`, subjectOf(guest, vcpu.threadId)];
    }),
);

/** A line for each iothread. */
export const IOTHREAD = measurementOf<GuestSource, ThreadSubject>(
  'qgauge_iothread',
  [...GUEST_TAGS, 'iothread'],
  FIELDS,
  ({ tags, guest }) =>
    (guest.qemu?.iothreads ?? []).map((iothread): Line<ThreadSubject> => {
      return [`${tags}${tagText('iothread', iothread.id)}`, subjectOf(guest, iothread.threadId)];
    }),
);

function subjectOf({ linux: process, rates }: GuestSnapshot, threadId: number): ThreadSubject {
  return {
    thread: process?.threads.find(({ id }) => id === threadId),
    rates: rates?.threads?.find(({ id }) => id === threadId),
  };
}
