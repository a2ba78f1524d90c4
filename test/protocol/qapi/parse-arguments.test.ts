import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/protocol/qapi/argument-error.js';
import { guessArguments, parseArguments } from '../../../src/protocol/qapi/parse-arguments.js';
import { INTROSPECTED_VERSIONS, readIntrospection } from '../../../src/protocol/qapi/read-introspection.js';

const schema = await readIntrospection('7.2');
const parse = (line: string) => {
  const [command = '', ...words] = line.split(' ');
  return parseArguments(schema, command, words);
};

describe('parseArguments', () => {
  it.each<[string, object]>([
    ['query-status', {}],
    ['balloon value=134217728', { value: 134217728 }],
    ['balloon value=0x10', { value: 16 }],
    ['balloon value=18446744073709551615', { value: 18446744073709551615n }],
    ['qom-get path=/machine property=1', { path: '/machine', property: '1' }],
    ['qom-set path=/a property=b value=10', { path: '/a', property: 'b', value: 10 }],
    ['qom-set path=/a property=b value=ten', { path: '/a', property: 'b', value: 'ten' }],
    ['qom-set path=/a property=b value={"c":[1]}', { path: '/a', property: 'b', value: { c: [1] } }],
    ['qom-set path=/a property=b value="10"', { path: '/a', property: 'b', value: '10' }],
    [
      'qom-set path=/a property=b value.c=1 value.d=x',
      { path: '/a', property: 'b', value: { c: 1, d: 'x' } },
    ],
    ['query-named-block-nodes flat=on', { flat: true }],
    ['set-action panic=pause', { panic: 'pause' }],
    ['query-stats target=vm', { target: 'vm' }],
    ['query-stats target=vcpu vcpus=["/a"]', { target: 'vcpu', vcpus: ['/a'] }],
    ['query-stats target=vcpu vcpus.0=/a vcpus.1=/b', { target: 'vcpu', vcpus: ['/a', '/b'] }],
    [
      'blockdev-add driver=qcow2 node-name=n file.driver=file file.filename=/d cache.direct=on',
      {
        driver: 'qcow2',
        'node-name': 'n',
        file: { driver: 'file', filename: '/d' },
        cache: { direct: true },
      },
    ],
    ['blockdev-add driver=qcow2 file=node0', { driver: 'qcow2', file: 'node0' }],
    ['blockdev-add driver=raw file=null', { driver: 'raw', file: 'null' }],
    ['blockdev-add driver=qcow2 file=f backing=null', { driver: 'qcow2', file: 'f', backing: null }],
    [
      'device_add driver=virtio-balloon-pci id=b deflate-on-oom=true',
      { driver: 'virtio-balloon-pci', id: 'b', 'deflate-on-oom': true },
    ],
    ['qom-get {"path":"/a","property":"b"}', { path: '/a', property: 'b' }],
    ['send-key keys=[{"type":"qcode","data":"a"}]', { keys: [{ type: 'qcode', data: 'a' }] }],
  ])('%s', (line, expected) => {
    expect(parse(line)).toEqual(expected);
  });

  it.each([
    ['qurey-status', "QEMU has no command 'qurey-status'; did you mean 'query-status'?"],
    ['qom-list pth=/', "qom-list takes no argument 'pth'; did you mean 'path'?"],
    ['qom-list zzzzzz=/', "qom-list takes no argument 'zzzzzz': it takes path"],
    ['query-status a=1', "query-status takes no argument 'a': it takes none"],
    ['qom-get path=/', 'qom-get needs property'],
    ['qom-get', 'qom-get needs path and property'],
    ['qom-list /machine', "'/machine' is not of the form key=value: write path=/machine"],
    ['qom-list path=/ path=/', "'path' is given twice, or as a whole and in parts"],
    ['qom-set path=/a property=b value.c=1 value=2', "'value' is given twice, or as a whole and in parts"],
    ['set-action panic=puase', "set-action: panic cannot be 'puase'; did you mean 'pause'?"],
    ['set-action reboot=x', "set-action: reboot cannot be 'x': it is one of reset, shutdown"],
    ['balloon value=1G', "balloon: value takes an integer of 64 bits, not '1G'"],
    [
      'balloon value=18446744073709551616',
      "balloon: value takes an integer of 64 bits, not '18446744073709551616'",
    ],
    ['balloon {"value":"1"}', 'balloon: value takes an integer of 64 bits'],
    ['balloon {"value":1', 'balloon: the argument is not valid JSON: '],
    ['balloon value.a=1', 'balloon: value takes an integer of 64 bits'],
    ['balloon value..a=1', "'value..a' has a dot without a name beside it"],
    ['query-named-block-nodes flat=1', "query-named-block-nodes: flat takes true or false, not '1'"],
    [
      'query-stats target=vcpu vcpus=/a',
      'query-stats: vcpus takes a list: write vcpus.0=…, or JSON that begins with [',
    ],
    [
      'query-stats target=vcpu vcpus.1=/a',
      'query-stats: vcpus is a list: number its items from vcpus.0 on, leaving none out',
    ],
    ['query-stats target=vm vcpus=[]', "query-stats takes no argument 'vcpus': it takes target, providers"],
    ['blockdev-add driver=qcow2', 'blockdev-add needs file'],
    ['blockdev-add driver=qcow2 file.driver=file', 'blockdev-add needs file.filename'],
    [
      'blockdev-add driver=qcow2 file=f cache.drect=on',
      "blockdev-add: cache has no 'drect'; did you mean 'direct'?",
    ],
    [
      'blockdev-add driver=qcow2 file=f cache=on',
      'blockdev-add: cache takes an object: write cache.NAME=…, or JSON that begins with {',
    ],
    ['qom-set path=/a property=b value={1', 'qom-set: value is not valid JSON: '],
  ])('%s: %s', (line, message) => {
    expect(() => parse(line)).toThrow(ArgumentError);
    expect(() => parse(line)).toThrow(message);
  });

  it('takes any name without a mishap', () => {
    const words = fc.array(fc.string().map((text) => text.replaceAll(' ', '')));
    fc.assert(
      fc.property(fc.constantFrom(...schema.commands), words, (command, given) => {
        try {
          parseArguments(schema, command, given);
        } catch (error) {
          expect(error).toBeInstanceOf(ArgumentError);
        }
      }),
    );
    const args = parseArguments(schema, 'qom-set', ['path=/', 'property=p', 'value.__proto__.x=1']);
    expect(JSON.stringify(args)).toBe('{"path":"/","property":"p","value":{"__proto__":{"x":1}}}');
  });

  it('gives any integer of 64 bits back as it was typed', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), (value) => {
        expect(BigInt(String(parse(`balloon value=${value}`).value))).toBe(value);
      }),
    );
  });

  it.each(INTROSPECTED_VERSIONS)('knows what each command of %s takes', async (version) => {
    const all = await readIntrospection(version);
    expect(all.commands.length).toBeGreaterThan(150);
    for (const command of all.commands) expect(all.argumentsOf(command), command).toBeDefined();
  });
});

describe('guessArguments', () => {
  it('guesses what a value is by what it looks like', () => {
    const words = [
      'a=1',
      'b=-1.5e3',
      'c=true',
      'd=null',
      'e=01',
      'f=',
      'g.h={"i":18446744073709551615}',
      'j="k"',
    ];
    expect(guessArguments('x-new', words)).toEqual({
      ...{ a: 1, b: -1500, c: true, d: null, e: '01', f: '' },
      ...{ g: { h: { i: 18446744073709551615n } }, j: 'k' },
    });
    expect(guessArguments('x-new', ['{"a":1}'])).toEqual({ a: 1 });
    expect(() => guessArguments('x-new', ['a={'])).toThrow('x-new.a is not valid JSON');
  });
});
