import { describe, expectTypeOf, it } from 'vitest';
import type { QemuCommands } from '../../../src/protocol/qapi/commands.js';
import type { BlockdevAddArguments, Integer } from '../../../src/protocol/qapi/types.js';
import type { QmpClient } from '../../../src/protocol/qmp/qmp-client.js';

type Reply<Command extends keyof QemuCommands> = QemuCommands[Command]['reply'];

/** Compiled, and never called: what is tested here is what the compiler says. */
function compiled(_check: (qmp: QmpClient) => unknown): void {
  // Nothing runs.
}

describe('a reply', () => {
  it('has the members that QEMU promises', () => {
    expectTypeOf<Reply<'query-status'>['running']>().toEqualTypeOf<boolean>();
    expectTypeOf<Reply<'query-blockstats'>[number]['stats']['rd_bytes']>().toEqualTypeOf<Integer>();
    expectTypeOf<Reply<'query-balloon'>>().toEqualTypeOf<{ readonly actual: number | bigint }>();
  });

  it('has numbers for the integers that cannot pass 2^53, alone and in lists', () => {
    expectTypeOf<Reply<'query-version'>['qemu']['major']>().toEqualTypeOf<number>();
    expectTypeOf<Reply<'query-cpus-fast'>[number]['thread-id']>().toEqualTypeOf<number>();
    expectTypeOf<Reply<'query-migrate'>['cpu-throttle-percentage']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Reply<'query-memdev'>[number]['host-nodes']>().toEqualTypeOf<readonly number[]>();
    expectTypeOf<Reply<'query-fdsets'>[number]['fds'][number]['fd']>().toEqualTypeOf<number>();
    // A client chooses it, from all of 63 bits.
    expectTypeOf<Reply<'query-fdsets'>[number]['fdset-id']>().toEqualTypeOf<Integer>();
  });

  it('is of every version, also where two versions have two types', () => {
    type Parameters = Reply<'query-migrate-parameters'>;
    expectTypeOf<{ mode: 'normal'; 'cpr-exec-command': readonly ['qemu'] }>().toExtend<Parameters>();
  });

  it('may lack what one of the versions lacks', () => {
    expectTypeOf<Reply<'query-status'>['singlestep']>().toEqualTypeOf<boolean | undefined>();
    expectTypeOf<Reply<'query-cpus-fast'>[number]['qom-type']>().toEqualTypeOf<string | undefined>();
  });

  it('leaves open what a QOM property is', () => {
    expectTypeOf<Reply<'qom-get'>>().toEqualTypeOf<unknown>();
  });

  it('takes words that no version knows yet', () => {
    expectTypeOf<'paused' | 'dreaming'>().toExtend<Reply<'query-status'>['status']>();
    expectTypeOf<7>().not.toExtend<Reply<'query-status'>['status']>();
  });

  it('is told apart by its tag', () => {
    compiled((qmp) =>
      qmp.execute('query-memory-devices').then((devices) => {
        for (const device of devices) {
          if (device.type === 'dimm') expectTypeOf(device.data.slot).toEqualTypeOf<number>();
          // @ts-expect-error TS7053: only a virtio-mem device has it
          else if (device.type === 'virtio-pmem') device.data['requested-size'];
        }
      }),
    );
  });
});

