import { CPU_TYPE } from '../../machine/board.js';
import type { NicOptions } from '../../machine/machine-options.js';
import { isAtLeast } from '../../qapi/versions.js';
import type { Json, JsonObject } from '../../wire/json.js';
import { type Hmp, type HmpCommand, lines, listOf, objectOf } from './hmp-command.js';
import { infoBlock, infoBlockstats } from './info-block.js';
import { infoSnapshots } from './info-snapshots.js';

/** The subcommands of `info`, with the help that QEMU 7.2 prints for each. */
export const INFO_COMMANDS: readonly HmpCommand[] = [
  { name: 'balloon', help: 'show balloon information', run: infoBalloon },
  {
    name: 'block',
    params: '[-n] [-v] [device]',
    help: 'show info of one block device or all block devices (-n: show named nodes; -v: show details)',
    takes: 1,
    run: infoBlock,
  },
  { name: 'blockstats', help: 'show block device statistics', run: infoBlockstats },
  { name: 'chardev', help: 'show the character devices', run: infoChardev },
  { name: 'cpus', help: 'show infos for each CPU', run: infoCpus },
  { name: 'iothreads', help: 'show iothreads', run: infoIothreads },
  { name: 'kvm', help: 'show KVM information', run: infoKvm },
  { name: 'memdev', help: 'show memory backends', run: infoMemdev },
  { name: 'memory-devices', help: 'show memory devices', run: () => '' },
  {
    name: 'memory_size_summary',
    help: 'show the amount of initially allocated and present hotpluggable (if enabled) memory in bytes.',
    run: infoMemorySizeSummary,
  },
  {
    name: 'name',
    help: 'show the current VM name',
    run: ({ ask }) => optionalLine(objectOf(ask('query-name')).name),
  },
  { name: 'network', help: 'show the network state', run: infoNetwork },
  { name: 'snapshots', help: 'show the currently saved VM snapshots', run: infoSnapshots },
  { name: 'status', help: 'show the current VM status (running|paused)', run: infoStatus },
  {
    name: 'uuid',
    help: 'show the current VM UUID',
    run: ({ ask }) => optionalLine(objectOf(ask('query-uuid')).UUID),
  },
  { name: 'version', help: 'show the version of QEMU', run: infoVersion },
];

function optionalLine(text: Json | undefined): string {
  return text === undefined ? '' : `${text}\n`;
}

function infoBalloon({ ask }: Hmp): string {
  return `balloon: actual=${Math.floor(Number(objectOf(ask('query-balloon')).actual) / 2 ** 20)}\n`;
}

function infoChardev({ ask }: Hmp): string {
  return lines(listOf(ask('query-chardev')).map(({ label, filename }) => `${label}: filename=${filename}`));
}

/** The star marks the CPU that `info registers` would show. */
function infoCpus({ ask, cpuIndex, machine }: Hmp): string {
  const model = isAtLeast(machine.version, '11.1') ? ` model=${CPU_TYPE.replace(/-x86_64-cpu$/, '')}` : '';
  return lines(
    listOf(ask('query-cpus-fast')).map(
      (cpu, index) =>
        `${index === cpuIndex ? '*' : ' '} CPU #${cpu['cpu-index']}: thread_id=${cpu['thread-id']}${model}`,
    ),
  );
}

function infoIothreads({ ask }: Hmp): string {
  const names = ['poll-max-ns', 'poll-grow', 'poll-shrink', 'poll-weight', 'aio-max-batch'];
  return lines(
    listOf(ask('query-iothreads')).flatMap((thread) => [
      `${thread.id}:`,
      `  thread_id=${thread['thread-id']}`,
      ...names.filter((name) => thread[name] !== undefined).map((name) => `  ${name}=${thread[name]}`),
    ]),
  );
}

function infoKvm({ ask }: Hmp): string {
  const { enabled, present } = objectOf(ask('query-kvm'));
  if (present !== true) return 'kvm support: not compiled\n';
  return `kvm support: ${enabled === true ? 'enabled' : 'disabled'}\n`;
}

function infoMemdev({ ask }: Hmp): string {
  const backends = listOf(ask('query-memdev')).flatMap(describeMemdev);
  return lines([...backends, '']);
}

function describeMemdev(memdev: JsonObject): string[] {
  const flags = ['size', 'merge', 'dump', 'prealloc', 'share', 'reserve', 'policy'];
  return [
    `memory backend: ${memdev.id}`,
    ...flags
      .filter((flag) => memdev[flag] !== undefined)
      .map((flag) => `  ${flag}:${flag === 'size' ? ' ' : ''} ${memdev[flag]}`),
    '  host nodes: ',
  ];
}

function infoMemorySizeSummary({ ask }: Hmp): string {
  const summary = objectOf(ask('query-memory-size-summary'));
  const plugged = summary['plugged-memory'];
  return lines([
    `base memory: ${summary['base-memory']}`,
    ...(plugged === undefined ? [] : [`plugged memory: ${plugged}`]),
  ]);
}

/** The ports of a hub, each with its card: the mock knows no more of a backend than its name. Then the other cards. */
function infoNetwork({ machine: { nics } }: Hmp): string {
  const onHub = nics.filter(({ netdev = '' }) => netdev !== '');
  const alone = nics.filter(({ netdev = '' }) => netdev === '');
  return lines([
    ...(onHub.length === 0 ? [] : ['hub 0']),
    ...onHub.map((nic) => ` \\ ${nic.netdev}: ${describeNic(nic)}`),
    ...alone.map(describeNic),
  ]);
}

function describeNic({ id, mac, model = 'virtio-net-pci' }: NicOptions): string {
  return `${id}: index=0,type=nic,model=${model},macaddr=${mac}`;
}

function infoStatus({ ask }: Hmp): string {
  const { running, status } = objectOf(ask('query-status'));
  if (running === true) return 'VM status: running\n';
  return `VM status: paused${status === 'paused' ? '' : ` (${status})`}\n`;
}

function infoVersion({ ask }: Hmp): string {
  const { qemu, package: build } = objectOf(ask('query-version'));
  const { major, minor, micro } = objectOf(qemu);
  return `${major}.${minor}.${micro}${build}\n`;
}
