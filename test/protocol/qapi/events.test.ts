import { describe, expectTypeOf, it } from 'vitest';
import type { QemuEvents } from '../../../src/protocol/qapi/events.js';
import type { Integer } from '../../../src/protocol/qapi/types.js';
import type { AnyEventOf } from '../../../src/protocol/qmp/event-map.js';
import type { QmpClient } from '../../../src/qemu/qmp-client.js';
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

  it('that no version has may be listened to, with any data', () => {
    compiled((qmp) => qmp.on('YET_UNKNOWN', ({ data }) => expectTypeOf(data).toEqualTypeOf<UnknownRecord>()));
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
