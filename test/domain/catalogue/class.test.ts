import { expect, it } from 'vitest';
import { DOMAIN_METHODS } from '../../../src/domain/catalogue/methods.js';
import { Domain } from '../../../src/domain/domain.js';
import { ImpossibleError } from '../../../src/domain/domain-error.js';

/** What it has as a field; TypeScript knows that these are some. */
const FIELDS: readonly (keyof Domain)[] = ['id', 'name', 'uuidString'];

it('Domain has every method that the catalogue says is here, or refused', () => {
  const here = DOMAIN_METHODS.filter(({ status }) => status !== 'to come').map(({ ours }) => ours);
  // An option of Domain.open() is no member.
  const members = here
    .filter((ours) => !ours.startsWith('Domain.'))
    .flatMap((ours) => /^\w+/.exec(ours) ?? []);
  expect(here.length - members.length).toBe(1);
  expect(
    members.filter((name) => !(name in Domain.prototype) && !FIELDS.some((field) => field === name)),
  ).toEqual([]);
});

it('Domain refuses by an error that names the way out', () => {
  const refused = DOMAIN_METHODS.filter(({ status }) => status === 'refused');
  expect(refused).toHaveLength(6);
  for (const { perl, ours, differs } of refused) {
    const method: unknown = Reflect.get(Domain.prototype, ours.replace('()', ''));
    if (typeof method !== 'function') throw new Error(`there is no ${ours}`);
    expect(method).toThrow(new ImpossibleError(perl, differs));
  }
});
