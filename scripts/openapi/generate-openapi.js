import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BODIES } from './bodies.js';
import { PATHS } from './paths.js';

/** The document of `GET /openapi.json`: what schemas/ describes, and what the API has around it. One document without references to others. */
export function generateOpenapi(schemas) {
  const read = (name) => JSON.parse(readFileSync(join(schemas, `${name}.schema.json`), 'utf8'));
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'qgauge serve',
      description:
        'What a daemon has measured of the QEMU guests of its host. Every answer is of the last sweep: no request asks a guest. Unknown values are left out, or null where their schema says so. Integers are exact, also beyond 2^53.',
      version: '1',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths: PATHS,
    components: {
      schemas: {
        ...componentsOf('snapshot', read('snapshot')),
        ...componentsOf('guestList', read('guest-list'), 'listed'),
        ...BODIES,
      },
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** @param prefix goes before the names of its definitions, where another schema has the same */
function componentsOf(name, { $schema, $defs = {}, title, description, ...schema }, prefix = '') {
  const rename = (key) => (prefix === '' ? key : `${prefix}${key[0].toUpperCase()}${key.slice(1)}`);
  const moved = (value) =>
    JSON.parse(
      JSON.stringify(value).replaceAll(
        /"#\/\$defs\/(\w+)"/g,
        (_, key) => `"#/components/schemas/${rename(key)}"`,
      ),
    );
  const definitions = Object.entries($defs).map(([key, value]) => [rename(key), moved(value)]);
  return { [name]: { description, ...moved(schema) }, ...Object.fromEntries(definitions) };
}
