import type { GuestNic } from '../model/qemu-sample.js';
import type { ExecuteOptions } from '../protocol/qmp/executor.js';
import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import { asString } from '../support/decode.js';
import { compareDevices, type Device } from './devices.js';
import { readProperty } from './property.js';

/** The QOM types of network cards: pluggable ones, and those of common boards. */
const NIC_TYPE =
  /^(?:virtio-net-|e1000|igb$|rtl8139|vmxnet3|ne2k_|i82(?:5[56]\d\w{0,2}|801)$|pcnet|lance|tulip|sungem|sunhme|usb-net|spapr-vlan|xen-net-device|smc91c111|lan9118|cadence_gem|ftgmac100|imx\.enet|allwinner-.*emac|opencores\.eth)/;

/** Reads the backend and MAC address of every network card from QOM, which costs less than query-rx-filter. */
export async function readNics(
  qmp: QemuExecutor,
  devices: readonly Device[],
  options?: ExecuteOptions,
): Promise<readonly GuestNic[]> {
  const nics = await Promise.all(
    devices
      .filter(({ type }) => NIC_TYPE.test(type))
      .sort(compareDevices)
      .map(async ({ path, id }) => {
        const [netdev, mac] = await Promise.all([
          readProperty(qmp, path, 'netdev', options).then(asString),
          readProperty(qmp, path, 'mac', options).then(asString),
        ]);
        return { path, id, netdev: netdev || undefined, mac: mac?.toLowerCase() };
      }),
  );
  // A device with neither is not a card, whatever the name of its type (e.g. the backend of a virtio card).
  return nics.filter(({ netdev, mac }) => netdev !== undefined || mac !== undefined);
}
