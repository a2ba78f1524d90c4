import type { NamedTarget } from '../discover/list-targets.js';
import { Control, type ControlReach } from './control/control.js';
import type { CallOptions } from './control/control-options.js';
import { DomainReads } from './domain-reads.js';
import { type DomainOptions, type OpenedGuest, openGuest } from './open-guest.js';
import { reset } from './power/reset.js';
import { resume } from './power/resume.js';
import { suspend } from './power/suspend.js';

/**
 * One guest, as libvirt's Domain has it: what its QEMU, Linux and the guest agent report, on demand, and what changes it, where
 * it was opened with `control`.
 *
 * It holds a monitor of QEMU until it is disposed of, which serves nobody else meanwhile. Where the connection is lost, the
 * next method connects again.
 *
 * A method that changes something resolves when the change is seen, not when QEMU has accepted the command. It has a deadline;
 * the methods of one guest take turns. One that fails before its first step rejects as what it found says; later, with a
 * {@link ControlError}, which says what was changed.
 */
export class Domain extends DomainReads {
  readonly #reach: ControlReach;

  /**
   * Finds a guest, and connects to its first free monitor.
   *
   * @param guest its name, UUID or pid, or the address of its monitor
   * @throws {NoSuchGuestError} when there is none
   * @throws {AddressError} when the text is like an address, and not a valid one
   * @throws {MonitorError} when no monitor could be used, unless `mayBeSilent` is set
   */
  static async open(guest: string | NamedTarget, options: DomainOptions = {}): Promise<Domain> {
    return new Domain(await openGuest(guest, options), options);
  }

  private constructor(opened: OpenedGuest, { control = false }: DomainOptions) {
    super(opened);
    const { reach, connection, who } = opened;
    const guest = { ...reach, uuid: who.uuid, client: () => connection.client() };
    const options = typeof control === 'object' ? control : {};
    this.#reach = { ...reach, control: new Control(guest, control === false ? undefined : options) };
  }

  // Power.

  /** @see {@link suspend} */
  suspend(options?: CallOptions) {
    return suspend(this.#reach, options);
  }

  /** @see {@link resume} */
  resume(options?: CallOptions & { readonly force?: boolean | undefined }) {
    return resume(this.#reach, options);
  }

  /** @see {@link reset} */
  reset(options?: CallOptions) {
    return reset(this.#reach, options);
  }
}
