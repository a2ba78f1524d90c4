import { controls, here, type MethodEntry } from './method-entry.js';

export const STATE_METHODS: readonly MethodEntry[] = [
  here('get_info', 'info()', 'full', {
    source: 'query-status, query-memory-size-summary, query-balloon, query-cpus-fast, /proc/PID/stat',
    differs:
      'Memory in bytes (libvirt: KiB), CPU time in nanoseconds, in steps of 10 ms. Without a balloon the guest has all of its memory.',
  }),
  here('get_state', 'state()', 'partial', {
    source: 'query-status, query-dump',
    differs:
      'Words, and the numbers of libvirt. A cold look gives the reason that libvirt gives for a guest that it meets, `unknown` while it runs: QEMU does not remember more.',
  }),
  here('get_control_info', 'controlInfo()', 'full', {
    source: 'query-migrate, query-dump, query-jobs',
    differs:
      'An error has the problem as its reason: busy, hung, denied and others. Since when the state lasts is not known.',
  }),
  here('get_time', 'time()', 'full', {
    source: 'guest-get-time of the agent',
    differs: 'Seconds and nanoseconds, exact. The clock is that of the guest.',
  }),
  controls('set_time', 'setTime(to)', 'full', {
    source: 'guest-set-time of the agent, rtc-reset-reinjection',
    differs:
      'The clock is read back. In a guest without hwclock(8) that of the system alone is set: `failures` says so.',
  }),
  here('get_messages', 'messages()', 'partial', {
    source: 'the command line, query-block, query-machines, the user of the process',
    differs:
      "Deprecated machine types, and what libvirt calls tainting: cache=unsafe, -cpu host, a QEMU of root, guessed formats. libvirt's own list is of its XML.",
  }),
  here('get_launch_security_info', 'launchSecurity()', 'full', {
    source: 'query-sev, query-sev-launch-measure',
    differs:
      'Null without SEV. The measurement is there only while the guest waits for its start. TDX and Secure Execution are not reported by QEMU.',
  }),
  controls('set_launch_security_state', 'setLaunchSecurityState(secret)', 'full', {
    source: 'sev-inject-launch-secret',
    differs: 'Not in QEMU 5.2. Header and secret are base64; a guest without SEV is refused.',
  }),
  here('get_security_label', 'securityLabel()', 'full', {
    source: '/proc/PID/attr, /sys/kernel/security/lsm',
    differs:
      'The label that SELinux, AppArmor or Smack has given QEMU, and whether it is enforced; an error on a host with none of them.',
  }),
  here('get_security_label_list', 'securityLabels()', 'full', {
    source: '/proc/PID/attr, /proc/PID/status',
    differs: 'The same, and `dac`, the user and group of QEMU.',
  }),
];
