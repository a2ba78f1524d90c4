import { describe, it } from 'vitest';
import { execute, expectSame, type Step } from '../beside-real-qemu.js';
import { skipsRealQemu } from '../real-qemu.js';

describe.skipIf(skipsRealQemu)('beside a real QEMU, the mock', () => {
  it('migrates without a destination with the same events and states', () => {
    return compare(
      execute('query-migrate'),
      execute('query-migrate-capabilities'),
      capability('events', true),
      execute('cont'),
      { ...migrate('exec:cat >/dev/null'), until: '"completed"' },
      SETTLED,
      migrate('exec:cat >/dev/null'),
      execute('migrate_cancel'),
      execute('cont'),
      execute('query-status'),
    );
  });

  it('migrates a machine that is not running', () => {
    return compare(
      capability('events', true),
      { ...migrate('exec:cat >/dev/null'), until: '"completed"' },
      SETTLED,
    );
  });

  it('can be cancelled under way', () => {
    return compare(
      capability('events', true),
      execute('migrate-set-parameters', { 'max-bandwidth': 4096 }),
      execute('cont'),
      { ...migrate('exec:cat >/dev/null'), until: '"active"' },
      migrate('exec:cat >/dev/null'),
      capability('events', true),
      execute('query-status'),
      { ...execute('migrate_cancel'), until: '"cancelled"' },
      execute('query-migrate'),
      execute('query-status'),
    );
  });

  it('refuses addresses and parameters in the same words', () => {
    return compare(
      migrate('nonsense'),
      execute('query-migrate'),
      ...Object.entries(OUT_OF_RANGE).map(([name, value]) =>
        execute('migrate-set-parameters', { [name]: value }),
      ),
      execute('query-migrate-parameters'),
    );
  });
});

/** QEMU says completed a moment before it is done, and dies of commands in between. */
const SETTLED = { ...execute('query-status'), again: '"postmigrate"' };

const OUT_OF_RANGE = {
  'downtime-limit': 2_000_001,
  'max-cpu-throttle': 0,
  'cpu-throttle-initial': 0,
  'cpu-throttle-increment': 100,
  'throttle-trigger-threshold': 101,
  'multifd-channels': 0,
  'announce-max': 200_000,
};

function compare(...steps: Step[]): Promise<void> {
  const options = {
    status: 'prelaunch',
    memoryBytes: 64 * 1024 * 1024,
    balloon: 'none',
    migration: { durationMs: 50 },
  } as const;
  const slow = steps.some(({ request }) => JSON.stringify(request)?.includes('max-bandwidth'));
  const { migration: _, ...byBandwidth } = options;
  return expectSame(['-machine', 'q35', '-m', '64'], slow ? byBandwidth : options, steps, inAnyOrder);
}

/**
 * The migration has a thread of its own in QEMU: its events come before the answer or after it, and a busy machine takes
 * more passes.
 */
function inAnyOrder(text: string): string {
  const isLaterPass = (line: string) => /"MIGRATION_PASS", "data": \{"pass": (?!1\})/.test(line);
  const lines = text.split('\r\n').filter((line) => !isLaterPass(line));
  return lines.sort().join('\n');
}

function migrate(uri: string): Step {
  return execute('migrate', { uri });
}

function capability(name: string, state: boolean): Step {
  return execute('migrate-set-capabilities', { capabilities: [{ capability: name, state }] });
}
