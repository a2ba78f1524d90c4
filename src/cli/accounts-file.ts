import { join } from 'node:path';
import { stateDirectory } from '../support/state-directory.js';

/** Where the numbers of sessions are kept between runs, of the daemon and of the command alike. */
export function accountsFile(): string {
  return join(stateDirectory(process.env, process.geteuid?.() === 0), 'sessions.json');
}
