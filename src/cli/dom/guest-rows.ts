import { DOMAIN_EVENT_NAMES } from '../../model/domain-event.js';
import { flag, option } from '../typed-option.js';
import { parseCount, parseDurationOption, wordOf } from '../usage.js';
import { LEASES } from './device-rows.js';
import { listEvents } from './list-events.js';
import { MEMORY_VERBS } from './memory-rows.js';
import { PROCESSOR_VERBS } from './processor-rows.js';
import { TABLE_OPTIONS, type Verb, verb } from './verb.js';

const agent = () => import('./agent-verbs.js');

/** The verbs for memory, processors, tuning, the screen, the guest agent and events, in the order of `--help`. */
export const GUEST_VERBS: readonly Verb[] = [
  ...MEMORY_VERBS,
  ...PROCESSOR_VERBS,
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
