import { parseArgs } from 'node:util';
import type { Benchmark, Effort } from './benchmark.js';

export interface Choice<Known> {
  readonly benchmarks: readonly Known[];
  readonly effort: Effort;
  /** Only the names are to be printed. */
  readonly isList: boolean;
}

/**
 * Reads the command line: names, `--quick`, `--list`. Without names all run that are not optional.
 *
 * @throws {Error} for an unknown name or option; the message lists the names
 */
export function chooseBenchmarks<Known extends Pick<Benchmark, 'name' | 'isOptional'>>(
  args: readonly string[],
  known: readonly Known[],
): Choice<Known> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, list: { type: 'boolean', default: false } },
  });
  const unknown = positionals.find((name) => !known.some((each) => each.name === name));
  if (unknown !== undefined) {
    const names = known.map(({ name }) => name).join(', ');
    throw new Error(`'${unknown}' is not a benchmark; the benchmarks are: ${names}`);
  }
  const isChosen = ({ name, isOptional = false }: Known) =>
    positionals.length === 0 ? !isOptional : positionals.includes(name);
  return {
    benchmarks: known.filter(isChosen),
    effort: values.quick ? 'quick' : 'full',
    isList: values.list,
  };
}
