/**
 * A command line that QEMU refuses, in QEMU's words and without the name of the program; or a part of one that the mock
 * cannot simulate, which its message says.
 */
export class QemuRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}
