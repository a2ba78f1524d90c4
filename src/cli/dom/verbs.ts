import { flag } from '../typed-option.js';
import { AGENT_CONTROL_VERBS } from './agent-control-rows.js';
import { CONSOLE_VERBS } from './console-rows.js';
import { DEVICE_VERBS } from './device-rows.js';
import { DISK_CONTROL_VERBS } from './disk-control-rows.js';
import { DISPLAY_PASSWORD_VERBS } from './display-password-rows.js';
import { GUEST_VERBS } from './guest-rows.js';
import { PLUG_VERBS } from './plug-rows.js';
import { POWER_VERBS } from './power-rows.js';
import { type Verb, verb } from './verb.js';

const state = () => import('./state-verbs.js');

/** virsh's verbs of one guest, in the order of `--help`: first those that read. */
export const VERBS: readonly Verb[] = [
  verb({
    name: 'dominfo',
    about: 'print a guest in short',
    options: {},
    load: async () => (await state()).dominfo,
  }),
  verb({
    name: 'domstate',
    about: 'print the state of the guest',
    options: { reason: flag('--reason', 'print also the reason of the state') },
    load: async () => (await state()).domstate,
  }),
  verb({
    name: 'domid',
    about: 'print the pid of its QEMU',
    options: {},
    load: async () => (await state()).domid,
  }),
  verb({ name: 'domuuid', about: 'print its UUID', options: {}, load: async () => (await state()).domuuid }),
  verb({ name: 'domname', about: 'print its name', options: {}, load: async () => (await state()).domname }),
  verb({
    name: 'domcontrol',
    about: 'print whether QEMU can be asked',
    options: {},
    load: async () => (await state()).domcontrol,
  }),
  ...DEVICE_VERBS,
  ...GUEST_VERBS,
  ...POWER_VERBS,
  ...PLUG_VERBS,
  ...DISK_CONTROL_VERBS,
  ...DISPLAY_PASSWORD_VERBS,
  ...AGENT_CONTROL_VERBS,
  ...CONSOLE_VERBS,
];
