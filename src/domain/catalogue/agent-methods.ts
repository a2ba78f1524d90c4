import { here, type MethodEntry, planned } from './method-entry.js';

export const AGENT_METHODS: readonly MethodEntry[] = [
  here('get_fs_info', 'fsInfo()', 'full', {
    source: 'guest-get-fsinfo of the agent, query-pci',
    differs:
      'Bytes. The alias of a disk is the id of its device, and not a name such as `vda`; it is found by PCI address, SCSI address or serial number.',
  }),
  planned('fs_trim', 'fsTrim()', 'full', {
    source: 'guest-fstrim of the agent',
    differs: 'All file systems, as with libvirt, which refuses a mount point too.',
  }),
  planned('fs_freeze', 'fsFreeze(mountpoints)', 'full', {
    source: 'guest-fsfreeze-freeze-list, guest-fsfreeze-freeze of the agent',
    differs: 'A mount point that does not exist is an error; the agent just freezes less.',
  }),
  planned('fs_thaw', 'fsThaw()', 'full', {
    source: 'guest-fsfreeze-thaw of the agent',
    differs: 'All file systems, as with libvirt.',
  }),
  planned('set_user_password', 'setUserPassword()', 'full', {
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
  planned('authorized_ssh_keys_set', 'setSshKeys()', 'full', {
    source: 'guest-ssh-add-authorized-keys, guest-ssh-remove-authorized-keys of the agent',
    differs: 'As with libvirt.',
  }),
  planned('send_process_signal', 'guestKill()', 'partial', {
    source: 'guest-exec of the agent, with kill(1)',
    differs: "Only where the agent allows guest-exec; libvirt's driver for QEMU does not have it at all.",
  }),
  here('set_agent_response_timeout', 'Domain.open(…, {agentTimeoutMs})', 'full', {
    source: 'none',
    differs: 'An option in milliseconds (libvirt: s), for this Domain alone.',
  }),
];
