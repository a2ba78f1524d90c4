import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOn, parseOptionValue } from '../../src/discover/option-list.js';
import { unicodeText } from '../unicode-text.js';

const parse = (text: string, implied = 'first') => Object.fromEntries(parseOptionValue(text, implied));

describe('parseOptionValue', () => {
  it.each([
    ['vm1', { first: 'vm1' }],
    ['guest=vm1,debug-threads=on', { guest: 'vm1', 'debug-threads': 'on' }],
    ['vm1,process=p', { first: 'vm1', process: 'p' }],
    ['/a,,b,server,nowait', { first: '/a,b', server: 'on', wait: 'off' }],
    ['path=/a=b', { path: '/a=b' }],
    [
      'socket,id=m,path=/x,server=on,wait=off',
      { first: 'socket', id: 'm', path: '/x', server: 'on', wait: 'off' },
    ],
    [
      '{"driver":"virtio-net-pci","netdev":"n0","vectors":4,"rx":{"on":true}}',
      { driver: 'virtio-net-pci', netdev: 'n0', vectors: '4', 'rx.on': 'on' },
    ],
    ['{broken', {}],
    ['', { first: '' }],
  ])('reads %s', (text, values) => {
    expect(parse(text)).toEqual(values);
  });

  it('reads back every value in which commas are doubled', () => {
    fc.assert(
      fc.property(unicodeText(), (value) => {
        expect(parse(`a=1,path=${value.replaceAll(',', ',,')}`)).toMatchObject({ a: '1', path: value });
      }),
    );
  });
});

it('isOn takes every word that QEMU takes for it', () => {
  const values = parseOptionValue('a=on,b=yes,c=true,d,e=off,noserver', 'x');
  expect(['a', 'b', 'c', 'd', 'e', 'server', 'f'].filter((key) => isOn(values, key))).toEqual([
    'a',
    'b',
    'c',
    'd',
  ]);
});
