import type { Problem } from '../model/problem.js';
import { QgaugeError } from '../support/errors.js';

/** A guest's monitor could not be used. Branch on `problem.kind`. */
export class MonitorError extends QgaugeError {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super('ERR_MONITOR', problem.message);
    this.problem = problem;
  }
}
