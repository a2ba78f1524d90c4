// Writes the validators into schemas/compiled/, where the built command and the published package have them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileSchema, listValidators } from './compile-schemas.js';

const folder = join(import.meta.dirname, '..', 'schemas', 'compiled');
for (const name of listValidators()) writeFileSync(join(folder, `${name}.js`), compileSchema(name));
