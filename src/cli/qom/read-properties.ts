import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { QmpClient } from '../../protocol/qmp/qmp-client.js';
import { asRecords, asString } from '../../support/decode.js';
import { byName } from './tree-text.js';

/** What an object has: a property, a link, or an object below it. */
export interface Property {
  readonly name: string;
  readonly type: string;
}

/** Reads what an object has: objects first, each kind by name. */
export async function readProperties(
  client: QmpClient,
  path: string,
  options: ExecuteOptions,
): Promise<readonly Property[]> {
  const reply: unknown = await client.execute('qom-list', { path }, options);
  const properties = asRecords(reply).map(({ name, type }) => ({
    name: asString(name) ?? '',
    type: asString(type) ?? '',
  }));
  const rank = ({ type }: Property) => (type.startsWith('child<') ? 0 : 1);
  return properties.sort((a, b) => rank(a) - rank(b) || byName(a.name, b.name));
}
