import { isAtLeast } from '../qapi/versions.js';
import type { Machine } from './machine.js';

/** A machine whose balloon is on virtio-mmio is a microvm; any other is a q35. */
export function isMicrovm({ balloonKind }: Machine): boolean {
  return balloonKind === 'mmio';
}

export const CPU_TYPE = 'qemu64-x86_64-cpu';

/** QEMU creates an interrupt controller, device[1], between the first vCPU and the second. */
export function cpuName(index: number): string {
  return `device[${index === 0 ? 0 : index + 1}]`;
}

/** The types of the devices that QEMU creates on a q35 board, by their names in /machine/unattached. */
export function boardDevices(machine: Machine): Map<string, string> {
  const [first, ...others] = machine.threadIds.map(() => CPU_TYPE);
  const types = [first ?? CPU_TYPE, 'kvmvapic', ...others, ...chipset(machine)];
  return new Map(types.map((type, index) => [`device[${index}]`, type]));
}

/** The QOM path of the empty CD drive. */
export function emptyDriveQdev(machine: Machine): string {
  const [name] = [...boardDevices(machine)].find(([, type]) => type === 'ide-cd') ?? ['device[0]'];
  return `/machine/unattached/${name}`;
}

/** A machine with the empty drive is one without -nodefaults: it also has a serial port, a parallel port and VGA. */
function chipset(machine: Machine): string[] {
  const withDefaults = machine.emptyDrive;
  // Since 10.0 these two are children of the bridge.
  const inBridge = (...types: string[]) => (isAtLeast(machine.version, '10.0') ? [] : types);
  return [
    'ICH9-LPC',
    ...inBridge('i8257', 'i8257'),
    ...['isa-i8259', 'isa-i8259', 'hpet'],
    ...inBridge('mc146818rtc'),
    ...['isa-pit', 'isa-pcspk'],
    ...(withDefaults ? ['isa-serial', 'isa-parallel'] : []),
    ...['i8042', 'vmport', 'vmmouse', 'port92', 'ich9-ahci'],
    ...(withDefaults ? ['ide-cd'] : []),
    'ICH9-SMB',
    ...Array.from({ length: 8 }, () => 'smbus-eeprom'),
    ...(withDefaults ? ['VGA'] : []),
  ];
}
