import { controls, here, type MethodEntry, planned, refused } from './method-entry.js';
import { REFUSALS } from './refusals.js';

export const LIFECYCLE_METHODS: readonly MethodEntry[] = [
  planned('create', 'Domain.start(file)', 'partial', {
    source: 'a systemd unit, made from the guest file of qgauge',
    differs: 'The guest has started when its monitor greets, and not when the process exists.',
  }),
  refused('create_with_files', 'createWithFiles()', 'control', {
    source: 'containers of libvirt',
    differs: REFUSALS.create_with_files,
  }),
  planned('undefine', 'undefine()', 'partial', {
    source: 'the guest file of qgauge, and its systemd unit',
    differs: 'A guest that runs goes on.',
  }),
  controls('suspend', 'suspend()', 'full', {
    source: 'stop',
    differs: 'A guest that sleeps (run state suspended) stays so: the state is read back.',
  }),
  controls('resume', 'resume()', 'full', {
    source: 'cont',
    differs:
      'Refused after a migration: QEMU would run the guest a second time, on the same disks. After an I/O error the request is tried again.',
  }),
  controls('pm_wakeup', 'wakeup()', 'full', {
    source: 'system_wakeup, after query-current-machine',
    differs: 'Refused where the machine cannot be woken, or does not sleep.',
  }),
  controls('pm_suspend_for_duration', 'pmSuspend(target)', 'full', {
    source: 'guest-suspend-ram, -disk or -hybrid of the agent',
    differs:
      'An agent does not answer when it succeeds: the event SUSPEND or SUSPEND_DISK does. libvirt accepts no duration but 0.',
  }),
  controls('shutdown', 'shutdown({mode})', 'full', {
    source: 'system_powerdown, or guest-shutdown of the agent',
    differs:
      'Resolves when the guest has shut down, and not when it was asked to: two minutes are allowed. The agent is asked first, the power button where there is none.',
  }),
  controls('reboot', 'reboot({mode})', 'full', {
    source: 'guest-shutdown of the agent, else system_powerdown and system_reset with set-action',
    differs:
      'Resolves when the machine was reset. Without an agent QEMU 5.2 can do it only if it was started with -no-shutdown: it has no set-action.',
  }),
  controls('reset', 'reset()', 'full', {
    source: 'system_reset',
    differs: 'Counters start anew: it ends the session of the guest.',
  }),
  controls('destroy', 'destroy({graceful})', 'full', {
    source: 'quit; SIGTERM and SIGKILL for a QEMU that hangs',
    differs:
      'Works also where no monitor can be used. The process is identified by its pid and start time, so that no other one is ended. Says what has ended it.',
  }),
  controls('set_lifecycle_action', 'setLifecycleAction(type, action)', 'partial', {
    source: 'set-action',
    differs:
      'Not in QEMU 5.2. Restart on poweroff, rename and core dumps need a daemon. What is set cannot be read back.',
  }),
  controls('inject_nmi', 'injectNmi()', 'full', {
    source: 'inject-nmi',
    differs: 'As with libvirt; of a paused guest, too.',
  }),
  controls('send_key', 'sendKey(keys, {holdMs})', 'full', {
    source: 'send-key',
    differs:
      'Keys are names of QEMU or Linux, or numbers of the sets linux, xt and qnum; hold time in milliseconds. Resolves after the last key is released, where QEMU answers before.',
  }),
  planned('rename', 'rename()', 'partial', {
    source: 'the guest file of qgauge',
    differs: 'Only while the guest does not run: QEMU keeps its -name for life.',
  }),
  here('get_autostart', 'autostart()', 'partial', {
    source: '/proc/PID/cgroup, systemctl show',
    differs:
      'Whether the systemd unit of which QEMU is the main process is enabled. A guest without a unit does not start with the host.',
  }),
  controls('set_autostart', 'setAutostart(isEnabled)', 'partial', {
    source: 'systemctl enable, disable',
    differs: 'Needs a systemd unit of which QEMU is the main process, with a file that says when it starts.',
  }),
];
