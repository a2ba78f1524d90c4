import type { ConstantFamily } from '../constant-family.js';

export const CONTROL_FLAG_CONSTANTS: readonly ConstantFamily[] = [
  {
    title: 'Keys',
    status: 'to come',
    differs: 'Key names of QEMU, or numbers of one of these sets, for sendKey().',
    constants: {
      KEYCODE_SET_LINUX: "'linux'",
      KEYCODE_SET_XT: "'xt'",
      KEYCODE_SET_QNUM: "'qnum'",
      SEND_KEY_MAX_KEYS: '16',
    },
  },
  {
    title: 'Other sets of keys',
    status: 'refused',
    differs: 'QEMU takes names or numbers of qnum: take the names.',
    constants: {
      KEYCODE_SET_ATSET1: '',
      KEYCODE_SET_ATSET2: '',
      KEYCODE_SET_ATSET3: '',
      KEYCODE_SET_OSX: '',
      KEYCODE_SET_XT_KBD: '',
      KEYCODE_SET_USB: '',
      KEYCODE_SET_WIN32: '',
      KEYCODE_SET_RFB: '',
    },
  },
  {
    title: 'Guest agent',
    status: 'to come',
    differs: 'Options of setTime(), setUserPassword() and setSshKeys().',
    constants: {
      TIME_SYNC: 'setTime() without a time: from the real-time clock',
      PASSWORD_ENCRYPTED: 'encrypted: true',
      AUTHORIZED_SSH_KEYS_SET_APPEND: 'append: true',
      AUTHORIZED_SSH_KEYS_SET_REMOVE: 'remove: true',
    },
  },
  {
    title: 'vCPUs and devices',
    status: 'to come',
    differs: 'Plugging is asynchronous in QEMU: Domain waits for its end, or does not.',
    constants: {
      VCPU_HOTPLUGGABLE: 'always: what is plugged in can be unplugged',
      VCPU_ASYNC_UNPLUG: 'wait: false',
      SETVCPU_ASYNC_UNPLUG: 'wait: false',
      DEVICE_MODIFY_FORCE: 'force of blockdev-open-tray',
    },
  },
  {
    title: 'Consoles, channels, displays',
    status: 'to come',
    differs: 'A socket serves one client, which none can drive out.',
    constants: {
      OPEN_CONSOLE_SAFE: 'always',
      GRAPHICS_RELOAD_TYPE_ANY: 'leave it out',
      GRAPHICS_RELOAD_TYPE_VNC: "'vnc'",
    },
  },
  {
    title: 'Consoles, displays and descriptors of libvirt',
    status: 'refused',
    differs:
      'They act on connections and descriptors that libvirt holds, and nobody holds any here: close the other client of the socket, or open the address of the display.',
    constants: {
      OPEN_CONSOLE_FORCE: '',
      OPEN_CHANNEL_FORCE: '',
      OPEN_GRAPHICS_SKIPAUTH: '',
      FD_ASSOCIATE_SECLABEL_RESTORE: '',
      FD_ASSOCIATE_SECLABEL_WRITABLE: '',
    },
  },
];
