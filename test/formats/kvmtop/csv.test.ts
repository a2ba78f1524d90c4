import { describe, expect, it } from 'vitest';
import { createCsv } from '../../../src/formats/kvmtop/csv.js';
import { guestSnapshot, snapshotOf } from '../rich-snapshot.js';

const printer = createCsv({ groups: ['io'], verbose: false });

function rowOf(name: string): string {
  return printer.print(snapshotOf(guestSnapshot({ name, uuid: undefined, pid: 7 })));
}

describe('a row of CSV', () => {
  it('has a column for each name of the header', () => {
    expect(printer.header).toBe('time,name,uuid,pid,io_read_bytes,io_write_bytes\r\n');
    expect(rowOf('vm1')).toBe('2026-11-20T20:17:49.500Z,vm1,,7,,\r\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['a=1', 'a=1'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['\tx', '?x'],
    ['\r\nx', '??x'],
    ['é 日本 😀', 'é 日本 😀'],
    ['', ''],
  ])('holds the name %j', (name, cell) => {
    expect(rowOf(name)).toBe(`2026-11-20T20:17:49.500Z,${cell},,7,,\r\n`);
  });
});
