import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { table } from '../../../src/formats/domain/virsh-text.js';
import { unicodeText } from '../../unicode-text.js';

const HEADINGS = ['Target', 'Source', 'Size'];
const ROWS = [
  ['disk0', '/var/lib/libvirt/images/web-frontend.qcow2', 10_737_418_240],
  ['cd', undefined, undefined],
];

const linesOf = (width?: number) => table(HEADINGS, ROWS, { width }).trimEnd().split('\n');

describe('a table of virsh', () => {
  it('is as wide as its cells', () => {
    expect(linesOf()).toEqual([
      ' Target   Source                                       Size',
      '--------------------------------------------------------------------',
      ' disk0    /var/lib/libvirt/images/web-frontend.qcow2   10737418240',
      ' cd       -                                            -',
    ]);
  });

  it('has its widest text cut in the middle where a terminal is too narrow, and no figure', () => {
    expect(linesOf(50)).toEqual([
      ' Target   Source                       Size',
      '--------------------------------------------------',
      ' disk0    /var/lib/lib…rontend.qcow2   10737418240',
      ' cd       -                            -',
    ]);
    expect(linesOf(28)).toEqual([
      ' Ta…et   So…ce   Size',
      '----------------------------',
      ' disk0   /v…w2   10737418240',
      ' cd      -       -',
    ]);
  });

  it('cuts lines where nothing else can be cut', () => {
    expect(table(['A figure'], [[10 ** 15]], { width: 6 })).toBe(' A fi…\n------\n 1000…\n');
  });

  it('fits any terminal, whatever a guest calls its disks', () => {
    const cell = fc.oneof(unicodeText(), fc.nat());
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: 3 })),
        fc.integer({ min: 1, max: 90 }),
        (rows, width) => {
          const lines = table(HEADINGS, rows, { width }).split('\n').slice(0, -1);
          expect(lines).toHaveLength(rows.length + 2);
          for (const line of lines) {
            expect(stringWidth(line)).toBeLessThanOrEqual(width);
            expect(line).not.toMatch(/\p{Cc}|\p{Cs}/u);
          }
        },
      ),
    );
  });
});
