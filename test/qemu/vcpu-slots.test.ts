import { expect, it } from 'vitest';
import { readIsKvm } from '../../src/qemu/accelerator.js';
import { readVcpuSlots } from '../../src/qemu/vcpu-slots.js';
import { qemuWith } from './fake-qemu.js';

it('slots are in the order of their numbers, however QEMU lists them', async () => {
  const slot = (socket: number, core: number, path?: string) => ({
    ...{
      type: 'host-x86_64-cpu',
      'vcpus-count': 1,
      props: { 'socket-id': socket, 'core-id': core, 'thread-id': 0 },
    },
    ...(path === undefined ? {} : { 'qom-path': path }),
  });
  const listed = [
    ...[slot(1, 10), slot(1, 2), slot(0, 1, '/machine/peripheral/vcpu1')],
    ...[slot(0, 0, '/machine/unattached/device[0]'), { type: 3 }, 'x'],
  ];
  const slots = await readVcpuSlots(qemuWith({ 'query-hotpluggable-cpus': listed }));
  expect(
    slots.map(({ props, id, path }) => [props['socket-id'], props['core-id'], id, path !== undefined]),
  ).toEqual([
    [0, 0, undefined, true],
    [0, 1, 'vcpu1', true],
    [1, 2, undefined, false],
    [1, 10, undefined, false],
  ]);
});

it.each([
  [{ 'query-kvm': { enabled: true, present: true } }, true],
  [{ 'query-kvm': { enabled: false, present: true } }, false],
  [{ 'query-accelerators': { enabled: 'kvm', present: ['kvm', 'tcg'] } }, true],
  [
    { 'query-accelerators': { enabled: 'tcg', present: ['kvm', 'tcg'] }, 'query-kvm': { enabled: true } },
    false,
  ],
])('KVM is told by %j', async (replies, isKvm) => {
  const supports = async (command: string) => command in replies;
  expect(await readIsKvm(Object.assign(qemuWith(replies), { supports }))).toBe(isKvm);
});
