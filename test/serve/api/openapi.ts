import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { strictAjv } from '../../formats/validator.js';

interface Described {
  readonly content?: { readonly [type: string]: { readonly schema: object } };
}

interface Document {
  readonly paths: {
    readonly [path: string]: {
      readonly get: { readonly responses: { readonly [status: string]: Described } };
    };
  };
  readonly components: { readonly schemas: { readonly [name: string]: object } };
}

const FILE = join(import.meta.dirname, '..', '..', '..', 'schemas', 'openapi.json');
const DOCUMENT: Document = JSON.parse(readFileSync(FILE, 'utf8'));
const ajv = strictAjv();
// A JSON Schema has its definitions elsewhere than an OpenAPI document.
const definitions = JSON.stringify(DOCUMENT.components.schemas).replaceAll(
  '#/components/schemas/',
  '#/$defs/',
);
ajv.addSchema({ $id: 'openapi', $defs: JSON.parse(definitions) });

/** The paths of the document. */
export const PATHS: readonly string[] = Object.keys(DOCUMENT.paths);

/** Holds an answer against the document. Returns its body, parsed where it is JSON. */
export async function checkAnswer(url: string, response: Response): Promise<unknown> {
  const path = new URL(url, 'http://host').pathname;
  const template = PATHS.find((candidate) => matches(candidate, path)) ?? '';
  const described = DOCUMENT.paths[template]?.get.responses[response.status];
  const text = await response.text();
  if (described === undefined) {
    expect([response.status, template]).toEqual([404, '']);
    return check('errorBody', JSON.parse(text));
  }
  const [type, { schema } = { schema: {} }] = Object.entries(described.content ?? {})[0] ?? [];
  if (type === undefined) return expect(text).toBe('');
  expect(response.headers.get('content-type')?.split(';')[0]).toBe(type);
  if (type !== 'application/json') return text;
  const { $ref = '' }: { $ref?: string } = schema;
  return check($ref.slice($ref.lastIndexOf('/') + 1), JSON.parse(text));
}

function check(name: string, body: unknown): unknown {
  const validate = name === '' ? undefined : ajv.getSchema(`openapi#/$defs/${name}`);
  validate?.(body);
  expect(validate?.errors ?? []).toEqual([]);
  return body;
}

function matches(template: string, path: string): boolean {
  const [parts, own] = [template.split('/'), path.split('/')];
  return parts.length === own.length && parts.every((part, at) => part === own[at] || part.startsWith('{'));
}
