import { onTestFinished } from 'vitest';
import type { QmpClientOptions } from '../../../src/protocol/qmp/client-options.js';
import { GenericQmpClient } from '../../../src/protocol/qmp/generic-qmp-client.js';
import type { Address } from '../../../src/protocol/transport/address.js';

/** Connects a client with `control`: the commands of its tests are none of QEMU's, and would be refused without. */
export async function open(address: Address, options?: QmpClientOptions): Promise<GenericQmpClient> {
  const client = await GenericQmpClient.connect(address, { control: true, ...options });
  onTestFinished(() => client.close());
  return client;
}
