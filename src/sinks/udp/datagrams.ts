/** What an IPv4 datagram can carry: 65535 bytes minus the headers of IP and UDP. */
export const MAX_DATAGRAM_BYTES = 65_507;

/** A text, divided. */
export interface Datagrams {
  readonly datagrams: readonly Buffer[];
  /** Lines that do not fit a datagram. */
  readonly tooLong: readonly Buffer[];
}

/** Divides a text into datagrams at the ends of lines: one if it fits, else as few as possible. */
export function splitDatagrams(text: Buffer, maxBytes = MAX_DATAGRAM_BYTES): Datagrams {
  const datagrams: Buffer[] = [];
  const tooLong: Buffer[] = [];
  let start = 0;
  while (start < text.length) {
    const end = endOfDatagram(text, start, maxBytes);
    (end - start > maxBytes ? tooLong : datagrams).push(text.subarray(start, end));
    start = end;
  }
  return { datagrams, tooLong };
}

/** After the last line that still fits, or after the first one if that does not. */
function endOfDatagram(text: Buffer, start: number, maxBytes: number): number {
  if (text.length - start <= maxBytes) return text.length;
  const lastNewline = text.subarray(start, start + maxBytes).lastIndexOf('\n');
  if (lastNewline >= 0) return start + lastNewline + 1;
  const newline = text.indexOf('\n', start);
  return newline < 0 ? text.length : newline + 1;
}
