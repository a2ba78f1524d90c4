import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';

/**
 * Schemas of what another host sends: validation ends at the first error, since a hostile answer could have millions, and carries
 * no rules, since nobody but a programmer reads why.
 */
const OF_OTHER_HOSTS = new Set(['snapshot']);

const SCHEMAS = join(import.meta.dirname, '..', 'schemas');

/**
 * Lists the schemas that have a validator: those for which schemas/compiled/ holds a declaration.
 *
 * The others describe what qgauge only writes; their validators are compiled in tests.
 */
export function listValidators() {
  const declarations = readdirSync(join(SCHEMAS, 'compiled')).filter((file) => file.endsWith('.d.ts'));
  return declarations.map((file) => file.replace('.d.ts', '')).filter((name) => name !== 'validator');
}

/** @param {string} name */
export function schemaFile(name) {
  return join(SCHEMAS, `${name}.schema.json`);
}

/**
 * Compiles the validator of a schema to a module without imports, so that nothing is compiled when qgauge starts.
 *
 * @param {string} name
 */
export function compileSchema(name) {
  const schema = JSON.parse(readFileSync(schemaFile(name), 'utf8'));
  const isOurs = !OF_OTHER_HOSTS.has(name);
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: true,
    allowUnionTypes: true,
    allErrors: isOurs,
    // An error carries the rule that it breaks, so that a message can use the rule's own description.
    verbose: isOurs,
    code: { source: true, esm: true, lines: true },
  });
  const code = standaloneCode(ajv, ajv.compile(schema));
  // Ajv writes require() for its own helpers even in a module; a schema must do without the words that need one.
  if (code.includes('require('))
    throw new Error(`${schema.title}: needs Ajv at run time: ${/require\([^)]*\)/.exec(code)}`);
  return `// Built from schemas/${name}.schema.json by \`npm run build\`.\n${code}\n`;
}
