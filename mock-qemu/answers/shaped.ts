import type { Machine } from '../machine/machine.js';
import { introspectionOf } from '../qapi/introspection.js';
import { shapeValue } from '../qapi/shape-value.js';
import type { Json } from '../wire/json.js';

/** Reduces a reply, written for the newest version, to the members that the machine's version returns. */
export function shaped(machine: Machine, command: string, reply: Json): Json {
  const schema = introspectionOf(machine.version);
  const returns = schema.commands.get(command)?.['ret-type'];
  return returns === undefined ? reply : (shapeValue(schema, returns, reply) ?? reply);
}
