import { gzipSync } from 'node:zlib';

/** The record as LibreNMS takes it over SNMP: gzip in base64, on one line. */
export function compress(text: string): string {
  return gzipSync(text).toString('base64');
}
