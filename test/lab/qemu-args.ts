import { join } from 'node:path';
import { encodeDisk } from './disks.js';
import type { GuestOptions, Nic } from './guest-options.js';
import { readTscKhz } from './host-tsc.js';
import type { Lab } from './packages.js';

/** The sockets and files of one guest, all in its own directory. */
export interface GuestPaths {
  readonly monitors: readonly string[];
  readonly control: string | undefined;
  readonly agent: string | undefined;
  readonly console: string;
  readonly orders: string;
}

/** A guess that boots on every host: a wrong one only makes the guest's seconds too long or too short. */
const FALLBACK_TSC_KHZ = 2_000_000;

/** A busy host starves the emulated timer interrupt, and Linux takes that for broken hardware and panics. */
const COMMON_WORDS = ['console=ttyS0', 'quiet', 'no_timer_check'];

export function guestPaths(directory: string, options: GuestOptions): GuestPaths {
  const path = (name: string): string => join(directory, name);
  return {
    monitors: Array.from({ length: options.monitors ?? 1 }, (_, number) => path(`qmp${number}.sock`)),
    control: options.control === false ? undefined : path('control.sock'),
    agent: options.agent === true ? path('agent.sock') : undefined,
    console: path('console.log'),
    orders: path('orders.sock'),
  };
}

/** Returns the command line of a guest, without the name of the program. */
export function encodeQemuArgs(lab: Lab, options: GuestOptions, paths: GuestPaths): readonly string[] {
  return [
    ...encodeMachine(options),
    ...encodeMonitors(options, paths),
    ...encodeSerialPorts(options, paths),
    ...encodeDevices(options, paths),
    ...(options.kernel === false ? [] : encodeKernel(lab, options)),
    ...(options.extraArgs ?? []),
  ];
}

function encodeMachine(options: GuestOptions): readonly string[] {
  const machine = isMicrovm(options) ? 'microvm,x-option-roms=off,isa-serial=on,rtc=on' : 'q35';
  const args = ['-nodefaults', '-no-user-config', '-display', 'none', '-machine', machine, '-accel', 'tcg'];
  args.push('-m', String(options.memoryMiB ?? 256), '-smp', String(options.cpus ?? 1));
  if (options.name !== undefined) args.push('-name', `guest=${options.name.replaceAll(',', ',,')}`);
  if (options.uuid !== undefined) args.push('-uuid', options.uuid);
  if (options.vnc === true) args.push('-vnc', '127.0.0.1:0,to=99');
  if (options.stopped === true) args.push('-S');
  return args;
}

function encodeMonitors(options: GuestOptions, paths: GuestPaths): readonly string[] {
  const monitor = (option: string, path: string): string[] => [option, `unix:${path},server=on,wait=off`];
  const product = paths.monitors.flatMap((path, number) =>
    monitor(options.pretty === true && number === 0 ? '-qmp-pretty' : '-qmp', path),
  );
  return paths.control === undefined ? product : [...product, ...monitor('-qmp', paths.control)];
}

/** microvm has one serial port only, but its ISA bus accepts another. */
function encodeSerialPorts(options: GuestOptions, paths: GuestPaths): readonly string[] {
  const orders = `socket,id=orders,path=${paths.orders},server=on,wait=off`;
  const second = isMicrovm(options)
    ? ['-device', 'isa-serial,index=1,chardev=orders']
    : ['-serial', 'chardev:orders'];
  return ['-serial', `file:${paths.console}`, '-chardev', orders, ...second];
}

function encodeDevices(options: GuestOptions, paths: GuestPaths): readonly string[] {
  const type = (name: string): string => `virtio-${name}-${isMicrovm(options) ? 'device' : 'pci'}`;
  const args: string[] = [];
  if (options.balloon === 'anonymous') args.push('-device', type('balloon'));
  if ((options.balloon ?? 'device') === 'device') args.push('-device', `${type('balloon')},id=balloon0`);
  if (options.iothread === true) args.push('-object', 'iothread,id=iothread0');
  // A virtio-mmio disk cannot leave the main loop without KVM.
  const iothread = options.iothread === true && !isMicrovm(options) ? 'iothread0' : undefined;
  for (const [number, disk] of (options.disks ?? []).entries()) {
    args.push(...encodeDisk(disk, number, type('blk'), iothread));
  }
  for (const [number, nic] of (options.nics ?? []).entries())
    args.push(...encodeNic(nic, number, type('net')));
  if (paths.agent !== undefined) args.push(...encodeAgentPort(type('serial'), paths.agent));
  return args;
}

function encodeNic(nic: Nic, number: number, deviceType: string): readonly string[] {
  const id = `net${number}`;
  const backend =
    nic.kind === 'user' ? `user,id=${id}` : `tap,id=${id},ifname=${nic.ifname},script=no,downscript=no`;
  const mac = nic.mac === undefined ? '' : `,mac=${nic.mac}`;
  return ['-netdev', backend, '-device', `${deviceType},id=nic${number},netdev=${id}${mac}`];
}

function encodeAgentPort(deviceType: string, path: string): readonly string[] {
  const port = 'virtserialport,chardev=agent,name=org.qemu.guest_agent.0';
  return [
    '-device',
    deviceType,
    '-chardev',
    `socket,id=agent,path=${path},server=on,wait=off`,
    '-device',
    port,
  ];
}

function encodeKernel(lab: Lab, options: GuestOptions): readonly string[] {
  const words = [...COMMON_WORDS, ...(isMicrovm(options) ? microvmWords() : [])];
  if (options.driver === false) words.push('nomod=virtio_balloon');
  for (const [number, nic] of (options.nics ?? []).entries()) {
    const address = nic.address ?? (nic.kind === 'user' && number === 0 ? '10.0.2.15/24' : undefined);
    if (address !== undefined) words.push(`${number === 0 ? 'ip4' : `ip4_${number}`}=${address}`);
  }
  words.push(...(options.kernelWords ?? []));
  return ['-kernel', lab.kernel, '-initrd', lab.initramfs, '-append', words.join(' ')];
}

/**
 * microvm under TCG has no timer to calibrate the clock of Linux with: without these options half of the boots hang.
 * A delay loop then counts the clock too, 250 ticks a second.
 */
function microvmWords(): readonly string[] {
  const khz = readTscKhz() ?? FALLBACK_TSC_KHZ;
  return [`tsc_early_khz=${khz}`, `lpj=${khz * 4}`];
}

function isMicrovm(options: GuestOptions): boolean {
  return options.machine === 'microvm';
}
