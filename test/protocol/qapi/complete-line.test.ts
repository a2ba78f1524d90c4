import { describe, expect, it } from 'vitest';
import { completeLine } from '../../../src/protocol/qapi/complete-line.js';
import { readIntrospection } from '../../../src/protocol/qapi/read-introspection.js';

const schema = await readIntrospection('7.2');

describe('completeLine', () => {
  it.each<[string, string, readonly string[]]>([
    ['query-stat', 'query-stat', ['query-stats', 'query-stats-schemas', 'query-status']],
    ['query-statu', 'query-statu', ['query-status ']],
    ['nothing-such', 'nothing-such', []],
    ['qom-get ', '', ['path=', 'property=']],
    ['qom-get path=/machine ', '', ['property=']],
    ['set-action p', 'p', ['panic=']],
    ['set-action panic=', '', ['pause', 'shutdown', 'exit-failure', 'none']],
    ['set-action panic=pa', 'pa', ['pause ']],
    ['query-named-block-nodes flat=t', 't', ['true ']],
    ['query-stats target=v', 'v', ['vm', 'vcpu']],
    ['query-stats target=vcpu ', '', ['providers=', 'vcpus=']],
    ['query-stats target=vm ', '', ['providers=']],
    ['blockdev-add driver=qcow2 cac', 'cac', ['cache.', 'cache-size=', 'cache-clean-interval=']],
    ['blockdev-add driver=qcow2 cache.d', 'cache.d', ['cache.direct=']],
    ['blockdev-add driver=qcow2 cache.direct=f', 'f', ['false ']],
    ['blockdev-add file.driver=file file.filen', 'file.filen', []],
    ['blockdev-add driver=qcow2 file.driver=file file.filen', 'file.filen', ['file.filename=']],
    ['query-status ', '', []],
    ['nothing-such a', '', []],
    ['qom-set {"a', '', []],
    ['qom-get path="/a', '', []],
  ])('%s', (line, partial, candidates) => {
    const found = completeLine(schema, line);
    expect(found.candidates.toSorted()).toEqual(candidates.toSorted());
    if (candidates.length > 0) expect(found.partial).toBe(partial);
  });

  it('leaves to QEMU what its objects are called', () => {
    expect(completeLine(schema, 'qom-list path=/machine/per')).toEqual({
      partial: 'per',
      candidates: [],
      ask: { what: 'objects', path: '/machine' },
    });
    expect(completeLine(schema, 'qom-get path=/')).toMatchObject({ partial: '', ask: { path: '/' } });
    expect(completeLine(schema, 'qom-get path=/machine property=ty')).toMatchObject({
      partial: 'ty',
      ask: { what: 'properties', path: '/machine' },
    });
    expect(completeLine(schema, 'eject id=/machine')).not.toHaveProperty('ask');
  });
});
