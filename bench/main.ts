import type { ByEffort } from './benchmark.js';
import { BENCHMARKS } from './benchmarks.js';
import { chooseBenchmarks } from './choose-benchmarks.js';
import { PausedGuests } from './paused-guests.js';
import { printHeadings, printRow } from './print-row.js';

const GUESTS: ByEffort = { full: 40, quick: 10 };

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

/** Rows go to standard output; what is being measured goes to standard error. */
async function run(args: readonly string[]): Promise<void> {
  const { benchmarks, effort, isList } = chooseBenchmarks(args, BENCHMARKS);
  if (isList) return printList();
  await using paused = new PausedGuests(GUESTS[effort]);
  printHeadings();
  for (const { name, measure } of benchmarks) {
    console.error(`${(performance.now() / 1000).toFixed(0)} s: ${name}`);
    for await (const row of measure({ effort, paused })) printRow(row);
  }
}

function printList(): void {
  for (const { name, about, isOptional = false } of BENCHMARKS)
    console.log(`${name.padEnd(15)}${about}${isOptional ? ' (only when named)' : ''}`);
}
