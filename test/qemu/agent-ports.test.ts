import { expect, it } from 'vitest';
import { readAgentPorts } from '../../src/qemu/agent-ports.js';
import { fakeQemu } from './fake-qemu.js';

it('the ports of the agent are those of its name', async () => {
  const names: { readonly [path: string]: string } = {
    '/machine/peripheral/channel0': 'org.qemu.guest_agent.0',
    '/machine/peripheral/channel1': 'com.redhat.spice.0',
  };
  const qmp = fakeQemu((command, { path, property }) => {
    if (command === 'qom-get' && property === 'name') return names[String(path)];
    if (path !== '/machine/peripheral') return [];
    const ports = ['channel0', 'channel1'].map((name) => ({ name, type: 'child<virtserialport>' }));
    return [...ports, { name: 'net0', type: 'child<virtio-net-pci>' }];
  });
  expect(await readAgentPorts(qmp)).toEqual(new Set(['channel0']));
});
