import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The description of the API, as schemas/openapi.json has it. */
export function readOpenapi(): string {
  return readFileSync(require.resolve('#schemas/openapi.json'), 'utf8');
}
