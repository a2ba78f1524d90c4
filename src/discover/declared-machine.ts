import type { DeclaredMachine } from '../model/declared-machine.js';
import { parseSize } from '../support/size.js';
import type { OptionValue } from './option-list.js';

/** The levels at which -smp multiplies, of all machines. */
const LEVELS = ['drawers', 'books', 'sockets', 'dies', 'clusters', 'modules', 'cores', 'threads'] as const;

/** Reads the size of a machine from its -smp and -m options, of which the later ones add to the earlier. */
export function declaredMachine(
  smp: readonly OptionValue[],
  memory: readonly OptionValue[],
): DeclaredMachine {
  return { vcpus: vcpusOf(merged(smp)), memoryBytes: memoryOf(merged(memory)) };
}

function merged(values: readonly OptionValue[]): OptionValue {
  return new Map(values.flatMap((value) => [...value]));
}

/**
 * How many vCPUs a machine can have, by its -smp options: `maxcpus`, else what the levels multiply to, and at least `cpus`.
 * `undefined` without -smp, since the default is up to the machine.
 */
export function declaredMaxVcpus(options: readonly OptionValue[]): number | undefined {
  const smp = merged(options);
  const given = countOf(smp.get('maxcpus'));
  if (given !== undefined) return given;
  const most = Math.max(countOf(smp.get('cpus')) ?? 0, productOfLevels(smp) ?? 0);
  return most > 0 ? most : undefined;
}

/** `cpus`, else `maxcpus`, else the product of the levels: hw/core/machine-smp.c. */
function vcpusOf(smp: OptionValue): number | undefined {
  const given = countOf(smp.get('cpus')) ?? countOf(smp.get('maxcpus'));
  return given ?? productOfLevels(smp);
}

function productOfLevels(smp: OptionValue): number | undefined {
  const levels = LEVELS.flatMap((level) => countOf(smp.get(level)) ?? []);
  return levels.length === 0 ? undefined : levels.reduce((product, level) => product * level, 1);
}

/** `512`, `512M`, `4G`: in mebibytes without a unit. */
function memoryOf(memory: OptionValue): number | undefined {
  const size = memory.get('size') ?? '';
  return parseSize(/^[\d.]+$/.test(size) ? `${size}M` : size);
}

/** A number of CPUs; 0 counts as not given, as in QEMU. */
function countOf(text: string | undefined): number | undefined {
  const count = /^\d{1,6}$/.test(text ?? '') ? Number(text) : 0;
  return count > 0 ? count : undefined;
}
