import type { GuestSnapshot } from '../../model/snapshot.js';
import { problemText } from '../problem-text.js';

/** What is the matter with a guest, and what to do; empty when nothing is. */
export function guestDetail({ memory, problem }: GuestSnapshot): string {
  return problemText({ pid: null, socket: null, ...memory, problem: problem ?? null }, false);
}
