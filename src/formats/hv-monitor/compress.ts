import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';

/** Follows the name of a record's file, for the file with the compressed form. */
export const COMPRESSED_SUFFIX = '.snmp';

/** Compresses a record as LibreNMS accepts it over SNMP: gzip in base64, on one line. */
export function compress(text: string): string {
  return gzipSync(text).toString('base64');
}

/** As {@link compress}, and meanwhile other work goes on. */
export async function compressAside(text: string): Promise<string> {
  return (await promisify(gzip)(text)).toString('base64');
}
