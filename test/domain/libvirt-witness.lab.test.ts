import { expect, it } from 'vitest';
import { blockStats, diskErrors, ioTune } from '../../src/domain/block.js';
import { blockInfo } from '../../src/domain/block-info.js';
import { controlInfo } from '../../src/domain/control-info.js';
import { info } from '../../src/domain/info.js';
import { jobInfo } from '../../src/domain/job-stats.js';
import { blockJob } from '../../src/domain/jobs.js';
import { memoryStats } from '../../src/domain/memory-stats.js';
import { compressionCache, maxDowntime } from '../../src/domain/migration-settings.js';
import { state } from '../../src/domain/state.js';
import { toLibvirtUnits } from '../../src/model/libvirt-units.js';
import { describeHost, LabHost } from '../lab/lab-host.js';
import { LabLibvirt } from '../lab/libvirt.js';
import { connectReach, pidOf } from './connected-reach.js';

const devices = (directory: string) => `
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/><source file='${directory}/top.qcow2'/><target dev='vda' bus='virtio'/>
    </disk>
    <disk type='file' device='disk'>
      <driver name='qemu' type='raw'/><source file='${directory}/data.raw'/><target dev='vdb' bus='virtio'/>
      <iotune><read_bytes_sec>1000000</read_bytes_sec><read_bytes_sec_max>3000000</read_bytes_sec_max></iotune>
    </disk>`;

/** Lines `KEY VALUE`, `KEY: VALUE` or `KEY=VALUE`, as numbers where they are some. */
function figuresOf(text: string): { readonly [key: string]: number | string } {
  const lines = text.split('\n').map((line) => /^ *([^:= ]+) *[:= ] *(.*?) *$/.exec(line));
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, key = '', value = ''] = line ?? [];
      return key === '' ? [] : [[key, /^-?\d+$/.test(value) ? Number(value) : value]];
    }),
  );
}

describeHost("libvirt's figures of a guest", (lab) => {
  it('are ours in its units', { timeout: 240_000 }, async () => {
    const host = await LabHost.start(lab.qemu);
    await host.shell(`qemu-img create -q -f qcow2 base.qcow2 64M
      qemu-io -c 'write -P 7 0 48M' base.qcow2
      qemu-img create -q -f qcow2 -F qcow2 -b base.qcow2 top.qcow2
      truncate -s 32M data.raw`);
    const libvirt = await LabLibvirt.start(host);
    await libvirt.create(lab, {
      ...{ name: 'units', uuid: '8d1d2e3f-5a6b-4c7d-8e9f-0a1b2c3d4e5f', directory: host.directory },
      machine: '<vcpu>2</vcpu>',
      devices: devices(host.directory),
    });
    // Now no figure of the guest moves any more.
    await libvirt.virsh('suspend units');
    const socket = host.path('second.sock');
    await using reach = await connectReach('units', socket, pidOf(socket));

    const now = await state(reach);
    expect(await libvirt.virsh('domstate --reason units')).toMatch(/^paused \(user\)/);
    expect(toLibvirtUnits.state(now)).toEqual({ state: 3, reason: 1 });
    expect(await libvirt.virsh('domcontrol units')).toMatch(/^ok/);
    expect(toLibvirtUnits.controlInfo(await controlInfo(reach))).toEqual({ state: 0, details: 0 });

    // Not by dominfo, nor with --cpu-total, for which libvirt examines its host for half a minute.
    const domstats = figuresOf(await libvirt.virsh('domstats --balloon --vcpu units'));
    const facts = toLibvirtUnits.info(await info(reach));
    expect(facts.maxMem).toBe(domstats['balloon.maximum']);
    expect(facts.memory).toBe(domstats['balloon.current']);
    expect(facts.nrVirtCpu).toBe(domstats['vcpu.current']);

    const { rss, ...stats } = figuresOf(await libvirt.virsh('dommemstat units'));
    const { rss: ourRss, ...ours } = toLibvirtUnits.memoryStats(await memoryStats(reach));
    expect(ours).toEqual(stats);
    expect(Object.keys(ours)).toEqual(Object.keys(stats));
    expect(Math.abs(Number(ourRss) - Number(rss))).toBeLessThan(20_000);

    const targets = { vda: 'virtio-disk0', vdb: 'virtio-disk1' };
    for (const [target, disk] of Object.entries(targets)) {
      const sizes = figuresOf(await libvirt.virsh(`domblkinfo units ${target}`));
      const { capacity, allocation, physical } = toLibvirtUnits.blockInfo(await blockInfo(reach, disk));
      expect({ Capacity: capacity, Allocation: allocation, Physical: physical }, target).toEqual(sizes);

      const blkstat = await libvirt.virsh(`domblkstat units ${target}`);
      const { errs, ...traffic } = toLibvirtUnits.blockStats(await blockStats(reach, disk));
      expect(traffic, target).toEqual(figuresOf(blkstat.replaceAll(`${target} `, '')));
      expect(errs).toBe(0);

      const tuned = figuresOf(await libvirt.virsh(`blkdeviotune units ${target}`));
      const limits = toLibvirtUnits.ioTune(await ioTune(reach, disk));
      expect(limits, target).toEqual(tuned);
      expect(Object.keys(limits), target).toEqual(Object.keys(tuned));
    }

    expect(await libvirt.virsh('domblkerror units')).toMatch(/No errors found/);
    expect(await diskErrors(reach)).toEqual([]);
    expect(await libvirt.virsh('domjobinfo units')).toMatch(/Job type: +None/);
    expect(toLibvirtUnits.jobInfo(await jobInfo(reach))).toMatchObject({ type: 0, dataTotal: 0 });
    expect(Number(await libvirt.virsh('migrate-getmaxdowntime units'))).toBe(
      toLibvirtUnits.maxDowntime((await maxDowntime(reach)) ?? 0),
    );
    expect(await libvirt.virsh('migrate-compcache units')).toContain('64.000 MiB');
    expect(await compressionCache(reach)).toBe(2 ** 26);

    await libvirt.virsh('blockpull units vda --bandwidth 1');
    const theirs = figuresOf(await libvirt.virsh('blockjob units vda --raw'));
    const { job } = await blockJob(reach, 'virtio-disk0');
    if (!job) throw new Error('no job');
    const pull = toLibvirtUnits.blockJob(job);
    expect(pull).toMatchObject({ type: 1, bandwidth: 1 });
    expect(theirs.end).toBe(pull.end);
    expect(await blockJob(reach, 'virtio-disk1')).toEqual({ job: null, others: [], failures: [] });
    await libvirt.virsh('blockjob units vda --abort');
  });
});
