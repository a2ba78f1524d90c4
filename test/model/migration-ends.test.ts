import { expect, it } from 'vitest';
import { setMigrationEndsAside } from '../../src/model/migration-ends.js';
import { GUEST, guestSnapshot } from '../formats/rich-snapshot.js';

const UUID = '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486';

/** A guest in a run state; without one, it does not answer. */
function guest(name: string, runState: string | undefined, uuid = UUID) {
  return guestSnapshot({ name, uuid, qemu: runState === undefined ? undefined : { ...GUEST, runState } });
}

it.each([
  ['before it begins', ['running', false], ['inmigrate', true], ['web', 'web-incoming']],
  ['while it runs', ['running', false], ['inmigrate', true], ['web', 'web-incoming']],
  ['while its driver holds the monitor', ['running', false], [undefined, true], ['web', 'web-incoming']],
  ['at the end', ['finish-migrate', false], ['inmigrate', true], ['web', 'web-incoming']],
  ['between the ends', ['postmigrate', false], ['inmigrate', true], ['web', 'web-incoming']],
  ['afterwards', ['postmigrate', false], ['running', true], ['web-outgoing', 'web']],
  ['after a second one', ['postmigrate', true], ['running', true], ['web-outgoing', 'web']],
  ['of a paused guest, afterwards', ['postmigrate', false], ['paused', true], ['web-outgoing', 'web']],
  ['listed in the other order', ['inmigrate', true], ['running', false], ['web-incoming', 'web']],
] as const)('names the ends of a migration apart, %s', (_, [one, isIncoming], [other, isToo], names) => {
  const ends = setMigrationEndsAside([
    [guest('web', one), isIncoming],
    [guest('web', other), isToo],
  ]);
  expect(ends.map(({ name }) => name)).toEqual(names);
  expect(ends.map(({ name, migration }) => (migration ? `web-${migration}` : name))).toEqual(names);
});

it.each([
  ['of another name', guest('web', 'running'), guest('db', 'inmigrate')],
  ['with another UUID', guest('web', 'running'), guest('web', 'inmigrate', UUID.replace('0', '1'))],
  ['that has come from another host', guest('db', 'running'), guest('web', 'inmigrate')],
  ['that runs too', guest('web', 'running'), guest('web', 'running')],
])('leaves a guest alone %s', (_, one, other) => {
  expect(
    setMigrationEndsAside([
      [one, false],
      [other, true],
    ]),
  ).toEqual([one, other]);
});
