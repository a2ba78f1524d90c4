import { DOMAIN_EVENT_NAMES } from '../../model/domain-event.js';
import { flag, option } from '../typed-option.js';
import { parseCount, parseDurationOption, wordOf } from '../usage.js';
import { LEASES } from './device-rows.js';
import { listEvents } from './list-events.js';
import { TABLE_OPTIONS, type Verb, verb } from './verb.js';

const agent = () => import('./agent-verbs.js');
const thread = () => import('./thread-verbs.js');
const tuning = () => import('./tuning-verbs.js');

/** The verbs for memory, processors, tuning, the screen, the guest agent and events, in the order of `--help`. */
export const GUEST_VERBS: readonly Verb[] = [
  verb({
    name: 'dommemstat',
    about: 'print the memory statistics of the guest, in KiB',
    options: {},
    load: async () => (await tuning()).dommemstat,
  }),
  verb({
    name: 'vcpuinfo',
    about: 'print the vCPUs, and on which CPUs of the host they run',
    options: { pretty: flag('--pretty', 'print lists of CPUs, such as 0-3') },
    load: async () => (await thread()).vcpuinfo,
  }),
  verb({
    name: 'vcpucount',
    about: 'print how many vCPUs the guest has',
    options: {
      maximum: flag('--maximum', 'print how many it can have'),
      active: flag('--active', 'print how many it has now').conflicts(['maximum']),
      live: flag('--live', 'of the running guest'),
      config: flag('--config', 'of its configuration, which a QEMU does not have').conflicts([
        'live',
        'guest',
      ]),
      current: flag('--current', 'the same as --live').conflicts(['live', 'config']),
      guest: flag('--guest', 'as the system in the guest counts them, by its agent'),
    },
    load: async () => (await thread()).vcpucount,
  }),
  verb({
    name: 'vcpupin',
    about: 'print on which CPUs of the host the vCPUs may run',
    words: ['[vcpu]'],
    options: TABLE_OPTIONS,
    load: async () => (await thread()).vcpupin,
  }),
  verb({
    name: 'emulatorpin',
    about: "print on which CPUs of the host QEMU's main thread may run",
    options: {},
    load: async () => (await thread()).emulatorpin,
  }),
  verb({
    name: 'iothreadinfo',
    about: 'print on which CPUs of the host the iothreads may run',
    options: TABLE_OPTIONS,
    load: async () => (await thread()).iothreadinfo,
  }),
  verb({
    name: 'schedinfo',
    about: 'print how the host divides its CPU time',
    options: {},
    load: async () => (await tuning()).schedinfo,
  }),
  verb({
    name: 'memtune',
    about: 'print the memory limits of its control group, in KiB',
    options: {},
    load: async () => (await tuning()).memtune,
  }),
  verb({
    name: 'numatune',
    about: 'print on which NUMA nodes of the host its memory may be',
    options: {},
    load: async () => (await tuning()).numatune,
  }),
  verb({
    name: 'perf',
    about: 'print which performance events can be counted',
    options: {},
    load: async () => (await tuning()).perf,
  }),
  verb({
    name: 'domdisplay',
    about: 'print where its screen is served',
    options: { all: flag('--all', 'print every address, and not only the first') },
    load: async () => (await import('./display-verbs.js')).domdisplay,
  }),
  verb({
    name: 'domfsinfo',
    about: 'print the file systems of the guest, by its agent',
    options: TABLE_OPTIONS,
    load: async () => (await agent()).domfsinfo,
  }),
  verb({
    name: 'guestinfo',
    about: 'print what the guest agent tells; without an option, all of it',
    options: {
      user: flag('--user', 'the users who are logged in'),
      os: flag('--os', 'the operating system'),
      timezone: flag('--timezone', 'the time zone'),
      hostname: flag('--hostname', 'the host name'),
      filesystem: flag('--filesystem', 'the mounted file systems'),
      disk: flag('--disk', 'the disks'),
      interface: flag('--interface', 'the network interfaces'),
      load: flag('--load', 'the load averages'),
    },
    load: async () => (await agent()).guestinfo,
  }),
  verb({
    name: 'guestvcpus',
    about: 'print the processors that the guest knows, by its agent',
    options: {},
    load: async () => (await agent()).guestvcpus,
  }),
  verb({
    name: 'domtime',
    about: "print the guest's clock, or set it, by its agent",
    options: {
      pretty: flag('--pretty', 'print date and time in UTC, and not seconds since 1970'),
      now: flag('--now', 'set it to the clock of the host'),
      sync: flag('--sync', "set it to the machine's hardware clock").conflicts(['now']),
      time: option('--time <seconds>', 'set it to this time, in seconds since 1970', {
        parse: parseCount,
      }).conflicts(['now', 'sync']),
    },
    controls: (_words, { now, sync, time }) => now === true || sync === true || time !== undefined,
    load: async () => (await agent()).domtime,
  }),
  verb({
    name: 'domhostname',
    about: 'print the host name of the guest',
    options: {
      source: option('--source <source>', 'who is asked: agent, or lease for a dnsmasq on this host', {
        parse: wordOf<'agent' | 'lease'>('source', ['agent', 'lease']),
        default: 'agent',
      }),
      leases: LEASES,
    },
    load: async () => (await agent()).domhostname,
  }),
  verb({
    name: 'get-user-sshkeys',
    about: 'print the keys that let a user log in by SSH, by the guest agent',
    words: ['<user>'],
    options: {},
    load: async () => (await agent()).getUserSshkeys,
  }),
  verb({
    name: 'event',
    about: 'print what happens to the guest, from now on',
    options: {
      event: option('--event <name>', 'wait for this event, such as lifecycle', {
        parse: wordOf('event', DOMAIN_EVENT_NAMES),
      }),
      all: flag('--all', 'wait for any event').conflicts(['event']),
      loop: flag('--loop', 'go on after the first event'),
      timeout: option('--timeout <duration>', 'end after this time, such as 500ms or 1h', {
        parse: parseDurationOption,
        shown: 'never',
      }),
      timestamp: flag('--timestamp', 'begin each line with its time'),
      list: flag('--list', 'print the names of the events').conflicts(['event', 'all']),
    },
    example: 'web --all --loop',
    withoutGuest: listEvents,
    load: async () => (await import('./event-verb.js')).event,
  }),
];
