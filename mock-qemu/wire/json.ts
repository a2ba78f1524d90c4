/**
 * A value on the wire as QEMU represents it: an integer is a bigint (int64, else uint64), any other number a double.
 * The writer also accepts plain numbers, and leaves out a member that is undefined.
 */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;

/** An object on the wire; a member that is undefined is not written. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
