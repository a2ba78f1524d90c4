/** A message that QEMU answers with GenericError and no id. */
export class ParseError extends Error {
  constructor(reason: string) {
    super(`JSON parse error, ${reason}`);
  }
}
