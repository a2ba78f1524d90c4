import { describe, expect, it } from 'vitest';
import { generateQapi } from '../../../scripts/qapi/generate-qapi.js';
import { Schema } from '../../../scripts/qapi/read-schemas.js';
import { alternate, array, enumeration, object, tinySchema, variants } from './tiny-schema.js';

/** The declarations that the versions make, without those that every file has. */
function typesOf(...schemas: readonly Schema[]): string {
  return (generateQapi(schemas).get('types.ts') ?? '').replace(/^[\s\S]*?export type Empty .*\n\n/, '');
}

describe('an object of several versions', () => {
  it('says which members came and went, and makes them optional', () => {
    const old = tinySchema('1.0', { 1: object({ stays: 'int', goes: 'str', 'may-be?': 'int' }) });
    const young = tinySchema('2.0', { 1: object({ stays: 'int', comes: 'any', 'may-be': 'int' }) });
    expect(typesOf(old, young)).toBe(
      `/** The reply to \`ask\`. */
export interface AskReply {
  readonly stays: Integer;
  /** @since 2.0 */
  readonly comes?: unknown;
  readonly 'may-be'?: Integer;
  /** @until 1.0 */
  readonly goes?: string;
}
`,
    );
  });

  it('is one type whatever number each version gives it, and is named after where it stands', () => {
    const old = tinySchema('1.0', { 1: object({ cpu: '2' }), 2: object({ id: 'int' }) });
    const young = tinySchema('2.0', { 1: object({ cpu: '3' }), 2: object({}), 3: object({ id: 'int' }) });
    expect(typesOf(old, young)).toBe(
      `export interface AskCpu {
  readonly id: Integer;
}

/** The reply to \`ask\`. */
export interface AskReply {
  readonly cpu: AskCpu;
}
`,
    );
  });

  it('that was without members has optional ones', () => {
    const old = tinySchema('1.0', { 1: object({ a: '0' }) });
    const young = tinySchema('2.0', { 1: object({ a: '2' }), 2: object({ id: 'int' }) });
    expect(typesOf(old, young)).toContain(
      'export interface AskA {\n  /** @since 2.0 */\n  readonly id?: Integer;\n}\n',
    );
  });

  it('stays two types where one version has two', () => {
    const old = tinySchema('1.0', {
      1: object({ a: '2', b: '3' }),
      2: object({ x: 'int' }),
      3: object({ y: 'int' }),
    });
    const young = tinySchema('2.0', { 1: object({ a: '2', b: '2' }), 2: object({ x: 'int' }) });
    expect(typesOf(old, young)).toContain('  readonly a: AskA;\n  readonly b: AskB | AskA;\n');
  });

  it('that contains itself is a recursive type', () => {
    const schema = tinySchema('1.0', { 1: array('2'), 2: object({ 'backing?': '2', 'parts?': '1' }) });
    expect(typesOf(schema)).toBe(
      `export interface AskItem {
  readonly backing?: AskItem;
  readonly parts?: readonly AskItem[];
}

/** The reply to \`ask\`. */
export type AskReply = readonly AskItem[];
`,
    );
  });
});

describe('an enum of several versions', () => {
  it('is open, and says which values came and went', () => {
    const old = tinySchema('1.0', { 1: object({ state: '2' }), 2: enumeration('on', 'odd') });
    const young = tinySchema('2.0', { 1: object({ state: '5' }), 5: enumeration('on', 'off') });
    expect(typesOf(old, young)).toContain(
      `export type AskState =
  | 'on'
  /** @since 2.0 */
  | 'off'
  /** @until 1.0 */
  | 'odd'
  | Unlisted;
`,
    );
  });

  it('that was a string may be either', () => {
    const old = tinySchema('1.0', { 1: object({ state: 'str' }) });
    const young = tinySchema('2.0', { 1: object({ state: '2' }), 2: enumeration('on') });
    expect(typesOf(old, young)).toContain('readonly state: string | AskState;');
  });
});

describe('variants', () => {
  it('are a union by the tag, beside what they have in common', () => {
    const driver = { 2: enumeration('file', 'null', 'zero'), 3: object({ name: 'str' }) };
    const cases = { file: '3', null: '0', zero: '0' };
    const schema = tinySchema('1.0', {
      1: object({ driver: '2', size: 'int' }, variants('driver', cases)),
      ...driver,
    });
    expect(typesOf(schema)).toContain(
      `export interface AskReplyCommon {
  readonly size: Integer;
}

/** The reply to \`ask\`. */
export type AskReply = AskReplyCommon &
  (
    | ({ readonly driver: 'file' } & AskFile)
    | { readonly driver: 'null' | 'zero' }
  );
`,
    );
  });

  it('that a version has added are marked', () => {
    const types = { 2: enumeration('a', 'b'), 3: object({ x: 'str' }), 4: object({ y: 'str' }) };
    const old = tinySchema('1.0', { 1: object({ type: '2' }, variants('type', { a: '3' })), ...types });
    const young = tinySchema('2.0', {
      1: object({ type: '2' }, variants('type', { a: '3', b: '4' })),
      ...types,
    });
    expect(typesOf(old, young)).toContain(
      `export type AskReply =
  | ({ readonly type: 'a' } & AskA)
  /** @since 2.0 */
  | ({ readonly type: 'b' } & AskB);
`,
    );
  });
});

describe('an alternate', () => {
  it('is the union of its branches through the versions', () => {
    const old = tinySchema('1.0', {
      1: object({ file: '2' }),
      2: alternate('str', '3'),
      3: object({ x: 'int' }),
    });
    const young = tinySchema('2.0', {
      1: object({ file: '2' }),
      2: alternate('4', 'str', 'null'),
      4: object({ x: 'int' }),
    });
    expect(typesOf(old, young)).toContain('export type AskFile = string | AskFileObject | null;\n');
  });
});

describe('the maps', () => {
  const event = { 'meta-type': 'event', name: 'STOP_NOW', 'arg-type': '0', features: ['deprecated'] };
  const command = {
    'meta-type': 'command',
    name: 'x-go',
    'arg-type': '1',
    'ret-type': '0',
    features: ['unstable'],
  };
  const types = [
    { name: '0', ...object({}) },
    { name: '1', ...object({}), members: [{ name: 'to', type: 'int', features: ['deprecated'] }] },
    { name: 'int', 'meta-type': 'builtin', 'json-type': 'int' },
  ];
  const schemas = [new Schema('1.0', [event, ...types]), new Schema('2.0', [event, command, ...types])];
  const files = generateQapi(schemas);

  it('lead from a command to its arguments and reply', () => {
    expect(files.get('commands.ts')).toContain(
      `export interface QemuCommands {
  /**
   * Unstable: QEMU may change it at any time.
   * @since 2.0
   */
  readonly 'x-go': {
    readonly arguments: qapi.XGoArguments;
    readonly reply: qapi.Empty;
  };
}
`,
    );
    expect(files.get('types.ts')).toContain(
      'export interface XGoArguments {\n  /** @deprecated */\n  readonly to: Integer;\n}\n',
    );
  });

  it('lead from an event to its data', () => {
    expect(files.get('events.ts')).toContain(
      `export interface QemuEvents {
  /**
   * @since 1.0 or before
   * @deprecated
   */
  readonly STOP_NOW: qapi.Empty;
}
`,
    );
  });
});
