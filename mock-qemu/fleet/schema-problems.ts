import validate from '#schemas/compiled/scenario.js';
import type { ValidationError } from '#schemas/compiled/validator.js';
import { didYouMean } from '../monitor/nearest-word.js';

/** A violated rule of scenarios, and its place in the data. */
export interface Problem {
  readonly path: DataPath;
  readonly message: string;
  /** The last key of the path is wrong, not its value. */
  readonly isKey?: boolean;
}

/** The keys and indexes that lead to a value. */
export type DataPath = readonly (string | number)[];

/** The violations of the scenario schema; empty when the value conforms. */
export function findSchemaProblems(value: unknown): readonly Problem[] {
  if (validate(value)) return [];
  const problems = (validate.errors ?? []).flatMap(toProblem);
  const texts = new Set<string>();
  return problems.filter(({ path, message }) => {
    const text = JSON.stringify([path, message]);
    return !texts.has(text) && texts.add(text);
  });
}

function toProblem(error: ValidationError): readonly Problem[] {
  const path = fromPointer(error.instancePath);
  const { keyword, params, parentSchema = {}, data } = error;
  // The schema that it selects has its own errors.
  if (keyword === 'if') return [];
  if (keyword === 'additionalProperties') {
    const key = String(params.additionalProperty);
    const keys = Object.keys(parentSchema.properties ?? {});
    return [{ path: [...path, key], message: `unknown key${didYouMean(key, keys)}`, isKey: true }];
  }
  if (keyword === 'required') return [{ path, message: `'${String(params.missingProperty)}' is missing` }];
  if (keyword === 'enum' && Array.isArray(params.allowedValues)) {
    const words = params.allowedValues.map(String);
    const hint = typeof data === 'string' ? didYouMean(data, words) : '';
    return [{ path, message: `${show(data)} is not one of ${words.join(', ')}${hint}` }];
  }
  const { description } = parentSchema;
  return [
    { path, message: description ? `${show(data)} is not ${description}` : (error.message ?? keyword) },
  ];
}

/** A value for a message. */
export function show(value: unknown): string {
  if (value === undefined || value === null) return 'an empty value';
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  return shortened(text);
}

const MAX_SHOWN = 60;

/** A name for a message. */
function shortened(name: string): string {
  return name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN)}…` : name;
}

function fromPointer(pointer: string): DataPath {
  const names = pointer.split('/').slice(1);
  return names.map((name) => {
    const text = name.replaceAll('~1', '/').replaceAll('~0', '~');
    return /^\d+$/.test(text) ? Number(text) : text;
  });
}

/** `machines[0].driver` */
export function formatPath(path: DataPath): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${shortened(part)}`))
    .join('')
    .replace(/^\./, '');
}
