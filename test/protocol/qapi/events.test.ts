import { describe, expectTypeOf, it } from 'vitest';
import type { QemuEvents } from '../../../src/protocol/qapi/events.js';
import type { Integer } from '../../../src/protocol/qapi/types.js';
import type { AnyEventOf } from '../../../src/protocol/qmp/event-map.js';
import type { GenericQmpClient } from '../../../src/protocol/qmp/generic-qmp-client.js';
import type { QmpClient } from '../../../src/protocol/qmp/qmp-client.js';
import type { UnknownRecord } from '../../../src/support/decode.js';

/** Compiled, and never called: what is tested here is what the compiler says. */
function compiled(_check: (qmp: QmpClient) => unknown): void {
  // Nothing runs.
}

describe('an event', () => {
  it('brings the data of its name', () => {
    compiled((qmp) =>
      qmp.on('BALLOON_CHANGE', ({ event, data }) => {
        expectTypeOf(event).toEqualTypeOf<'BALLOON_CHANGE'>();
        expectTypeOf(data.actual).toEqualTypeOf<Integer>();
        // @ts-expect-error TS2339: there is no such member
        return data.before;
      }),
    );
  });

  it('of several names brings the data of one of them', () => {
    compiled((qmp) => {
      for (const name of ['BALLOON_CHANGE', 'SHUTDOWN'] as const) {
        qmp.on(name, ({ event, data }) => {
          expectTypeOf(event).toEqualTypeOf<'BALLOON_CHANGE' | 'SHUTDOWN'>();
          expectTypeOf(data).toEqualTypeOf<QemuEvents['BALLOON_CHANGE'] | QemuEvents['SHUTDOWN']>();
        });
      }
    });
  });

  it('that no version has does not compile, and has a way around', () => {
    // @ts-expect-error TS2345: it is spelt BALLOON_CHANGE
    compiled((qmp) => qmp.on('BALOON_CHANGE', () => undefined));
    compiled((qmp) =>
      qmp.onUntyped('YET_UNKNOWN', ({ event, data }) => {
        expectTypeOf(event).toEqualTypeOf<string>();
        expectTypeOf(data).toEqualTypeOf<UnknownRecord>();
      }),
    );
  });

  it('of a client of no particular QEMU is any', () => {
    const check = (qmp: GenericQmpClient) =>
      qmp.on('ANY', ({ data }) => expectTypeOf(data).toEqualTypeOf<UnknownRecord>());
    expectTypeOf(check).toBeFunction();
  });

  it('of a stream is told apart by its name', () => {
    compiled(async (qmp) => {
      for await (const event of qmp.events()) {
        expectTypeOf(event).toEqualTypeOf<AnyEventOf<QemuEvents>>();
        if (event.event === 'SHUTDOWN') expectTypeOf(event.data.guest).toEqualTypeOf<boolean>();
        // @ts-expect-error TS2339: not every event has it
        event.data.guest;
      }
    });
  });
});
