import type { GuestSnapshot } from '../../model/snapshot.js';
import { problemText } from '../problem-text.js';

/** What is the matter with a guest, and what to do; empty when nothing is. */
export function guestDetail({ memory, problem, pid, socket }: GuestSnapshot): string {
  // The row names the guest: where its monitor is stands on its page.
  const place = { pid: pid ?? null, socket: socket ?? null };
  return problemText({ ...place, ...memory, problem: problem ?? null }, true);
}
