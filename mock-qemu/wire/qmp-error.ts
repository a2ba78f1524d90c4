/** The error classes of QEMU. */
export type QmpErrorClass =
  | 'GenericError'
  | 'CommandNotFound'
  | 'DeviceNotActive'
  | 'DeviceNotFound'
  | 'KVMMissingCap';

/** An error reply of a command; its message becomes `desc`. */
export class QmpError extends Error {
  readonly class: QmpErrorClass;

  constructor(message: string, errorClass: QmpErrorClass = 'GenericError') {
    super(message);
    this.class = errorClass;
  }
}
