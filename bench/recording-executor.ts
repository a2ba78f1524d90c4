import type { CommandArguments, ExecuteOptions, Executor } from 'qgauge';

/** Passes commands on, and notes them: the floor then sends the very same bytes. */
export class RecordingExecutor implements Executor {
  readonly #qmp: Executor;
  requests: string[] = [];

  constructor(qmp: Executor) {
    this.#qmp = qmp;
  }

  execute(command: string, args?: CommandArguments, options?: ExecuteOptions): Promise<unknown> {
    const withArguments = args === undefined ? '' : `,"arguments":${JSON.stringify(args)}`;
    this.requests.push(`{"execute":"${command}"${withArguments},"id":${this.requests.length + 100}}\n`);
    return this.#qmp.execute(command, args, options);
  }
}
