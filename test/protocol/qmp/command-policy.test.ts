import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { READERS, UNSTABLE_COMMANDS } from '../../../src/protocol/qapi/readers.js';
import { isMachinePath, judgeCommand } from '../../../src/protocol/qmp/command-policy.js';

const NOTHING = { control: false, unstable: false };

function version(text: string) {
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return { major, minor, micro: 0, package: '' };
}

function lacks(command: string, args?: object, of = '7.2', permissions = NOTHING) {
  return judgeCommand(command, args, version(of), permissions)?.lacks;
}

/** The spellings by which a QEMU 7.2 resolves the object `s0` below /objects, and more that it might. */
const SECRET_PATHS = [
  ...['s0', 'objects/s0', '//objects/s0', '/objects//s0', '/objects/s0', '/objects/s0/'],
  ...['/machine//peripheral', '/machine//', '//machine', '/machinery', 'machine', 'machine/', '', '/'],
];

describe('a client without permissions', () => {
  it.each(['query-status', 'query-block', 'query-qmp-schema', 'qmp_capabilities', 'qom-list-types'])(
    'may send %s',
    (command) => {
      expect(lacks(command)).toBeUndefined();
    },
  );

  it.each([
    ['qom-get', { path: '/machine', property: 'type' }],
    ['qom-get', { path: '/machine/peripheral/web 1', property: 'type' }],
    ['qom-list', { path: '/machine/peripheral' }],
    ['qom-list', { path: '/machine/peripheral/balloon0/' }],
    ['qom-list', { path: '/' }],
    ['qom-list', { path: '/objects' }],
    ['qom-list-get', { paths: ['/machine', '/machine/unattached/device[0]'] }],
    ['qom-set', { path: '/machine/x', property: 'guest-stats-polling-interval', value: 1 }],
    ['query-stats', { target: 'vm' }],
  ])('may send %s %j', (command, args) => {
    expect(lacks(command, args)).toBeUndefined();
  });

  it.each([
    ...['quit', 'stop', 'balloon', 'human-monitor-command', 'device-list-properties', 'no-such-command'],
    // A newer QEMU's, of which nobody knows what it does.
    'query-something-new',
    ...['query-cpus', 'query-cpu-definitions', 'query-rx-filter', 'query-acpi-ospm-status'],
    ...['toString', '__proto__', 'constructor', ''],
  ])('may not send %j, and needs control for it', (command) => {
    expect(lacks(command)).toEqual(['control']);
    expect(lacks(command, undefined, '7.2', { control: true, unstable: false })).toBeUndefined();
  });

  it.each(SECRET_PATHS)('reads nothing at the QOM path %j', (path) => {
    expect(isMachinePath(path)).toBe(false);
    for (const [command, args] of [
      ['qom-get', { path, property: 'data' }],
      ['qom-list-get', { paths: [path] }],
      ['qom-list-get', { paths: ['/machine', path] }],
      ['qom-set', { path, property: 'guest-stats-polling-interval', value: 1 }],
    ] as const)
      expect(lacks(command, args), `${command} ${JSON.stringify(args)}`).toEqual(['control']);
    if (path !== '/') expect(lacks('qom-list', { path })).toEqual(['control']);
  });

  it.each([undefined, {}, { path: 1 }, { path: ['/machine'] }, { paths: '/machine' }, { paths: {} }])(
    'sends no QOM question with %j',
    (args) => {
      for (const command of ['qom-get', 'qom-list', 'qom-list-get'])
        expect(lacks(command, args)).toEqual(['control']);
    },
  );

  it('takes no path for one of /machine that QEMU may resolve elsewhere', () => {
    const words = fc.constantFrom('machine', 'objects', 's0', '', '.', '..', 'peripheral');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), (components) => {
        const path = components.join('/');
        const [root, first, ...rest] = components;
        const inner = rest.at(-1) === '' ? rest.slice(0, -1) : rest;
        const isSafe = root === '' && first === 'machine' && inner.every((component) => component !== '');
        expect(isMachinePath(path)).toBe(isSafe);
      }),
    );
  });
});

describe('an unstable command', () => {
  it('needs a permission of its own, control or not', () => {
    for (const command of UNSTABLE_COMMANDS)
      expect(lacks(command, {}, '7.2', { control: true, unstable: false }), command).toEqual(['unstable']);
    expect(lacks('x-of-a-newer-qemu', {})).toEqual(['control', 'unstable']);
    expect(lacks('x-query-roms')).toEqual(['unstable']);
    expect(lacks('x-blockdev-change', {}, '7.2', { control: false, unstable: true })).toEqual(['control']);
  });

  it('of which some QEMUs die goes to those that were tried', () => {
    const unstable = { control: false, unstable: true };
    for (const series of ['7.2', '10.0'])
      expect(lacks('x-query-virtio-status', {}, series, unstable)).toBeUndefined();
    for (const series of ['5.2', '8.0', '9.2', '10.1', '11.0', '11.1', '12.0'])
      expect(lacks('x-query-virtio-status', {}, series, unstable), series).toEqual(['control']);
    const refusal = judgeCommand('x-query-virtio-status', {}, version('11.1'), unstable);
    expect(refusal?.reason).toBe('it aborts QEMU 11.1, was tried on 7.2 and 10.0 only, and this is 11.1');
  });
});

describe('the list of readers', () => {
  it('holds questions only, and nothing unstable', () => {
    for (const name of READERS) {
      expect(name).toMatch(/^(?:query-[a-z0-9-]+|qom-(?:get|list[a-z-]*)|qmp_capabilities)$/);
      expect(UNSTABLE_COMMANDS.has(name), name).toBe(false);
    }
    expect(READERS.size).toBeGreaterThan(70);
  });

  it('leaves vCPU statistics to QEMUs that read them without an interrupt', () => {
    expect(lacks('query-stats', { target: 'vcpu' }, '8.0')).toEqual(['control']);
    expect(lacks('query-stats', { target: 'vcpu' }, '8.1')).toBeUndefined();
    expect(lacks('query-stats', { target: 'vcpu' }, '11.1')).toBeUndefined();
  });
});
