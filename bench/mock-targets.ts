import { join } from 'node:path';
import { type Address, parseAddress } from 'qgauge';

/** The name of the second monitor of a mock, for the floor. */
export function floorSocket(number: number): string {
  return `${number}.floor.sock`;
}

/** The path of a mock's monitor. */
export function monitorAt(directory: string, number: number): string {
  return join(directory, `${number}.sock`);
}

/** The path of its port. */
export function portAt(directory: string, number: number): string {
  return join(directory, `${number}.port`);
}

/** Returns the addresses of the sockets 0.sock, 1.sock and so on of a directory, as the poller takes them. */
export function mockTargets(directory: string, count: number): readonly { readonly address: Address }[] {
  return Array.from({ length: count }, (_, number) => ({
    address: parseAddress(monitorAt(directory, number)),
  }));
}
