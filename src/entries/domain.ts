/**
 * `qgauge/domain`: one guest, as libvirt's Domain has it.
 *
 * @packageDocumentation
 */

// Every method, constant and flag of Perl's Sys::Virt::Domain, and what stands for it here.

export type { ConstantEntry, ConstantFamily } from '../domain/catalogue/constant-family.js';
export { CONSTANT_FAMILIES, DOMAIN_CONSTANTS } from '../domain/catalogue/constants.js';
export type { CatalogueStatus, MethodEntry } from '../domain/catalogue/method-entry.js';
export { DOMAIN_METHODS, METHOD_SECTIONS, type MethodSection } from '../domain/catalogue/methods.js';
