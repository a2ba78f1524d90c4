import { crc32 } from 'node:zlib';

/** Before each text: its length in bytes and its CRC-32, both 32 bits, big-endian. */
export const PREFIX_BYTES = 8;

/** Encodes a text as it is stored in a spool. */
export function encodeRecord(text: Buffer): Buffer {
  const record = Buffer.allocUnsafe(PREFIX_BYTES + text.length);
  record.writeUInt32BE(text.length, 0);
  record.writeUInt32BE(crc32(text), 4);
  text.copy(record, PREFIX_BYTES);
  return record;
}

/** Texts that were read from a spool. */
export interface Records {
  readonly texts: readonly Buffer[];
  /** After the last whole record: what follows was torn by a crash, or was not read. */
  readonly end: number;
}

/** Parses records up to the first that is not whole. */
export function parseRecords(bytes: Buffer): Records {
  const texts: Buffer[] = [];
  let end = 0;
  for (let text = recordAt(bytes, 0); text; text = recordAt(bytes, end)) {
    texts.push(text);
    end += PREFIX_BYTES + text.length;
  }
  return { texts, end };
}

/** A length of 0 is not a record: empty texts are never written, and a write torn by a power cut may leave zeros. */
function recordAt(bytes: Buffer, offset: number): Buffer | undefined {
  if (offset + PREFIX_BYTES > bytes.length) return undefined;
  const length = bytes.readUInt32BE(offset);
  const start = offset + PREFIX_BYTES;
  if (length === 0 || start + length > bytes.length) return undefined;
  const text = bytes.subarray(start, start + length);
  return crc32(text) === bytes.readUInt32BE(offset + 4) ? text : undefined;
}
