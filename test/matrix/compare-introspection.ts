import { Introspection, introspectionOf, type SchemaInfo } from '../../mock-qemu/qapi/introspection.js';
import { NEWEST_VERSION, type QemuVersion } from '../../mock-qemu/qapi/versions.js';
import { runCommand } from '../lab/run-command.js';

/**
 * Compares the introspection of a QEMU with that of a version in schemas/qapi. A line is `+ query-new`, or `- migrate.arguments.blk`, for
 * each command, event, member, variant, value and feature that only this QEMU (`+`), or only the known one (`-`), has.
 */
export async function compareIntrospection(qemu: string, version: QemuVersion): Promise<readonly string[]> {
  const found = describe(await readIntrospection(qemu));
  const known = describe(introspectionOf(version));
  return [
    ...[...found].filter((line) => !known.has(line)).map((line) => `+ ${line}`),
    ...[...known].filter((line) => !found.has(line)).map((line) => `- ${line}`),
  ];
}

async function readIntrospection(qemu: string): Promise<Introspection> {
  const commands = ['qmp_capabilities', 'query-qmp-schema', 'quit'].map((execute) => ({
    execute,
    id: execute,
  }));
  const output = await runCommand(
    qemu,
    ['-machine', 'none', '-nodefaults', '-display', 'none', '-qmp', 'stdio'],
    {
      input: commands.map((command) => JSON.stringify(command)).join('\n'),
    },
  );
  const messages: { id?: string; return?: readonly SchemaInfo[] }[] = output
    .trim()
    .split('\r\n')
    .map((line) => JSON.parse(line));
  const entries = messages.find(({ id }) => id === 'query-qmp-schema')?.return ?? [];
  return new Introspection(NEWEST_VERSION, entries);
}

/** Names all parts of an introspection by where they are used. A type that is used in several places is named by the first one. */
function describe(schema: Introspection): ReadonlySet<string> {
  const lines = new Set<string>();
  const seen = new Set<string>();
  const add = (path: string, { features = [] }: { readonly features?: readonly string[] }) => {
    lines.add(path);
    for (const feature of features) lines.add(`${path} (${feature})`);
  };
  const addType = (path: string, name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const type = schema.type(name);
    if (type['meta-type'] === 'array') addType(path, type['element-type']);
    if (type['meta-type'] === 'enum') for (const value of type.values) lines.add(`${path}=${value}`);
    if (type['meta-type'] === 'alternate') for (const { type: branch } of type.members) addType(path, branch);
    if (type['meta-type'] !== 'object') return;
    for (const member of type.members) {
      add(`${path}.${member.name}`, member);
      addType(`${path}.${member.name}`, member.type);
    }
    for (const { case: variant, type: variantType } of type.variants ?? [])
      addType(`${path}[${variant}]`, variantType);
  };
  const byName = <T extends { readonly name: string }>(entries: Iterable<T>): T[] =>
    [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const command of byName(schema.commands.values())) {
    add(command.name, command);
    addType(`${command.name}.arguments`, command['arg-type']);
    addType(`${command.name}.return`, command['ret-type']);
  }
  for (const event of byName(schema.events.values())) {
    add(event.name, event);
    addType(`${event.name}.data`, event['arg-type']);
  }
  return lines;
}
