import { expect, it } from 'vitest';
import { parseDacLabel, readModuleLabel } from '../../src/linux/security-label.js';
import { capturedTree, type TreeFiles } from './captured-tree.js';

const LSM = 'sys/kernel/security/lsm';

async function labelOf(files: TreeFiles) {
  const root = await capturedTree(files);
  return readModuleLabel({ procRoot: `${root}/proc`, sysRoot: `${root}/sys` }, 7);
}

it('of AppArmor is the profile', async () => {
  const files = {
    [LSM]: 'lockdown,capability,landlock,yama,apparmor',
    'proc/7/attr/current': 'libvirt-0d3c (enforce)\n',
  };
  expect(await labelOf(files)).toEqual({ model: 'apparmor', label: 'libvirt-0d3c', isEnforcing: true });
  const complaining = { ...files, 'proc/7/attr/apparmor/current': 'qemu (complain)\n' };
  expect(await labelOf(complaining)).toEqual({ model: 'apparmor', label: 'qemu', isEnforcing: false });
  const free = { ...files, 'proc/7/attr/current': 'unconfined\n' };
  expect(await labelOf(free)).toEqual({ model: 'apparmor', label: 'unconfined', isEnforcing: false });
});

it('of SELinux is the context, without the NUL at its end', async () => {
  const files = {
    [LSM]: 'capability,selinux',
    'proc/7/attr/current': 'system_u:system_r:svirt_t:s0:c87,c520\0',
  };
  const label = { model: 'selinux', label: 'system_u:system_r:svirt_t:s0:c87,c520' };
  expect(await labelOf(files)).toEqual({ ...label, isEnforcing: undefined });
  expect(await labelOf({ ...files, 'sys/fs/selinux/enforce': '1' })).toEqual({ ...label, isEnforcing: true });
});

it('is known to be that of AppArmor where securityfs is not mounted', async () => {
  expect(await labelOf({ 'proc/7/attr/apparmor/current': 'qemu (enforce)\n' })).toMatchObject({
    model: 'apparmor',
  });
});

it.each<[string, TreeFiles]>([
  ['without a module that labels', { [LSM]: 'capability,landlock', 'proc/7/attr/current': 'x\n' }],
  ['without the attribute', { [LSM]: 'apparmor' }],
  ['with an empty attribute', { [LSM]: 'selinux', 'proc/7/attr/current': '\0' }],
])('is unknown %s', async (_, files) => {
  expect(await labelOf(files)).toBeUndefined();
});

it('of plain users is the effective one, as libvirt writes it', () => {
  const status = 'Name:\tUid:\nUid:\t1000\t64055\t64055\t64055\nGid:\t1000\t108\t108\t108\n';
  expect(parseDacLabel(status)).toEqual({ model: 'dac', label: '+64055:+108', isEnforcing: true });
  expect(parseDacLabel('')).toBeUndefined();
});
