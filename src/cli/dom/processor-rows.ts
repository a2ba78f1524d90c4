import { append } from '../shared-options.js';
import { flag, option } from '../typed-option.js';
import { parseCount, UsageError } from '../usage.js';
import { LIVE_OPTIONS, setOrPrintVerb } from './set-or-print.js';
import { controlVerb, TABLE_OPTIONS, type Verb, verb } from './verb.js';
import { parseNumber, parseNumbers, wholeNumber } from './virsh-values.js';

const agent = () => import('./agent-verbs.js');
const thread = () => import('./thread-verbs.js');
const tuning = () => import('./tuning-verbs.js');
const processor = () => import('./set-processor-verbs.js');

const force = flag('--force', 'do it also where that may harm the guest');
const isList = (words: readonly string[]) => words.at(-1) !== undefined;
const pollOption = (name: string, about: string) =>
  option(`--${name} <number>`, about, { parse: wholeNumber('number') });

/** The verbs for processors, threads and their share of the host, in the order of `--help`. */
export const PROCESSOR_VERBS: readonly Verb[] = [
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
  controlVerb({
    name: 'setvcpus',
    about: 'set how many vCPUs the machine has',
    words: ['<count>'],
    options: {
      guest: flag('--guest', 'how many the system in the guest uses, by its agent'),
      ...LIVE_OPTIONS,
    },
    check: ([count = '']) => void parseCount(count),
    load: async () => (await processor()).setvcpus,
  }),
  controlVerb({
    name: 'setvcpu',
    about: 'plug in or unplug the vCPUs of these slots',
    words: ['<vcpulist>'],
    options: {
      enable: flag('--enable', 'plug them in'),
      disable: flag('--disable', 'unplug them').conflicts(['enable']),
      force,
      ...LIVE_OPTIONS,
    },
    example: 'web 2 --enable',
    check: ([list = ''], { enable, disable }) => {
      parseNumbers(list);
      if (!enable && !disable) throw new UsageError('setvcpu takes --enable or --disable');
    },
    load: async () => (await processor()).setvcpu,
  }),
  setOrPrintVerb({
    name: 'vcpupin',
    about: 'print or set on which CPUs of the host the vCPUs may run',
    words: ['[vcpu]', '[cpulist]'],
    options: { ...TABLE_OPTIONS, ...LIVE_OPTIONS },
    check: ([vcpu, cpus]) => {
      if (cpus === undefined) return;
      parseNumber('vCPU', vcpu ?? '');
      parseNumbers(cpus);
    },
    isSet: ([, cpus]) => cpus !== undefined,
    loadSet: async () => (await processor()).pinVcpu,
    loadPrint: async () => (await thread()).vcpupin,
  }),
  setOrPrintVerb({
    name: 'emulatorpin',
    about: "print or set on which CPUs of the host QEMU's other threads may run",
    words: ['[cpulist]'],
    options: LIVE_OPTIONS,
    check: ([cpus]) => void (cpus === undefined || parseNumbers(cpus)),
    isSet: isList,
    loadSet: async () => (await processor()).pinEmulator,
    loadPrint: async () => (await thread()).emulatorpin,
  }),
  verb({
    name: 'iothreadinfo',
    about: 'print on which CPUs of the host the iothreads may run',
    options: TABLE_OPTIONS,
    load: async () => (await thread()).iothreadinfo,
  }),
  controlVerb({
    name: 'iothreadpin',
    about: 'set on which CPUs of the host an iothread may run',
    words: ['<iothread>', '<cpulist>'],
    options: LIVE_OPTIONS,
    check: ([, cpus = '']) => void parseNumbers(cpus),
    load: async () => (await processor()).pinIothread,
  }),
  controlVerb({
    name: 'iothreadadd',
    about: 'add an iothread',
    words: ['<iothread>'],
    options: LIVE_OPTIONS,
    load: async () => (await processor()).iothreadadd,
  }),
  controlVerb({
    name: 'iothreaddel',
    about: 'remove an iothread that no device uses',
    words: ['<iothread>'],
    options: LIVE_OPTIONS,
    load: async () => (await processor()).iothreaddel,
  }),
  controlVerb({
    name: 'iothreadset',
    about: 'set how an iothread polls, and how many workers it may have',
    words: ['<iothread>'],
    options: {
      pollMaxNs: pollOption('poll-max-ns', 'the longest time that it polls, in nanoseconds; 0: it does not'),
      pollGrow: pollOption('poll-grow', 'by what that grows; 0: as QEMU chooses'),
      pollShrink: pollOption('poll-shrink', 'by what it shrinks; 0: it begins anew'),
      threadPoolMin: pollOption('thread-pool-min', 'workers that stay'),
      threadPoolMax: pollOption('thread-pool-max', 'the most workers'),
      ...LIVE_OPTIONS,
    },
    example: 'web 1 --poll-max-ns 50000',
    load: async () => (await processor()).iothreadset,
  }),
  setOrPrintVerb({
    name: 'schedinfo',
    about: 'print or set how the host divides its CPU time',
    options: {
      set: option(
        '--set <parameter=value>',
        'cpu_shares, global_period or global_quota (µs; -1: no quota); repeatable',
        {
          parse: append,
        },
      ),
      ...LIVE_OPTIONS,
    },
    isSet: (_words, { set }) => set !== undefined,
    loadSet: async () => (await processor()).setSchedinfo,
    loadPrint: async () => (await tuning()).schedinfo,
  }),
  verb({
    name: 'perf',
    about: 'print which performance events can be counted',
    options: {},
    load: async () => (await tuning()).perf,
  }),
  setOrPrintVerb({
    name: 'guestvcpus',
    about: 'print or set the processors that the guest uses, by its agent',
    words: ['[cpulist]'],
    options: {
      enable: flag('--enable', 'have the guest use them'),
      disable: flag('--disable', 'have it stop using them').conflicts(['enable']),
    },
    check: ([list], { enable, disable }) => {
      if (list !== undefined) parseNumbers(list);
      if ((list === undefined) !== !(enable || disable))
        throw new UsageError('guestvcpus takes a list and --enable or --disable, or none of them');
    },
    isSet: isList,
    loadSet: async () => (await processor()).setGuestvcpus,
    loadPrint: async () => (await agent()).guestvcpus,
  }),
];
