// Writes what is generated and committed. `--check` writes nothing, and fails when a file is not what its source makes.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileSchemas } from './compile-schemas.js';
import { generateQapi } from './qapi/generate-qapi.js';
import { readSchemas } from './qapi/read-schemas.js';

const root = join(import.meta.dirname, '..');
const schemas = join(root, 'schemas');

const isCheck = process.argv.includes('--check');
const products = [
  ['schemas/compiled', compileSchemas(schemas)],
  ['src/qapi', generateQapi(readSchemas(join(schemas, 'qapi')))],
];
for (const [folder, files] of products) {
  for (const [name, text] of files) {
    const path = join(root, folder, name);
    if (!isCheck) writeFileSync(path, text);
    else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) complain(`${folder}/${name} is stale`);
  }
}
for (const name of readdirSync(join(root, 'src/qapi'))) {
  if (!products[1][1].has(name)) complain(`src/qapi/${name} is not generated`);
}

function complain(what) {
  console.error(`${what}: run npm run generate`);
  process.exitCode = 1;
}
