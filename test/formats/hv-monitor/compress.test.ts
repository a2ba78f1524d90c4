import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compress } from '../../../src/formats/hv-monitor/compress.js';
import { golden } from '../golden.js';

/** How LibreNMS recognizes a compressed record. */
const LIBRENMS = /^[A-Za-z0-9/+\n]+=*\n*$/;

describe('compress', () => {
  it('makes one line that LibreNMS recognises and that unpacks to the record', () => {
    const record = golden('hv-monitor.json');
    const text = compress(record);
    expect(text).toMatch(LIBRENMS);
    expect(text).not.toContain('\n');
    expect(text.length).toBeLessThan(record.length / 3);
    expect(gunzipSync(Buffer.from(text, 'base64')).toString('utf8')).toBe(record);
  });

  it('gives back any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(compress(text)).toMatch(LIBRENMS);
        expect(gunzipSync(Buffer.from(compress(text), 'base64')).toString('utf8')).toBe(text);
      }),
    );
  });

  it('is nothing that a plain record could be taken for', () => {
    expect(golden('hv-monitor.json')).not.toMatch(LIBRENMS);
  });
});
