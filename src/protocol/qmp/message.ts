import { asRecord, type UnknownRecord } from '../../support/decode.js';
import { parseJson, stringifyJson } from '../../support/lossless-json.js';

/** Writes a request as short as possible: QEMU reads its monitor byte by byte. */
export function encodeRequest(command: string, args: object | undefined, id: number): string {
  const withArguments = args === undefined ? '' : `,"arguments":${stringifyJson(args)}`;
  return `{"execute":${JSON.stringify(command)}${withArguments},"id":${id}}\n`;
}

/** Parses a frame; `undefined` when it is not a JSON object. */
export function parseMessage(frame: string): UnknownRecord | undefined {
  try {
    return asRecord(parseJson(frame));
  } catch {
    return undefined;
  }
}
