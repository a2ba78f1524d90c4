// A mock QEMU in a process of its own, whose guest has the port org.qgauge.0. Its parent has the guest carry out steps at the port.

import { ownThreadIds, startMockQemu } from '../../dist/mock-qemu/index.js';

const [options] = process.argv.slice(-1);
const qemu = await startMockQemu({
  vcpus: ownThreadIds().slice(0, 1),
  ports: [{ name: 'org.qgauge.0' }],
  ...JSON.parse(options),
});
const [port] = qemu.ports;
process.on('message', async ({ id, steps }) => {
  const read = port.lines.length;
  await port.run(steps);
  process.send({ id, lines: port.lines.slice(read), connections: port.connections });
});
process.once('disconnect', () => qemu.close());
process.send({ address: qemu.address, path: port.path });
