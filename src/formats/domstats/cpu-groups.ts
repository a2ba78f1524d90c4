import { iothreadNumber } from '../../model/guest-threads.js';
import { type GroupEncoder, type MaybeStat, nanoseconds } from './stat.js';

/** cpu.*: the time of the QEMU process, ns, in steps of 10 ms as the kernel counts it. */
export const encodeCpu: GroupEncoder = ({ linux }, { libvirt }) => [
  ['cpu.time', linux && nanoseconds(linux.userSeconds + linux.systemSeconds)],
  ['cpu.user', nanoseconds(linux?.userSeconds)],
  ['cpu.system', nanoseconds(linux?.systemSeconds)],
  ...(libvirt
    ? ([
        ['cpu.cache.monitor.count', 0],
        ['cpu.haltpoll.success.time', 0],
        ['cpu.haltpoll.fail.time', 0],
      ] as const)
    : []),
];

/** virVcpuState: QEMU lists only vCPUs that are plugged in. */
const RUNNING = 1;

/** vcpu.*: the times of each vCPU's thread, ns. */
export const encodeVcpus: GroupEncoder = (guest, { libvirt }) => {
  const vcpus = guest.qemu?.vcpus ?? [];
  const threads = new Map(guest.linux?.threads.map((thread) => [thread.id, thread]));
  return [
    ['vcpu.current', guest.qemu?.vcpus?.length],
    ['vcpu.maximum', guest.qemu?.maxVcpus],
    ...vcpus.flatMap(({ index, threadId }): readonly MaybeStat[] => {
      const thread = threads.get(threadId);
      return [
        [`vcpu.${index}.state`, RUNNING],
        [`vcpu.${index}.time`, thread?.runNanoseconds],
        [`vcpu.${index}.wait`, libvirt ? 0 : undefined],
        [`vcpu.${index}.delay`, thread?.waitNanoseconds],
      ];
    }),
  ];
};

/** iothread.*: nothing at all of a guest without iothreads. */
export const encodeIothreads: GroupEncoder = ({ qemu }) => {
  const iothreads = qemu?.iothreads ?? [];
  if (iothreads.length === 0) return [];
  return [
    ['iothread.count', iothreads.length],
    ...iothreads.flatMap(({ id, pollMaxNanoseconds, pollGrow, pollShrink }, at): readonly MaybeStat[] => {
      const number = iothreadNumber(id, at);
      return [
        [`iothread.${number}.poll-max-ns`, pollMaxNanoseconds],
        [`iothread.${number}.poll-grow`, pollGrow],
        [`iothread.${number}.poll-shrink`, pollShrink],
      ];
    }),
  ];
};