describe('arguments', () => {
  it('are taken as QEMU takes them, or do not compile', () => {
    compiled((qmp) => qmp.execute('qom-get', { path: '/machine', property: 'type' }, { timeoutMs: 5 }));
    compiled((qmp) => qmp.execute('balloon', { value: 2n ** 40n }));
    // @ts-expect-error TS2554: nothing says what is to be read
    compiled((qmp) => qmp.execute('qom-get'));
    // @ts-expect-error TS2741: the property is missing
    compiled((qmp) => qmp.execute('qom-get', { path: '/machine' }));
    // @ts-expect-error TS2322: a path is a string
    compiled((qmp) => qmp.execute('qom-get', { path: 1, property: 'type' }));
    // @ts-expect-error TS2353: there is no such argument
    compiled((qmp) => qmp.execute('qom-get', { path: '/machine', property: 'type', index: 1 }));
  });

  it('may be left out where none is mandatory', () => {
    compiled((qmp) => qmp.execute('query-status'));
    compiled((qmp) => qmp.execute('query-status', undefined, { timeoutMs: 5 }));
    compiled((qmp) => qmp.execute('query-named-block-nodes'));
    compiled((qmp) => qmp.execute('query-named-block-nodes', { flat: true }));
    // @ts-expect-error TS2322: query-status takes none
    compiled((qmp) => qmp.execute('query-status', { flat: true }));
  });

  it('of a driver are those of that driver, however deep', () => {
    expectTypeOf<{
      driver: 'qcow2';
      file: { driver: 'file'; filename: string };
      backing: null;
    }>().toExtend<BlockdevAddArguments>();
    expectTypeOf<{ driver: 'file'; file: 'node0' }>().not.toExtend<BlockdevAddArguments>();
    expectTypeOf<{ driver: 'qcow2'; file: { driver: 'file' } }>().not.toExtend<BlockdevAddArguments>();
  });

  it('take an integer as a number or a bigint, however small it is', () => {
    compiled((qmp) => qmp.execute('migrate-set-parameters', { 'multifd-channels': 4n }));
    compiled((qmp) => qmp.execute('migrate-set-parameters', { 'multifd-channels': 4 }));
  });
});

describe('the properties', () => {
  it('of a device are any, beside those that all devices have', () => {
    compiled((qmp) =>
      qmp.execute('device_add', { driver: 'virtio-net-pci', id: 'n0', mac: '52:54:00:12:34:56', mq: true }),
    );
    // @ts-expect-error TS2741: the driver is missing
    compiled((qmp) => qmp.execute('device_add', { id: 'n0', mac: '52:54:00:12:34:56' }));
    // @ts-expect-error TS2322: an id is a string
    compiled((qmp) => qmp.execute('device_add', { driver: 'virtio-net-pci', id: 1 }));
  });

  it('of an object are those of its type', () => {
    const size = 2n ** 30n;
    compiled((qmp) =>
      qmp.execute('object-add', { 'qom-type': 'memory-backend-ram', id: 'm0', size, 'host-nodes': [0] }),
    );
    compiled((qmp) => qmp.execute('object-add', { 'qom-type': 'iothread', id: 'i0', 'poll-max-ns': 0 }));
    // @ts-expect-error TS2345: the size is missing
    compiled((qmp) => qmp.execute('object-add', { 'qom-type': 'memory-backend-ram', id: 'm0' }));
    compiled((qmp) =>
      // @ts-expect-error TS2353: there is no such property
      qmp.execute('object-add', { 'qom-type': 'memory-backend-ram', id: 'm0', size, sise: 1 }),
    );
  });

  it('of an object stand together in QEMU 5.2, whatever its type is', () => {
    compiled((qmp) =>
      qmp.execute('object-add', { 'qom-type': 'memory-backend-ram', id: 'm0', props: { size: 2 ** 30 } }),
    );
    compiled((qmp) => qmp.execute('object-add', { 'qom-type': 'of-old', id: 'o0', props: {} }));
  });

  it('of a network backend are those of its type', () => {
    compiled((qmp) => qmp.execute('netdev_add', { type: 'tap', id: 'n0', ifname: 'tap0', script: 'no' }));
    compiled((qmp) => qmp.execute('netdev_add', { type: 'user', id: 'n0', hostfwd: [{ str: 'tcp::1-:2' }] }));
    // @ts-expect-error TS2353: it is a property of another backend
    compiled((qmp) => qmp.execute('netdev_add', { type: 'user', id: 'n0', ifname: 'tap0' }));
  });
});

describe('a command that no version has', () => {
  it('does not compile, and has a way around', () => {
    // @ts-expect-error TS2345: it is spelt query-status
    compiled((qmp) => qmp.execute('query-state'));
    compiled((qmp) =>
      expectTypeOf(qmp.executeUntyped('query-state', { any: 'thing' })).toEqualTypeOf<Promise<unknown>>(),
    );
    compiled((qmp) => qmp.supports('query-state'));
  });
});
