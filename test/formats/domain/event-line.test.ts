import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeEventLine } from '../../../src/formats/domain/event-line.js';
import { domainEventOf } from '../../../src/model/domain-event.js';
import { unicodeText } from '../../unicode-text.js';

const AT = 1_795_977_113.5;

it.each([
  ['STOP', {}, "event 'lifecycle' for domain 'web': Suspended Paused\n"],
  ['RESET', {}, "event 'reboot' for domain 'web'\n"],
  ['BALLOON_CHANGE', { actual: 2 ** 28 }, "event 'balloon-change' for domain 'web': 262144KiB\n"],
  ['NIC_RX_FILTER_CHANGED', {}, "event 'NIC_RX_FILTER_CHANGED' for domain 'web'\n"],
])('prints %s', (name, data, line) => {
  expect(encodeEventLine('web', domainEventOf(name, data, AT))).toBe(line);
});

it('begins with the time in UTC', () => {
  const stopped = domainEventOf('STOP', {}, AT);
  expect(encodeEventLine('web', stopped, { timestamp: true })).toBe(
    "2026-11-29 18:31:53.500+0000: event 'lifecycle' for domain 'web': Suspended Paused\n",
  );
});

it('is one line of text whatever the guest sends, and whenever', () => {
  fc.assert(
    fc.property(unicodeText(), unicodeText(), fc.double({ noNaN: true }), (guest, detail, atSeconds) => {
      const happened = { ...domainEventOf('STOP', {}, 0), detail, atSeconds };
      const line = encodeEventLine(guest, happened, { timestamp: true });
      expect(line).toMatch(
        /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\+0000: event 'lifecycle' for domain '.*\n$/,
      );
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      expect(line.length).toBeLessThan(3000);
    }),
  );
});
