import type { Release } from './debian-qemu.js';

/** The projects of the matrix, and the release of Debian that has the QEMU of each; `undefined` for the one that is installed. */
export const PROJECTS: ReadonlyMap<string, Release | undefined> = new Map([
  ['installed', undefined],
  ['trixie', 'trixie'],
  ['sid', 'sid'],
]);

/** What runs on each QEMU. */
export const CORE: readonly string[] = [
  'test/matrix/compare-introspection.lab.test.ts',
  'test/poll/discovery.lab.test.ts',
  'test/discover/monitors.lab.test.ts',
  'test/discover/cards.lab.test.ts',
  'test/monitor/look.lab.test.ts',
  'test/poll/migration.lab.test.ts',
  'test/poll/truth-disks.lab.test.ts',
  'test/poll/truth-disk-names.lab.test.ts',
  'test/poll/truth-memory.lab.test.ts',
  'test/cli/collect/collect-guest.lab.test.ts',
  'test/cli/record/run.lab.test.ts',
  'test/cli/qom/run.lab.test.ts',
  'test/cli/balloon/doctor/run.lab.test.ts',
  'test/cli/balloon/watch/run.lab.test.ts',
  'test/balloon/run-check.lab.test.ts',
  'test/cli/guest-channel/guest-channel.lab.test.ts',
  'test/domain/interfaces.lab.test.ts',
  'test/domain/process.lab.test.ts',
  'test/domain/agent/agent.lab.test.ts',
  'test/cli/dom/every-verb.lab.test.ts',
  'test/protocol/qmp/harmless-questions.lab.test.ts',
  'test/protocol/qmp/secrets.lab.test.ts',
  'test/serve/lend/lend.lab.test.ts',
  'test/cli/serve/channel-weather.lab.test.ts',
  'test/domain/disks.lab.test.ts',
  'test/domain/jobs.lab.test.ts',
  'test/domain/guest-facts.lab.test.ts',
  'test/mock-qemu/differential/differential.real.test.ts',
  'test/mock-qemu/mock-qemu.real.test.ts',
  'test/mock-qemu/real-guest.lab.test.ts',
  'test/mock-qemu/machine/block.real.test.ts',
  'test/mock-qemu/machine/migration.real.test.ts',
  'test/mock-qemu/machine/run-states.real.test.ts',
  'test/mock-qemu/machine/snapshots.real.test.ts',
];
