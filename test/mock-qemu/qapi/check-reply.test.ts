import { describe, expect, it } from 'vitest';
import { checkReply } from '../../../mock-qemu/qapi/check-reply.js';
import { introspectionOf } from '../../../mock-qemu/qapi/introspection.js';
import type { Json } from '../../../mock-qemu/wire/json.js';

describe('checkReply', () => {
  it('finds nothing wrong with a reply of QEMU', () => {
    expect(check('query-status', { status: 'running', singlestep: false, running: true })).toEqual([]);
  });

  it('reports missing members, unknown ones and wrong types', () => {
    expect(check('query-status', { status: 'asleep', singlestep: 0, mood: 'good' })).toEqual([
      '.running: missing',
      '.singlestep: not of type boolean',
      ".status: 'asleep' is not a value of the type",
      '.mood: unknown',
    ]);
  });

  it('reports the place in a list', () => {
    const iothread = { id: 'io0', 'thread-id': 1.5, 'poll-max-ns': 0, 'poll-grow': 0, 'poll-shrink': 0 };
    expect(check('query-iothreads', [iothread])).toEqual([
      '[0].thread-id: not of type int',
      '[0].aio-max-batch: missing',
    ]);
    expect(check('query-iothreads', {})).toEqual([': not an array']);
  });
});

function check(command: string, reply: Json): string[] {
  const schema = introspectionOf('7.2');
  return checkReply(schema, schema.commands.get(command)?.['ret-type'] ?? '', reply);
}
