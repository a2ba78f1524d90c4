import { describe, expect, it } from 'vitest';
import { createNdjson } from '../../../src/formats/ndjson/ndjson.js';
import { parseJson } from '../../../src/support/lossless-json.js';
import { AFTER, BEFORE } from '../moving-snapshot.js';
import { OWN_SNAPSHOT } from '../own-snapshot.js';
import { GUEST, guestSnapshot, RICH, snapshotOf } from '../rich-snapshot.js';
import { validatorOf } from '../validator.js';

const { print } = createNdjson();

describe('a line of ndjson', () => {
  it('is what the schema says', () => {
    const validate = validatorOf('snapshot');
    for (const snapshot of [BEFORE, AFTER, RICH, OWN_SNAPSHOT]) {
      validate(JSON.parse(print(snapshot)));
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  it('keeps integers beyond 2^53', () => {
    const text = print(BEFORE);
    expect(text).toContain('"stat-minor-faults":9223372036854775807');
    expect(parseJson(text)).toMatchObject({
      guests: [
        { qemu: { balloon: { report: { supplied: { 'stat-minor-faults': 9223372036854775807n } } } } },
      ],
    });
  });

  it('leaves out what is unknown, and says null of a display that the guest lacks', () => {
    const bare = { ...GUEST, display: null, balloon: undefined };
    const { guests } = JSON.parse(print(snapshotOf(guestSnapshot({ qemu: bare }))));
    expect(guests[0].qemu).toHaveProperty('display', null);
    expect(guests[0].qemu).not.toHaveProperty('balloon');
    expect(guests[0]).not.toHaveProperty('problem');
  });

  it('has the last good answer apart from the present one, with its age', () => {
    const [, held] = JSON.parse(print(AFTER)).guests;
    expect(held).not.toHaveProperty('guest');
    expect(held.lastGood).toMatchObject({ ageSeconds: 10.001, qemu: { runState: 'running' } });
  });

  it('has the used memory of the last report beside a verdict that it is not fresh', () => {
    const { memory } = guestSnapshot({});
    const stale = { ...memory, verdict: 'stale', usedBytes: undefined, lastUsedBytes: 5 } as const;
    const { guests } = JSON.parse(print(snapshotOf(guestSnapshot({ memory: stale }))));
    expect(guests[0].memory).toMatchObject({ verdict: 'stale', usedBytes: 5 });
    expect(guests[0].memory).not.toHaveProperty('lastUsedBytes');
  });

  it('is one line, whatever the names', () => {
    const text = print(snapshotOf(guestSnapshot({ name: 'a\nb\u2028c\u202ed\u0085' })));
    expect(text.indexOf('\n')).toBe(text.length - 1);
    expect(text).toContain('"name":"a\\nb\\u2028c\\u202ed\\u0085"');
  });
});
