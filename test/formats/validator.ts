import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js';

const SCHEMAS = join(import.meta.dirname, '..', '..', 'schemas');

/** A schema of `schemas/`, as an object. */
export function readSchema(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(SCHEMAS, `${name}.schema.json`), 'utf8'));
}

/** Compiles a schema that nothing of ours reads at run time, as strictly as `npm run generate` does the others. */
export function validatorOf(name: string): ValidateFunction {
  return strictAjv().compile(readSchema(name));
}

/** As strict as `npm run generate`, with the vocabulary of our own schemas. */
export function strictAjv(): InstanceType<typeof Ajv2020.default> {
  const ajv = new Ajv2020.default({
    strict: true,
    strictRequired: true,
    allowUnionTypes: true,
    allErrors: true,
  });
  ajv.addVocabulary(['x-group', 'x-kind', 'x-unit', 'x-verbose']);
  return ajv;
}
