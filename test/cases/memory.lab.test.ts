import { expect, it } from 'vitest';
import { describeHost, LabHost } from '../lab/lab-host.js';

const MIB = 2 ** 20;
const MEMORY = ['-m', '64M,slots=4,maxmem=2G', '-device', 'virtio-balloon-pci,id=balloon0'];
const MEMFD = ['-object', 'memory-backend-memfd,id=m1,size=128M,share=on'];

describeHost('the memory of a machine', (lab) => {
  it('leaves the NVDIMM out that holds an image, and counts a DIMM: kata', async () => {
    const host = await LabHost.start(lab.qemu);
    await host.shell('truncate -s 128M kata.img');
    const image = `memory-backend-file,id=mem0,mem-path=${host.path('kata.img')},size=134217728,readonly=on,share=on`;
    await host.startPaused('sandbox-1', [
      ...[...MEMORY, '-machine', 'nvdimm=on', '-object', image],
      ...['-device', 'nvdimm,id=nv0,memdev=mem0,unarmed=on'],
    ]);
    await host.startPaused('hotplug', [...MEMORY, ...MEMFD, '-device', 'pc-dimm,id=d1,memdev=m1']);
    // It has none of the memory that it was offered, as long as its guest has not asked.
    await host.startPaused('vmem', [
      ...[...MEMORY, ...MEMFD, '-device', 'virtio-mem-pci,id=d1,memdev=m1,requested-size=128M'],
    ]);
    const { VMs } = (await host.collect()).record.data;
    const sizes = Object.entries(VMs).map(([name, vm]) => [name, vm.mem_alloc, vm.balloon?.actual]);
    expect(sizes).toEqual([
      ['sandbox-1', 64 * MIB, 64 * MIB],
      ['hotplug', 192 * MIB, 192 * MIB],
      ['vmem', 64 * MIB, 64 * MIB],
    ]);
    const { stdout } = await host.qgauge(['balloon', 'ls']);
    const rows = stdout.split('\n').flatMap((line) => {
      const [, name, ofMachine] = /^(\S+) .* (\d+M\/\d+M) /.exec(line) ?? [];
      return name === undefined ? [] : [[name, ofMachine]];
    });
    expect(rows).toEqual([
      ['sandbox-1', '64M/64M'],
      ['hotplug', '192M/192M'],
      ['vmem', '64M/64M'],
    ]);
  });
});
