import { expect, it } from 'vitest';
import { AgentAnswerError } from '../../../src/domain/agent/agent-answer.js';
import { agentInterfaces, decodeInterfaces } from '../../../src/domain/agent/interfaces.js';
import { recordedAnswer } from '../../protocol/qga/recorded-agent.js';
import { reachOf } from '../agent-reach.js';

const LAB = [
  {
    name: 'lo',
    mac: '00:00:00:00:00:00',
    addresses: [
      { type: 'ipv4', address: '127.0.0.1', prefix: 8 },
      { type: 'ipv6', address: '::1', prefix: 128 },
    ],
  },
  {
    name: 'eth0',
    mac: '52:54:00:aa:bb:01',
    addresses: [
      { type: 'ipv4', address: '10.0.2.15', prefix: 24 },
      { type: 'ipv6', address: 'fe80::5054:ff:feaa:bb01', prefix: 64 },
    ],
  },
  { name: 'eth1', mac: '52:54:00:aa:bb:02', addresses: [] },
];

it('have names, MACs and addresses', async () => {
  expect(decodeInterfaces(recordedAnswer('guest-network-get-interfaces'))).toEqual(LAB);
  expect(await agentInterfaces(await reachOf())).toEqual(LAB);
});

it('take in their aliases', () => {
  const address = (text: string) => ({ 'ip-address-type': 'ipv4', 'ip-address': text, prefix: 24 });
  const answer = [
    { name: 'eth0', 'hardware-address': '52:54:00:AA:BB:01', 'ip-addresses': [address('192.0.2.1')] },
    { name: 'lo' },
    { name: 'eth0:1', 'hardware-address': '52:54:00:aa:bb:09', 'ip-addresses': [address('192.0.2.2')] },
  ];
  expect(decodeInterfaces(answer)).toEqual([
    {
      name: 'eth0',
      mac: '52:54:00:aa:bb:01',
      addresses: [
        { type: 'ipv4', address: '192.0.2.1', prefix: 24 },
        { type: 'ipv4', address: '192.0.2.2', prefix: 24 },
      ],
    },
    { name: 'lo', mac: undefined, addresses: [] },
  ]);
});

it('are left out without a name, and addresses and MACs that are none', () => {
  const ips = ['10.0.0.1\n', '10.0.0', 'fe80::1%12', 'fe80::1%\u001b[2J', 7, '2001:db8::1'].map(
    (text, index) => ({
      'ip-address': text,
      prefix: index === 5 ? 129 : 64,
    }),
  );
  const answer = [{ 'ip-addresses': ips }, { name: 'a', 'hardware-address': 'x', 'ip-addresses': ips }, null];
  expect(decodeInterfaces(answer)).toEqual([
    {
      name: 'a',
      mac: undefined,
      addresses: [
        { type: 'ipv6', address: 'fe80::1%12', prefix: 64 },
        { type: 'ipv6', address: '2001:db8::1', prefix: undefined },
      ],
    },
  ]);
  expect(() => decodeInterfaces('lo')).toThrow(AgentAnswerError);
});

it('of a guest with very many are bounded', () => {
  const many = Array.from({ length: 1000 }, () => ({ 'ip-address': '192.0.2.1' }));
  const answer = Array.from({ length: 5000 }, (_, number) => ({
    name: `e${number}`,
    'ip-addresses': number === 0 ? many : [],
  }));
  const interfaces = decodeInterfaces(answer);
  expect(interfaces).toHaveLength(4096);
  expect(interfaces[0]?.addresses).toHaveLength(256);
});
