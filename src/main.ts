#!/usr/bin/env node
import { nodeVersionProblem } from './support/node-version.js';

// A Node.js that is too old has to parse and link this file to say so: no top-level await and no recent syntax here, and
// everything else is imported after the check.
const problem = nodeVersionProblem(process.versions.node);
if (problem === undefined) {
  void import('./cli/start.js').then(({ start }) =>
    start((status = process.exitCode) => process.exit(status)),
  );
} else {
  process.stderr.write(`qgauge: ${problem}\n`);
  process.exitCode = 1;
}
