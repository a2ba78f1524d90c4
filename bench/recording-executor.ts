import type { QemuExecutor } from 'qgauge/qmp';

/** Records the commands that it passes on, so that the floor can send the same bytes. */
export class RecordingExecutor implements QemuExecutor {
  readonly #qmp: QemuExecutor;
  requests: string[] = [];

  constructor(qmp: QemuExecutor) {
    this.#qmp = qmp;
  }

  readonly execute: QemuExecutor['execute'] = (command, ...parameters) => {
    const [args] = parameters;
    const withArguments = args === undefined ? '' : `,"arguments":${JSON.stringify(args)}`;
    this.requests.push(`{"execute":"${command}"${withArguments},"id":${this.requests.length + 100}}\n`);
    return this.#qmp.execute(command, ...parameters);
  };
}
