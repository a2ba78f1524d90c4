/**
 * A value on the wire as QEMU keeps it: an integer is a bigint (int64, else uint64), everything else with a
 * digit in it is a double. Code may hand plain numbers to the writer; a member that is undefined is left out.
 */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
