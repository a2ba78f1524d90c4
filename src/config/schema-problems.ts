import type { ValidationError, Validator } from '../../schemas/compiled/validator.js';
import { didYouMean } from '../support/nearest-word.js';
import { type ConfigProblem, type DataPath, show } from './problem.js';

/** Checks a value against a schema; empty when it matches. */
export function findSchemaProblems(validate: Validator, value: unknown): readonly ConfigProblem[] {
  if (validate(value)) return [];
  const problems = (validate.errors ?? []).map(toProblem);
  // A value may break one rule twice, by its type and by its pattern: it is reported once.
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...unique.values()];
}

function toProblem({
  instancePath,
  keyword,
  params,
  parentSchema = {},
  ...error
}: ValidationError): ConfigProblem {
  const path = fromPointer(instancePath);
  if (keyword === 'additionalProperties') {
    const key = String(params.additionalProperty);
    const keys = Object.keys(parentSchema.properties ?? {});
    const hint = didYouMean(key, keys) || `; the keys are ${keys.join(', ')}`;
    return { path: [...path, key], message: `unknown key${hint}`, isKey: true };
  }
  if (keyword === 'required') return { path, message: `'${String(params.missingProperty)}' is missing` };
  if (keyword === 'enum' && Array.isArray(params.allowedValues)) {
    const words = params.allowedValues.map(String);
    const hint = typeof error.data === 'string' ? didYouMean(error.data, words) : '';
    return { path, message: `${show(error.data)} is not one of ${words.join(', ')}${hint}` };
  }
  return { path, message: `${show(error.data)} is not ${parentSchema.title ?? error.message ?? keyword}` };
}

/** Parses a JSON Pointer (RFC 6901): `/sinks/0/printer`. */
function fromPointer(pointer: string): DataPath {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => {
    const text = part.replaceAll('~1', '/').replaceAll('~0', '~');
    return /^\d+$/.test(text) ? Number(text) : text;
  });
}
