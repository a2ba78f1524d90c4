/** A message that QEMU answers with a GenericError without an id. */
export class ParseError extends Error {
  constructor(reason: string) {
    super(`JSON parse error, ${reason}`);
  }
}
