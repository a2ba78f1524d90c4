import { isAtLeast, type QemuVersion } from '../qapi/versions.js';
import type { Json, JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';

/** The enabled capabilities and the parameters of a machine's migrations. */
export class MigrationSettings {
  readonly #on = new Set<string>();
  readonly parameters = new Map<string, Json>(Object.entries(DEFAULTS));

  isOn(capability: string): boolean {
    return this.#on.has(capability);
  }

  setCapability(capability: string, state: boolean): void {
    if (state) this.#on.add(capability);
    else this.#on.delete(capability);
  }

  /** @throws {QmpError} when a parameter is out of range; then none is set */
  setParameters(parameters: JsonObject, version: QemuVersion): void {
    for (const [name, value] of Object.entries(parameters)) checkParameter(name, value, version);
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined) this.parameters.set(name, value ?? '');
    }
  }
}

function checkParameter(name: string, value: Json | undefined, version: QemuVersion): void {
  const range = RANGES[name];
  if (range === undefined || typeof value !== 'bigint') return;
  const [low, high, expected] = range;
  if (value >= low && value <= high) return;
  throw new QmpError(
    isAtLeast(version, '11.1')
      ? `Option ${name} expects ${expected}`
      : `Parameter '${name.replaceAll('-', '_')}' expects ${expected.replaceAll('-', '_')}`,
  );
}

type Range = readonly [low: number, high: number, expected: string];

function percent(low: number, high: number): Range {
  return [low, high, `an integer in the range of ${low} to ${high}`];
}

function between(low: number, high: number): Range {
  return [low, high, `a value between ${low} and ${high}`];
}

const RANGES: Readonly<Record<string, Range>> = {
  'cpu-throttle-initial': percent(1, 99),
  'cpu-throttle-increment': percent(1, 99),
  'throttle-trigger-threshold': percent(1, 100),
  'max-cpu-throttle': [20, 99, 'an integer in the range of cpu-throttle-initial to 99'],
  'downtime-limit': [0, 2_000_000, 'an integer in the range of 0 to (2000 * 1000) ms'],
  'compress-level': between(0, 9),
  'compress-threads': between(1, 255),
  'decompress-threads': between(1, 255),
  'multifd-channels': between(1, 255),
  'multifd-zlib-level': between(0, 9),
  'multifd-zstd-level': between(0, 20),
  'announce-initial': between(0, 100_000),
  'announce-max': between(0, 100_000),
  'announce-rounds': between(0, 1000),
  'announce-step': between(0, 10_000),
};

/** Of all versions; each version shows its own. */
const DEFAULTS: Readonly<Record<string, Json>> = {
  'announce-initial': 50,
  'announce-max': 550,
  'announce-rounds': 5,
  'announce-step': 100,
  'avail-switchover-bandwidth': 0,
  'block-incremental': false,
  'compress-level': 1,
  'compress-threads': 8,
  'compress-wait-thread': true,
  'cpr-exec-command': [],
  'cpu-throttle-increment': 10,
  'cpu-throttle-initial': 20,
  'cpu-throttle-tailslow': false,
  'decompress-threads': 2,
  'direct-io': false,
  'downtime-limit': 300,
  'max-bandwidth': 134_217_728,
  'max-cpu-throttle': 99,
  'max-postcopy-bandwidth': 0,
  mode: 'normal',
  'multifd-channels': 2,
  'multifd-compression': 'none',
  'multifd-qatzip-level': 1,
  'multifd-zlib-level': 1,
  'multifd-zstd-level': 1,
  'throttle-trigger-threshold': 50,
  'tls-authz': '',
  'tls-creds': '',
  'tls-hostname': '',
  'vcpu-dirty-limit': 1,
  'x-checkpoint-delay': 20_000,
  'x-rdma-chunk-size': 1_048_576,
  'x-vcpu-dirty-limit-period': 1000,
  'xbzrle-cache-size': 67_108_864,
  'zero-page-detection': 'multifd',
};
