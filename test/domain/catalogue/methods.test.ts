import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOMAIN_METHODS, METHOD_SECTIONS } from '../../../src/domain/catalogue/methods.js';

/** The names in the documentation of Sys::Virt::Domain. */
const DOCUMENTED = join(import.meta.dirname, '..', '..', 'fixtures', 'sys-virt-domain.json');

describe('the methods of the catalogue', () => {
  it('are those of Sys::Virt::Domain, each once, and no others', () => {
    const { methods } = JSON.parse(readFileSync(DOCUMENTED, 'utf8'));
    expect(methods).toHaveLength(148);
    expect(DOMAIN_METHODS.map(({ perl }) => perl).sort()).toEqual(methods);
  });

  it('have no empty text', () => {
    expect(METHOD_SECTIONS.filter(({ title, methods }) => title === '' || methods.length === 0)).toEqual([]);
    const isEmpty = (text: string | undefined) => text?.trim() === '';
    expect(
      DOMAIN_METHODS.filter(({ source, differs, ours }) => [source, differs, ours].some(isEmpty)),
    ).toEqual([]);
  });

  it('describe what differs in full sentences', () => {
    expect(DOMAIN_METHODS.filter(({ differs }) => !differs.endsWith('.'))).toEqual([]);
  });

  it('are here, planned or refused', () => {
    const kinds = new Set(DOMAIN_METHODS.map(({ kind, status }) => `${kind}: ${status}`));
    expect([...kinds].sort()).toEqual([
      'control: here',
      'control: refused',
      'control: to come',
      'read: here',
      'read: refused',
      'read: to come',
    ]);
    const later = DOMAIN_METHODS.filter(({ kind, status }) => kind === 'read' && status === 'to come');
    expect(later.map(({ perl }) => perl)).toEqual(['get_metadata', 'is_updated', 'has_managed_save_image']);
    const refused = DOMAIN_METHODS.filter(({ status }) => status === 'refused');
    expect(refused.map(({ perl }) => perl).sort()).toEqual([
      'create_with_files',
      'current_snapshot',
      'fd_associate',
      'has_current_snapshot',
      'managed_save_define_xml',
      'managed_save_get_xml_description',
    ]);
    expect(DOMAIN_METHODS.filter(({ verdict }) => verdict === 'impossible')).toEqual(refused);
  });
});
