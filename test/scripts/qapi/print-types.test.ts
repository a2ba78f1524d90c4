import { describe, expect, it } from 'vitest';
import { generateQapi } from '../../../scripts/qapi/generate-qapi.js';
import { Schema } from '../../../scripts/qapi/read-schemas.js';
import { enumeration, object, variants } from './tiny-schema.js';

function schemaOf(version: string, command: string, types: { readonly [number: string]: object }): Schema {
  return new Schema(version, [
    { 'meta-type': 'command', name: command, 'arg-type': '1', 'ret-type': '0' },
    { 'meta-type': 'object', name: '0', members: [] },
    { 'meta-type': 'builtin', name: 'str', 'json-type': 'string' },
    { 'meta-type': 'builtin', name: 'any', 'json-type': 'value' },
    ...Object.entries(types).map(([name, type]) => ({ name, ...type })),
  ]);
}

describe('a command that takes more than introspection lists', () => {
  it('takes any property', () => {
    const schema = schemaOf('1.0', 'device_add', { 1: object({ driver: 'str', 'id?': 'str' }) });
    expect(generateQapi([schema]).get('types.ts')).toContain(
      `export interface DeviceAddArguments {
  readonly driver: string;
  readonly id?: string;
  /** The properties of the driver, which introspection does not list. */
  readonly [property: string]: unknown;
}
`,
    );
  });

  it('takes those that a newer version lists, and the form of an older one', () => {
    const old = schemaOf('1.0', 'object-add', {
      1: object({ 'qom-type': 'str', id: 'str', 'props?': 'any' }),
    });
    const young = schemaOf('2.0', 'object-add', {
      1: object({ 'qom-type': '2', id: 'str' }, variants('qom-type', { rng: '3' })),
      2: enumeration('rng'),
      3: object({ filename: 'str' }),
    });
    expect(generateQapi([old, young]).get('types.ts')).toContain(
      `export interface ObjectAddArgumentsCommon {
  readonly id: string;
}

/** The arguments of \`object-add\`. */
export type ObjectAddArguments = ObjectAddArgumentsCommon &
  (
    /** @since 2.0 */
    | ({ readonly 'qom-type': 'rng' } & ObjectAddRng)
    /** @until 1.0 */
    | { readonly 'qom-type': string; readonly props: unknown }
  );
`,
    );
  });
});
