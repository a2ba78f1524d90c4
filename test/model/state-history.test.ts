import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberState } from '../../src/model/state-and-reason.js';
import { type Happening, shutoffFromHistory, stateFromHistory } from '../../src/model/state-history.js';

/** `STOP`, or `MIGRATION active`, or `SHUTDOWN guest-shutdown`. */
function happened(...names: readonly string[]): readonly Happening[] {
  return names.map((text) => {
    const [name = '', word] = text.split(' ');
    return word === undefined ? { name } : { name, data: { status: word, reason: word } };
  });
}

describe('why a guest runs', () => {
  it.each<readonly [string, readonly string[]]>([
    ['unknown', []],
    ['unknown', ['RESET']],
    ['booted', ['RESUME']],
    ['unpaused', ['STOP', 'RESUME']],
    ['unpaused', ['STOP', 'RESUME', 'RESET']],
    ['unpaused', ['STOP', 'DUMP_COMPLETED', 'RESUME']],
    ['unpaused', ['RESUME', 'snapshot-load', 'RESUME', 'STOP', 'RESUME']],
    ['wakeup', ['SUSPEND', 'WAKEUP']],
    ['from-snapshot', ['snapshot-load', 'STOP', 'RESUME']],
    ['migrated', ['MIGRATION setup', 'MIGRATION active', 'RESUME', 'MIGRATION completed']],
    ['migration-canceled', ['MIGRATION active', 'STOP', 'MIGRATION cancelled', 'RESUME']],
    ['migration-canceled', ['MIGRATION active', 'STOP', 'MIGRATION failed', 'RESUME']],
    ['migration-canceled', ['migrate_cancel', 'STOP', 'RESUME']],
    ['postcopy', ['MIGRATION active', 'MIGRATION postcopy-active', 'RESUME']],
    ['migrated', ['MIGRATION postcopy-active', 'RESUME', 'MIGRATION completed']],
    ['postcopy-failed', ['MIGRATION postcopy-active', 'RESUME', 'MIGRATION postcopy-paused']],
    ['crashed', ['GUEST_PANICKED', 'STOP', 'RESUME']],
  ])('%s after %j', (reason, names) => {
    expect(stateFromHistory({ runState: 'running' }, happened(...names))).toEqual(['running', reason]);
  });
});

describe('why a guest does not run', () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    ['paused', 'paused', 'user', []],
    ['paused', 'paused', 'user', ['RESUME', 'stop', 'STOP']],
    ['paused', 'paused', 'unknown', ['RESUME', 'STOP']],
    ['paused', 'paused', 'unknown', ['stop', 'STOP', 'RESUME', 'STOP']],
    ['paused', 'paused', 'snapshot', ['snapshot-save', 'STOP']],
    ['paused', 'paused', 'from-snapshot', ['snapshot-load', 'STOP']],
    ['shutdown', 'shutdown', 'unknown', ['SHUTDOWN guest-shutdown', 'STOP']],
    ['shutdown', 'shutdown', 'user', ['system_powerdown', 'POWERDOWN', 'SHUTDOWN guest-shutdown']],
    ['guest-panicked', 'crashed', 'panicked', ['GUEST_PANICKED', 'STOP']],
    ['guest-panicked', 'paused', 'crashed', ['STOP', 'GUEST_PANICKED']],
    ['guest-panicked', 'crashed', 'panicked', ['STOP', 'RESUME', 'GUEST_PANICKED']],
    ['io-error', 'paused', 'ioerror', ['BLOCK_IO_ERROR', 'STOP']],
    ['postmigrate', 'paused', 'migration', ['MIGRATION active', 'STOP', 'MIGRATION completed']],
  ])('%s is %s, %s after %j', (runState, state, reason, names) => {
    expect(stateFromHistory({ runState }, happened(...names))).toEqual([state, reason]);
  });
});

describe('why a QEMU has ended', () => {
  it.each<readonly [string, readonly string[]]>([
    ['unknown', []],
    ['crashed', ['RESUME']],
    ['shutdown', ['RESUME', 'SHUTDOWN guest-shutdown']],
    ['destroyed', ['RESUME', 'SHUTDOWN host-qmp-quit']],
    ['destroyed', ['SHUTDOWN host-signal']],
    ['failed', ['SHUTDOWN host-error']],
    ['crashed', ['SHUTDOWN guest-panic']],
    ['migrated', ['RESUME', 'STOP', 'MIGRATION completed', 'SHUTDOWN host-qmp-quit']],
    ['destroyed', ['RESUME', 'STOP', 'MIGRATION completed', 'RESUME', 'SHUTDOWN host-qmp-quit']],
    ['destroyed', ['MIGRATION active', 'RESUME', 'MIGRATION completed', 'SHUTDOWN host-qmp-quit']],
  ])('%s after %j', (reason, names) => {
    expect(shutoffFromHistory(happened(...names))).toEqual(['shutoff', reason]);
  });
});

describe('a history', () => {
  it('may be anything: the state has a number', () => {
    const words = fc.constantFrom('STOP', 'RESUME', 'WAKEUP', 'MIGRATION', 'GUEST_PANICKED', 'snapshot-load');
    const happening = fc.record({ name: words, data: fc.dictionary(fc.constant('status'), fc.anything()) });
    const runState = fc.constantFrom('running', 'paused', 'shutdown', 'guest-panicked', 'other');
    fc.assert(
      fc.property(runState, fc.array(happening), (now, history) => {
        const { stateNumber, reasonNumber } = numberState(stateFromHistory({ runState: now }, history));
        expect(stateNumber).toBeGreaterThan(0);
        expect(reasonNumber).toBeGreaterThanOrEqual(0);
        expect(shutoffFromHistory(history)[0]).toBe('shutoff');
      }),
    );
  });
});
