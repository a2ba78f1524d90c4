import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONSTANT_FAMILIES, DOMAIN_CONSTANTS } from '../../../src/domain/catalogue/constants.js';
import { DOMAIN_EVENT_NAMES } from '../../../src/model/domain-event.js';

/** The names in the documentation of Sys::Virt::Domain. */
const DOCUMENTED = join(import.meta.dirname, '..', '..', 'fixtures', 'sys-virt-domain.json');
const names = DOMAIN_CONSTANTS.map(({ perl }) => perl);

describe('the constants of the catalogue', () => {
  it('contain every one that the documentation of Sys::Virt::Domain names', () => {
    const { constants } = JSON.parse(readFileSync(DOCUMENTED, 'utf8'));
    expect(constants.length).toBeGreaterThan(90);
    expect(constants.filter((name: string) => !names.includes(name))).toEqual([]);
  });

  it('are there once each', () => {
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('have no empty text, but ours of what is refused', () => {
    expect(CONSTANT_FAMILIES.filter(({ title, differs }) => title === '' || !differs.endsWith('.'))).toEqual(
      [],
    );
    expect(DOMAIN_CONSTANTS.filter(({ status, ours }) => (ours === '') !== (status === 'refused'))).toEqual(
      [],
    );
  });

  it('have families with titles of their own', () => {
    const titles = CONSTANT_FAMILIES.map(({ title }) => title);
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
  });

  it('name every event that has a name of libvirt, and no others', () => {
    const ours = DOMAIN_CONSTANTS.filter(({ perl }) => perl.startsWith('EVENT_ID_')).map(({ ours }) => ours);
    const words = new Set(ours.flatMap((text) => /^'(.+)'$/.exec(text)?.[1] ?? []));
    expect([...words].sort()).toEqual([...DOMAIN_EVENT_NAMES].sort());
  });
});
