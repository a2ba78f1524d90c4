export type QmpErrorClass =
  | 'GenericError'
  | 'CommandNotFound'
  | 'DeviceNotActive'
  | 'DeviceNotFound'
  | 'KVMMissingCap';

/** What a command answers instead of `return`; the message goes to the client as `desc`. */
export class QmpError extends Error {
  readonly class: QmpErrorClass;

  constructor(message: string, errorClass: QmpErrorClass = 'GenericError') {
    super(message);
    this.class = errorClass;
  }
}
