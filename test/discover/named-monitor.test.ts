import { expect, it } from 'vitest';
import { namedMonitor, parseNamedMonitor } from '../../src/discover/named-monitor.js';
import { AddressError } from '../../src/protocol/transport/address.js';

const unix = (path: string) => ({ type: 'unix', path }) as const;

it.each([
  ['/run/vm1/qmp.sock', { address: unix('/run/vm1/qmp.sock') }],
  ['web=/run/vm1/qmp.sock', { name: 'web', address: unix('/run/vm1/qmp.sock') }],
  ['web 1=unix:/run/a', { name: 'web 1', address: unix('/run/a') }],
  ['web=tcp:192.0.2.7:4444', { name: 'web', address: { type: 'tcp', host: '192.0.2.7', port: 4444 } }],
  ['web=/run/a=b', { name: 'web', address: unix('/run/a=b') }],
  ['/run/a=b', { address: unix('/run/a=b') }],
  ['unix:/run/a=/b', { address: unix('/run/a=/b') }],
])('%s is a monitor', (text, monitor) => {
  expect(parseNamedMonitor(text)).toEqual(monitor);
});

it.each([
  ['=/run/a', "'=/run/a' is not an address: the name before = is missing; write NAME=ADDRESS or ADDRESS"],
  ['a:b=/run/a', "'a:b=/run/a' is not an address: a name has neither / nor :; write NAME=ADDRESS or ADDRESS"],
  ['web=', "'' is not an address: it is empty; write unix:/path, /path or tcp:host:port"],
  ['web=h:1', "'h:1' is not an address: it names neither a path nor a transport; write tcp:h:1"],
])('%s is refused', (text, message) => {
  expect(() => parseNamedMonitor(text)).toThrow(message);
});

it('is given as a text, with its address as a text, or in its parts', () => {
  const web = { name: 'web', address: unix('/run/a') };
  for (const given of ['web=/run/a', { name: 'web', address: 'unix:/run/a' }, web])
    expect(namedMonitor(given)).toEqual(web);
  expect(() => namedMonitor({ address: 'h:1' })).toThrow(AddressError);
});
