import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { guestPage, pageLines } from '../../../src/formats/top/guest-page.js';
import { topSourceOf } from '../../../src/formats/top/screens.js';
import type { GuestSnapshot, Snapshot } from '../../../src/model/snapshot.js';
import { lineText } from '../../../src/support/styled-text.js';
import { expectGolden } from '../golden.js';
import { AFTER } from '../moving-snapshot.js';
import { RICH } from '../rich-snapshot.js';
import { arbitraryEvents, arbitrarySnapshot } from './arbitrary-snapshot.js';
import { EVENTS, SICK } from './sick-snapshot.js';

const UNSAFE = /\p{Cc}|\p{Cs}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

function textOf(snapshot: Snapshot, name: string, width: number): string {
  const guest = guestOf(snapshot, name);
  const sparkline = (metric: string, columns: number) => `<${metric}>`.padEnd(columns, '~');
  const sections = guestPage(topSourceOf(snapshot, { events: EVENTS }), guest, { width, sparkline });
  return pageLines(sections, width)
    .map((line) => `${lineText(line)}\n`)
    .join('');
}

function guestOf({ guests }: Snapshot, name: string): GuestSnapshot {
  const guest = guests.find((one) => one.name === name);
  if (guest === undefined) throw new Error(`no guest ${name}`);
  return guest;
}

describe('the page of a guest', () => {
  it.each([80, 120])('is the golden text at %i columns', async (width) => {
    const pages = [
      textOf(AFTER, 'web1', width),
      textOf(SICK, 'busy', width),
      textOf(SICK, 'full', width),
      textOf(SICK, 'stopped', width),
      textOf(RICH, 'web1', width),
      textOf(RICH, 'db 1', width),
      textOf(AFTER, 'gone-1', width),
    ];
    await expectGolden(pages.join('\n'), `top-page-${width}.txt`);
  });

  it('fits any terminal, whatever the guest is called and has', () => {
    fc.assert(
      fc.property(
        arbitrarySnapshot,
        arbitraryEvents,
        fc.integer({ min: 15, max: 200 }),
        (snapshot, events, width) => {
          const source = topSourceOf(snapshot, { events });
          for (const guest of snapshot.guests) {
            for (const line of pageLines(guestPage(source, guest, { width }), width)) {
              expect(lineText(line)).not.toMatch(UNSAFE);
              expect(stringWidth(lineText(line))).toBeLessThanOrEqual(width);
            }
          }
        },
      ),
    );
  });

  it('leaves out what there is nothing of', () => {
    const titles = guestPage(topSourceOf(AFTER), guestOf(AFTER, 'gone-1'), { width: 80 }).map(
      ({ title }) => title,
    );
    expect(titles).toEqual(['gone-1', 'Finding']);
  });

  it('does without UTF-8 and without sparklines', () => {
    const sections = guestPage(topSourceOf(AFTER), guestOf(AFTER, 'web1'), { width: 80, isAscii: true });
    expect(pageLines(sections, 80).map(lineText).join('')).not.toMatch(/[█░▓]/u);
  });

  it('says what is wrong first, in the words of the problem or of the verdict', () => {
    const finding = (snapshot: Snapshot, name: string) => {
      const [, section] = guestPage(topSourceOf(snapshot), guestOf(snapshot, name), { width: 200 });
      return section?.lines.map((line) => line.map(({ text, emphasis }) => [text, emphasis]));
    };
    expect(finding(SICK, 'stopped')).toEqual([
      [
        ['problem    ', 'faint'],
        ['stopped: QEMU is stopped by SIGSTOP: kill -CONT 7 resumes it', 'bad'],
      ],
    ]);
    expect(finding(AFTER, 'web1')).toEqual([
      [
        ['verdict    ', 'faint'],
        ['ok', 'good'],
      ],
    ]);
  });
});
