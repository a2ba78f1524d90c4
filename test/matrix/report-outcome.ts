import type { Reporter, TestModule } from 'vitest/node';
import { isNewerThanKnown } from '../lab/qemu-version.js';
import { PROJECTS } from './projects.js';

/**
 * Prints how many tests passed on each QEMU. Failures on one that is newer than all known ones are reported too, but do not make
 * the run fail: they show what is to be done for that version.
 */
export class OutcomeReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const runs = [...PROJECTS.keys()].flatMap((name) => {
      const mine = modules.filter(({ project }) => project.name === name);
      return mine.length === 0 ? [] : [outcomeOf(mine)];
    });
    for (const { line } of runs) console.log(line);
    const failed = runs.filter(({ isFailed }) => isFailed);
    if (errors.length === 0 && failed.length > 0 && failed.every(({ isNewer }) => isNewer))
      process.exitCode = 0;
  }
}

function outcomeOf(modules: readonly TestModule[]) {
  const version = modules[0]?.project.getProvidedContext().qemuVersion;
  const isNewer = version !== undefined && isNewerThanKnown(version.series);
  const isFailed = modules.some((module) => !module.ok());
  const results = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  );
  const count = (state: string) => results.filter((result) => result === state).length;
  const remark = isNewer ? ' (newer than the known ones: not counted as a failure)' : '';
  const line = `QEMU ${version?.full}: ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped${remark}`;
  return { line, isNewer, isFailed };
}
