import { controls, here, type MethodEntry } from './method-entry.js';

export const AGENT_METHODS: readonly MethodEntry[] = [
  here('get_fs_info', 'fsInfo()', 'full', {
    source: 'guest-get-fsinfo of the agent, query-pci',
    differs:
      'Bytes. The alias of a disk is the id of its device, and not a name such as `vda`; it is found by PCI address, SCSI address or serial number.',
  }),
  controls('fs_trim', 'fsTrim()', 'full', {
    source: 'guest-fstrim of the agent',
    differs: 'All file systems, as with libvirt, which refuses a mount point too.',
  }),
  controls('fs_freeze', 'fsFreeze(mountpoints)', 'full', {
    source: 'guest-fsfreeze-freeze-list, guest-fsfreeze-freeze of the agent',
    differs:
      'A mount point that does not exist, and a freeze of nothing, are errors; the agent just freezes less. A process of its own thaws when the caller ends, and at a limit.',
  }),
  controls('fs_thaw', 'fsThaw()', 'full', {
    source: 'guest-fsfreeze-thaw of the agent',
    differs: 'All file systems, as with libvirt. Where none is frozen any more, that is an error.',
  }),
  controls('set_user_password', 'setUserPassword(user, password)', 'full', {
    source: 'guest-set-user-password of the agent',
    differs: 'The password is never on a command line.',
  }),
  here('get_guest_info', 'guestInfo(parts)', 'full', {
    source:
      'guest-get-users, -osinfo, -timezone, -host-name, -fsinfo, -disks, -load, guest-network-get-interfaces of the agent',
    differs:
      'Nested data instead of numbered keys; logins in seconds (libvirt: ms). A part that the agent lacks or forbids is undefined, with the reason.',
  }),
  here('authorized_ssh_keys_get', 'sshKeys(user)', 'full', {
    source: 'guest-ssh-get-authorized-keys of the agent',
    differs: 'A user without the file is an error of the agent, and not an empty list.',
  }),
  controls('authorized_ssh_keys_set', 'setSshKeys(user, keys)', 'full', {
    source: 'guest-ssh-add-authorized-keys, guest-ssh-remove-authorized-keys of the agent',
    differs: 'The keys that are there then are returned.',
  }),
  controls('send_process_signal', 'guestKill(pid, signal)', 'partial', {
    source: 'guest-exec of the agent, with kill(1)',
    differs:
      "Only where the agent allows guest-exec, and the guest was opened with `guestExec`; libvirt's driver for QEMU does not have it at all.",
  }),
  here('set_agent_response_timeout', 'Domain.open(…, {agentTimeoutMs})', 'full', {
    source: 'none',
    differs: 'An option in milliseconds (libvirt: s), for this Domain alone.',
  }),
];
