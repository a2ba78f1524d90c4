import { type OptionValue, parseOptionValue } from './option-list.js';

/** An option of a QEMU. */
export interface QemuOption {
  /** Without its dashes; in a file the group, e.g. `chardev`. */
  readonly name: string;
  /** As on the command line; empty for a switch, and in a file. */
  readonly text: string;
  /** Its parts, in a file, where they are separate lines. */
  readonly values?: OptionValue;
}

/** Options without a value (qemu-options.def); any other option takes the next argument. */
const SWITCHES = new Set(
  `h help version snapshot full-screen nographic portrait sdl no-frame curses alt-grab ctrl-grab no-quit win2k-hack
  no-fd-bootchk no-acpi no-hpet no-kvm enable-kvm no-kvm-irqchip no-kvm-pit no-kvm-pit-reinjection tdf localtime
  no-reboot no-shutdown daemonize nodefaults no-user-config nodefconfig only-migratable mem-prealloc singlestep usb
  xen-attach xen-create xen-domid-restrict semihosting old-param preconfig enable-fips enable-sync-profile
  async-teardown audio-help perfmap jitdump show-cursor rtc-td-hack g3 S s`.split(/\s+/),
);

/** Splits the arguments of a QEMU into its options. */
export function splitOptions(args: readonly string[]): readonly QemuOption[] {
  const options: QemuOption[] = [];
  for (let at = 0; at < args.length; at++) {
    const name = /^--?(.+)$/s.exec(args[at] ?? '')?.[1];
    if (name === undefined) continue; // the image of the first disk may come without an option
    options.push({ name, text: SWITCHES.has(name) ? '' : (args[++at] ?? '') });
  }
  return options;
}

/** The parts of an option's value. @param impliedKey see {@link parseOptionValue} */
export function valuesOf({ text, values }: QemuOption, impliedKey: string): OptionValue {
  return values ?? parseOptionValue(text, impliedKey);
}
