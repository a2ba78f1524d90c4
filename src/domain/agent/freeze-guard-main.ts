import { runGuard } from './freeze-guard-process.js';

// The program of a process: it is started by its path, and imported by nothing.
runGuard();
