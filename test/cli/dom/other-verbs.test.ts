import { describe, expect, it } from 'vitest';
import { refuseOtherVerb } from '../../../src/cli/dom/other-verbs.js';
import { VERBS } from '../../../src/cli/dom/verbs.js';

describe('a verb of virsh that dom does not have', () => {
  it.each([
    ['list', "dom has no list: 'qgauge ls' lists the guests"],
    ['save', "dom has no save: 'qgauge qmp GUEST --control migrate' sends QEMU what changes a guest"],
    [
      'blockcopy',
      "dom has no blockcopy: 'qgauge qmp GUEST --control COMMAND' sends QEMU what changes a guest",
    ],
  ])('%s is refused with the way out', (verb, message) => {
    expect(() => refuseOtherVerb(verb)).toThrow(message);
  });

  it('is none that dom has, and no other word', () => {
    for (const verb of [...VERBS.map(({ name }) => name), 'help', 'toString', 'domifno', undefined])
      expect(() => refuseOtherVerb(verb)).not.toThrow();
  });
});
