import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keyValue } from '../../../src/domain/power/key-codes.js';

/** QEMU's own names of keys: those of the introspection's enumeration that has this one. */
function namesOf(version: string): readonly string[] {
  const text = readFileSync(`schemas/qapi/${version}.json`, 'utf8');
  const types: readonly { readonly values?: readonly string[] }[] = JSON.parse(text);
  const names = types.find(({ values }) => values?.includes('katakanahiragana'))?.values ?? [];
  return names.filter((name) => name !== 'unmapped');
}

describe('keyValue', () => {
  it.each(['5.2', '7.2', '10.0', '11.1'])('knows each key of QEMU %s', (version) => {
    const names = namesOf(version);
    expect(names.length).toBeGreaterThan(140);
    for (const data of names) expect(keyValue('web', data, 'qcode')).toEqual({ type: 'qcode', data });
  });

  it.each([
    ['KEY_LEFTCTRL', 'linux', { type: 'qcode', data: 'ctrl' }],
    ['key_102nd', 'linux', { type: 'qcode', data: 'less' }],
    ['Delete', 'linux', { type: 'qcode', data: 'delete' }],
    ['1', 'linux', { type: 'qcode', data: 'esc' }],
    ['1', 'qcode', { type: 'qcode', data: '1' }],
    ['0x6f', 'linux', { type: 'qcode', data: 'delete' }],
    [99, 'linux', { type: 'qcode', data: 'sysrq' }],
    [0x1d, 'xt', { type: 'number', data: 0x1d }],
    ['0xe053', 'xt', { type: 'number', data: 0xd3 }],
    [0xd3, 'qnum', { type: 'number', data: 0xd3 }],
  ] as const)('reads %j of the set %s', (key, set, value) => {
    expect(keyValue('web', key, set)).toEqual(value);
  });

  it.each([
    ['dlete', 'linux', "web has no key 'dlete'; did you mean 'delete'?"],
    ['KEY_DELET', 'linux', "web has no key 'KEY_DELET'; did you mean 'KEY_DELETE'?"],
    [0, 'linux', 'web: no key has the number 0 in the set linux'],
    ['84', 'linux', 'web: no key has the number 84 in the set linux'],
    [0x9d, 'xt', 'web: no key has the number 157 in the set xt'],
    [0xe080, 'xt', 'web: no key has the number 57472 in the set xt'],
    [256, 'qnum', 'web: no key has the number 256 in the set qnum'],
    [1.5, 'qnum', 'web: no key has the number 1.5 in the set qnum'],
  ] as const)('refuses %j of the set %s', (key, set, message) => {
    expect(() => keyValue('web', key, set)).toThrow(message);
  });
});
