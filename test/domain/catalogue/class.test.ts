import { expect, it } from 'vitest';
import { DOMAIN_METHODS } from '../../../src/domain/catalogue/methods.js';
import { Domain } from '../../../src/domain/domain.js';

/** What it has as a field; TypeScript knows that these are some. */
const FIELDS: readonly (keyof Domain)[] = ['id', 'name', 'uuidString'];

it('Domain has every method that the catalogue says is here', () => {
  const here = DOMAIN_METHODS.filter(({ status }) => status === 'here').flatMap(({ ours }) => ours ?? []);
  // An option of Domain.open() is no member.
  const members = here
    .filter((ours) => !ours.startsWith('Domain.'))
    .flatMap((ours) => /^\w+/.exec(ours) ?? []);
  expect(here.length - members.length).toBe(1);
  expect(
    members.filter((name) => !(name in Domain.prototype) && !FIELDS.some((field) => field === name)),
  ).toEqual([]);
});
