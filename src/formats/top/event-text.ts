import type { FoundEvent } from '../../model/guest-event.js';

/** The monitor that a message begins with. */
const ADDRESS = /^(?:unix|tcp):\S+: /;

/** Says what happened to a guest in one line, which is not safe for a terminal yet: `running -> paused`. */
export function eventText({ kind, from, to, message = '', name }: FoundEvent): string {
  switch (kind) {
    case 'came':
      return 'the guest was found';
    case 'went':
      return 'the guest is gone';
    case 'state':
      return `${from ?? 'unknown'} -> ${to ?? 'unknown'}`;
    case 'session':
      return message || 'another life of the guest began';
    case 'verdict':
      return explained(`${from} -> ${to}`, message);
    case 'problem-began':
      return explained(to ?? 'it does not answer', message.replace(ADDRESS, ''));
    case 'problem-ended':
      return `it answers again (was ${from})`;
    case 'qemu':
      return `${name ?? 'event'} ${message}`.trimEnd();
  }
}

function explained(what: string, message: string): string {
  return message === '' ? what : `${what}: ${message}`;
}
