import { join } from 'node:path';
import { type Address, parseAddress } from 'qgauge';

/** The name of the second monitor of a mock, for the floor. */
export function floorSocket(number: number): string {
  return `${number}.floor.sock`;
}

/** Returns the addresses of the sockets 0.sock, 1.sock and so on of a directory, as the poller takes them. */
export function mockTargets(directory: string, count: number): readonly { readonly address: Address }[] {
  return Array.from({ length: count }, (_, number) => ({
    address: parseAddress(join(directory, `${number}.sock`)),
  }));
}
