import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/protocol/qapi/argument-error.js';
import { describeCommand } from '../../../src/protocol/qapi/describe-command.js';
import { parseArguments } from '../../../src/protocol/qapi/parse-arguments.js';
import { INTROSPECTED_VERSIONS, readIntrospection } from '../../../src/protocol/qapi/read-introspection.js';

const schema = await readIntrospection('7.2');

describe('describeCommand', () => {
  it('has each argument with its type or values', () => {
    expect(describeCommand(schema, 'qom-get')).toEqual({
      arguments: [
        { name: 'path', values: 'TEXT', isOptional: false },
        { name: 'property', values: 'TEXT', isOptional: false },
      ],
      ...{ tags: [], isOpen: false },
    });
    expect(describeCommand(schema, 'set-action').arguments).toContainEqual({
      ...{ name: 'panic', values: 'pause|shutdown|exit-failure|none', isOptional: true },
    });
    expect(describeCommand(schema, 'query-status')).toEqual({ arguments: [], tags: [], isOpen: false });
    expect(describeCommand(schema, 'device_add').isOpen).toBe(true);
  });

  it('has the members of objects, and what the value of a tag adds', () => {
    const bare = describeCommand(schema, 'blockdev-add');
    expect(bare.tags).toEqual(['driver']);
    expect(bare.arguments).toContainEqual({ name: 'cache.direct', values: 'true|false', isOptional: true });
    const qcow2 = describeCommand(schema, 'blockdev-add', new Map([['driver', 'qcow2']]));
    expect(qcow2.tags).toEqual(['encrypt.format']);
    expect(qcow2.arguments).toContainEqual({ name: 'file', values: 'JSON|TEXT', isOptional: false });
    expect(qcow2.arguments).toContainEqual({ name: 'encrypt.format', values: 'aes|luks', isOptional: true });
  });

  it.each(INTROSPECTED_VERSIONS)('describes every command of QEMU %s', async (version) => {
    const all = await readIntrospection(version);
    for (const command of all.commands) {
      const described = describeCommand(all, command);
      const names = described.arguments.map(({ name }) => name);
      expect(new Set(names).size, command).toBe(names.length);
    }
  });

  it('refuses a command that there is not, and hints at the nearest', () => {
    expect(() => describeCommand(schema, 'qurey-status')).toThrow(ArgumentError);
    expect(() => describeCommand(schema, 'qurey-status')).toThrow("did you mean 'query-status'?");
  });
});

it('a command without arguments says so of one', () => {
  expect(() => parseArguments(schema, 'query-status', ['x'])).toThrow(
    "query-status takes no argument 'x': it takes none",
  );
  expect(parseArguments(schema, 'query-status', ['{}'])).toEqual({});
});
