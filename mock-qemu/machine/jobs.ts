import type { JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import type { EventListener } from './run-states.js';

export type JobType = 'create' | 'snapshot-save' | 'snapshot-load' | 'snapshot-delete';

type JobStatus = 'created' | 'running' | 'waiting' | 'pending' | 'aborting' | 'concluded' | 'null';

/** The verbs that a job accepts only in certain states. A job of the mock is never in one of them. */
export type JobVerb = 'cancel' | 'pause' | 'resume' | 'complete' | 'finalize';

interface Job {
  readonly id: string;
  readonly type: JobType;
  status: JobStatus;
  error: string | undefined;
}

/** The background jobs of a machine. A concluded job stays until it is dismissed. */
export class Jobs {
  readonly #notify: EventListener;
  /** The newest first, as in QEMU's list. */
  #jobs: readonly Job[] = [];

  constructor(notify: EventListener) {
    this.#notify = notify;
  }

  /**
   * Starts a job that does its work before its command is answered, and reports its end afterwards, as QEMU's snapshot
   * jobs do. An exception of `work` becomes the job's error.
   *
   * @throws {QmpError} when the id is in use or is not a valid identifier
   */
  start(id: string, type: JobType, work: () => void): void {
    if (!/^[A-Za-z][A-Za-z0-9\-._]*$/.test(id)) throw new QmpError(`Invalid job ID '${id}'`);
    if (this.#jobs.some((job) => job.id === id)) throw new QmpError(`Job ID '${id}' already in use`);
    const job: Job = { id, type, status: 'created', error: undefined };
    this.#jobs = [job, ...this.#jobs];
    this.#change(job, 'created');
    this.#change(job, 'running');
    try {
      work();
    } catch (error) {
      if (!(error instanceof QmpError)) throw error;
      job.error = error.message;
    }
    setImmediate(() => this.#conclude(job));
  }

  /** The entries of query-jobs. */
  list(): JsonObject[] {
    return this.#jobs.map(({ id, type, status, error }) => {
      return {
        id,
        type,
        status,
        'current-progress': status === 'running' ? 0 : 1,
        'total-progress': 1,
        error,
      };
    });
  }

  /** @throws {QmpError} when the job does not exist, or has not concluded */
  dismiss(id: string): void {
    const job = this.#find(id);
    if (job.status !== 'concluded') throw refused(job, 'dismiss');
    this.#jobs = this.#jobs.filter((other) => other !== job);
    this.#change(job, 'null');
  }

  /** Dismisses every job, as QEMU does when it exits. */
  dismissAll(): void {
    for (const job of this.#jobs) this.#change(job, 'null');
    this.#jobs = [];
  }

  /** @throws {QmpError} always: the job does not exist, or does not accept the verb in its state */
  control(id: string, verb: JobVerb): never {
    const job = this.#find(id);
    if (verb === 'resume') throw new QmpError("Can't resume a job that was not paused");
    throw refused(job, verb);
  }

  #find(id: string): Job {
    const job = this.#jobs.find((candidate) => candidate.id === id);
    if (job === undefined) throw new QmpError('Job not found');
    return job;
  }

  #conclude(job: Job): void {
    if (job.error !== undefined) {
      this.#change(job, 'aborting');
    } else {
      this.#change(job, 'waiting');
      this.#change(job, 'pending');
    }
    this.#change(job, 'concluded');
  }

  #change(job: Job, status: JobStatus): void {
    job.status = status;
    this.#notify('JOB_STATUS_CHANGE', { id: job.id, status });
  }
}

function refused(job: Job, verb: string): QmpError {
  return new QmpError(`Job '${job.id}' in state '${job.status}' cannot accept command verb '${verb}'`);
}
