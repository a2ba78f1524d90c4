import { inflateSync } from 'node:zlib';

/** The rows of a PNG without interlacing, each with the number of its filter in front. */
export function readPngRows(file: Buffer): readonly Buffer[] {
  const height = file.readUInt32BE(20);
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.subarray(at + 4, at + 8).toString('latin1');
    if (type === 'IDAT') data.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const pixels = inflateSync(Buffer.concat(data));
  const row = pixels.length / height;
  return Array.from({ length: height }, (_, number) => pixels.subarray(number * row, (number + 1) * row));
}
