import type { Domain } from '../../../src/domain/domain.js';
import type { LabGuest } from '../../lab/guest.js';
import { waitFor } from '../../wait-for.js';

/** Has the guest power off, or do something else, when its power button is pressed, as acpid does. */
export async function reactToPowerButton(guest: LabGuest, reaction = 'poweroff -f'): Promise<void> {
  const device = await inputDevice(guest, 'Power Button');
  // Opened before the order ends: what comes earlier is lost.
  await guest.run(`exec 5<${device}; (head -c 24 <&5; ${reaction}) >/dev/null 2>&1 &`);
}

export async function untilAgentAnswers(domain: Domain): Promise<void> {
  await waitFor(() => domain.time());
}

/** The device in the guest of the first input of this name. */
export async function inputDevice(guest: LabGuest, name: string): Promise<string> {
  const { output } = await guest.run(`grep -l '${name}' /sys/class/input/event*/device/name`);
  const [, event] = /(event\d+)/.exec(output) ?? [];
  if (event === undefined) throw new Error(`the guest has no input '${name}': ${output}`);
  return `/dev/input/${event}`;
}

/** A shutdown(8) for the agent: busybox has none. Resolves when the agent answers. */
export async function installShutdown(guest: LabGuest, domain: Domain): Promise<void> {
  await untilAgentAnswers(domain);
  const script = 'case "$*" in *-r*) exec reboot -f ;; *) exec poweroff -f ;; esac';
  await guest.run(`printf '%s\\n' '#!/bin/sh' '${script}' >/sbin/shutdown && chmod 755 /sbin/shutdown`);
}
