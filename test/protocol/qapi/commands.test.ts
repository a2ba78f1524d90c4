import { describe, expectTypeOf, it } from 'vitest';
import type { QemuCommands } from '../../../src/protocol/qapi/commands.js';
import type { BlockdevAddArguments, Integer } from '../../../src/protocol/qapi/types.js';
import type { QmpClient } from '../../../src/qemu/qmp-client.js';

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
          if (device.type === 'dimm') expectTypeOf(device.data.slot).toEqualTypeOf<Integer>();
          // @ts-expect-error TS2339: only a virtio-mem device has it
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
    // @ts-expect-error TS2345: the property is missing
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
