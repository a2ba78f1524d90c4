import type { Declare } from '../declare.js';
import { addHelpSections, INTERRUPTED, INVALID } from '../help-sections.js';
import { DIRECT, guestsArgument, JSON_OUTPUT, SOCKET, TIMEOUT } from '../shared-options.js';
import { addOptions, flag, type OptionsOf } from '../typed-option.js';

const OPTIONS = {
  state: flag('--state', 'print the state'),
  cpuTotal: flag('--cpu-total', 'print the CPU time of the process'),
  balloon: flag('--balloon', 'print memory: the balloon, and what the guest reports'),
  vcpu: flag('--vcpu', 'print the vCPUs'),
  interface: flag('--interface', 'print the network cards'),
  block: flag('--block', 'print the disks'),
  perf: flag('--perf', 'accepted, prints nothing: no event counts without libvirt'),
  iothread: flag('--iothread', 'print the iothreads'),
  memory: flag('--memory', 'accepted, prints nothing: the kernel monitors no bandwidth without libvirt'),
  dirtyrate: flag('--dirtyrate', 'print how fast the guest writes to its memory, as last measured'),
  vm: flag('--vm', 'accepted, prints nothing: figures of KVM itself are not read'),
  listActive: flag('--list-active', 'accepted: a QEMU that runs is active'),
  listInactive: flag('--list-inactive', 'no guests: without libvirt there is none that does not run'),
  listPersistent: flag('--list-persistent', 'refused: dom dominfo prints it of one guest'),
  listTransient: flag('--list-transient', 'refused likewise'),
  listRunning: flag('--list-running', 'only guests that run'),
  listPaused: flag('--list-paused', 'only guests that are paused'),
  listShutoff: flag('--list-shutoff', 'accepted: a QEMU that runs is never shut off'),
  listOther: flag('--list-other', 'only guests in any other state'),
  backing: flag('--backing', 'print also the images below the topmost one of each disk'),
  libvirt: flag('--libvirt', 'print the zeros that libvirt prints for what is unknown'),
  enforce: flag('--enforce', 'fail when a group is asked for that prints nothing here'),
  raw: flag('--raw', 'accepted: the figures are raw'),
  nowait: flag(
    '--nowait',
    'accepted: a guest that does not answer is never waited for longer than --timeout',
  ),
  json: JSON_OUTPUT,
  socket: SOCKET,
  timeout: TIMEOUT,
  direct: DIRECT,
};

export type DomstatsOptions = OptionsOf<typeof OPTIONS>;

type Args = [guests: readonly string[], options: DomstatsOptions];

export const declareDomstats: Declare<Args> = (program, action) => {
  const command = program
    .command('domstats')
    .description('print the figures of guests as `virsh domstats` does: its names, units and order')
    .addArgument(guestsArgument());
  addOptions(command, OPTIONS);
  addHelpSections(command, {
    examples: {
      'qgauge domstats': 'print all figures of every guest of this host',
      'qgauge domstats --block --backing web': 'print the disks of one guest, with their backing files',
      'qgauge domstats --libvirt': 'print what a script expects that was written for libvirt',
    },
    exitStatus: {
      0: 'a guest answered, or there is none',
      1: 'no guest answered, or one that is named does not exist',
      ...INVALID,
      ...INTERRUPTED,
    },
  });
  command.action((guests: string[], options: DomstatsOptions) => action(guests, options));
};
