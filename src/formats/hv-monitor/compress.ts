import { gzipSync } from 'node:zlib';

/** Compresses a record as LibreNMS accepts it over SNMP: gzip in base64, on one line. */
export function compress(text: string): string {
  return gzipSync(text).toString('base64');
}
