import { describe, expect, it } from 'vitest';
import { Outlets } from '../../../src/cli/stream/outlets.js';
import type { SinkConfig } from '../../../src/config/config.js';
import type { Snapshot } from '../../../src/model/snapshot.js';

const SNAPSHOT: Snapshot = { takenAtSeconds: 0, host: { memoryBytes: undefined }, guests: [], warnings: [] };

function sinkTo(target: string, spool?: string): SinkConfig {
  return {
    printer: 'ndjson',
    metrics: undefined,
    verbose: false,
    netdev: undefined,
    storedev: undefined,
    output: 'tcp',
    target,
    spool: spool === undefined ? undefined : { directory: spool, limitBytes: undefined },
  };
}

/** Outlets whose sinks write down what happens to them; those to `nowhere` cannot be opened. */
function watchedOutlets() {
  const log: string[] = [];
  const outlets = new Outlets(async ({ target = '' }) => {
    if (target === 'nowhere') throw new Error('no such place');
    log.push(`open ${target}`);
    return {
      write: () => log.push(`write ${target}`),
      reopen: () => log.push(`reopen ${target}`),
      close: async () => void log.push(`close ${target}`),
      droppedBytes: 1,
      droppedTexts: 0,
      writtenBytes: 0,
      spooledBytes: 0,
      isConnected: true,
    };
  });
  return { outlets, taken: () => log.splice(0) };
}

describe('the outlets of a stream', () => {
  it('print each snapshot to each sink, and know what was dropped', async () => {
    const { outlets, taken } = watchedOutlets();
    await outlets.change([sinkTo('a'), sinkTo('b')]);
    outlets.print(SNAPSHOT);
    expect(taken()).toEqual(['open a', 'open b', 'write a', 'write b']);
    expect(outlets.droppedBytes).toBe(2);
    await outlets.close();
    expect(taken()).toEqual(['close a', 'close b']);
  });

  it('keep the sinks that stay, and open the new ones before the old ones are closed', async () => {
    const { outlets, taken } = watchedOutlets();
    await outlets.change([sinkTo('a'), sinkTo('b')]);
    taken();
    await outlets.change([sinkTo('b'), sinkTo('c')]);
    outlets.print(SNAPSHOT);
    expect(taken()).toEqual(['open c', 'close a', 'write b', 'write c']);
  });

  it('close a sink first whose spool another one needs', async () => {
    const { outlets, taken } = watchedOutlets();
    await outlets.change([sinkTo('a', '/spool')]);
    taken();
    await outlets.change([sinkTo('b', '/spool')]);
    expect(taken()).toEqual(['close a', 'open b']);
  });

  it('stay as they were when one cannot be opened', async () => {
    const { outlets, taken } = watchedOutlets();
    await outlets.change([sinkTo('a', '/spool'), sinkTo('b')]);
    taken();
    const change = outlets.change([sinkTo('c', '/spool'), sinkTo('nowhere')]);
    await expect(change).rejects.toThrow('no such place');
    expect(taken()).toEqual(['close a', 'open c', 'close c', 'open a']);
    outlets.print(SNAPSHOT);
    expect(taken()).toEqual(['write b', 'write a']);
  });

  it('wait with what is new until the change before is done', async () => {
    const { outlets, taken } = watchedOutlets();
    await outlets.change([sinkTo('a', '/spool')]);
    await outlets.change([sinkTo('b')]);
    await outlets.change([sinkTo('c', '/spool')]);
    expect(taken()).toEqual(['open a', 'open b', 'close a', 'open c', 'close b']);
  });

  it('close what was still being opened when they were closed', async () => {
    const { outlets, taken } = watchedOutlets();
    const change = outlets.change([sinkTo('a')]);
    await outlets.close();
    await change;
    expect(taken()).toEqual(['open a', 'close a']);
  });
});
