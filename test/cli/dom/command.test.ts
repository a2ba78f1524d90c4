import { Command } from 'commander';
import { expect, it } from 'vitest';
import type { AddTo } from '../../../src/cli/declare.js';
import { declareDom, exampleOf } from '../../../src/cli/dom/command.js';
import { VERBS } from '../../../src/cli/dom/verbs.js';

/** Parses `dom …`; resolves to what the verb would be called with. */
async function parse(typed: string): Promise<readonly unknown[]> {
  const calls: (readonly unknown[])[] = [];
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  const addTo: AddTo = (parent) => (declare) =>
    declare(parent, async (...args) => {
      calls.push(args);
    });
  declareDom(program, addTo, VERBS);
  await program.parseAsync(typed.split(' '), { from: 'user' });
  return calls[0] ?? [];
}

it.each(VERBS.map((verb) => [verb.name, verb] as const))('the example of %s is valid', async (name, verb) => {
  const [guest, words, options] = await parse(`dom ${name} ${exampleOf(verb)}`);
  expect(guest).toBe('web');
  expect(() => verb.check?.(Object(words), Object(options))).not.toThrow();
  // It names a guest, and so asks one.
  expect(verb.withoutGuest?.(Object(options))).toBeUndefined();
});

it('describes each argument of each verb', () => {
  const dom = new Command().command('program');
  declareDom(dom, (parent) => (declare) => declare(parent, async () => undefined), VERBS);
  const verbs = dom.commands[0]?.commands ?? [];
  const bare = verbs.flatMap((verb) =>
    verb.registeredArguments.filter(({ description }) => description === ''),
  );
  expect(verbs.length).toBeGreaterThan(VERBS.length);
  expect(bare.map((argument) => argument.name())).toEqual([]);
});
