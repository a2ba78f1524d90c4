// Reads the QOM types of a running QEMU, for schemas/qom/types-VERSION.json:
//   node scripts/read-qom-types.js /run/vm1/qmp.sock > schemas/qom/types-12.0.json
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

const socket = connect(process.argv[2]);
const lines = createInterface({ input: socket })[Symbol.asyncIterator]();

async function execute(command, args = {}) {
  socket.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
  for (;;) {
    const message = JSON.parse((await lines.next()).value);
    if (message.error) throw new Error(message.error.desc);
    if (message.return !== undefined) return message.return;
  }
}

const listTypes = async (wanted) =>
  (await execute('qom-list-types', { abstract: true, ...wanted })).map(({ name, parent, abstract }) =>
    abstract ? [name, parent ?? null, true] : parent === undefined ? [name] : [name, parent],
  );

await once(socket, 'connect');
await lines.next(); // the greeting
await execute('qmp_capabilities');
const types = await listTypes({});
const parents = new Map(types.map(([name, parent]) => [name, parent ?? undefined]));
const inherits = (type, roots) =>
  type !== undefined && (roots.has(type) || inherits(parents.get(type), roots));
const interfaces = {};
const lists = {};
for (const [name] of await listTypes({ implements: 'interface' })) {
  const implementers = new Set((await listTypes({ implements: name })).map(([type]) => type));
  // A type inherits what its parent implements.
  const roots = new Set(
    [...implementers].filter((type) => type !== name && !implementers.has(parents.get(type))),
  );
  const isInherited = types.every(
    ([type]) => implementers.has(type) === (inherits(type, roots) || inherits(type, new Set([name]))),
  );
  if (!isInherited) lists[name] = [...implementers];
  else if (roots.size > 0) interfaces[name] = [...roots];
}
socket.end();
const rowsOf = (entries) => entries.map((entry) => JSON.stringify(entry)).join(',\n');
const membersOf = (members) =>
  Object.entries(members)
    .map(([name, names]) => `${JSON.stringify(name)}: ${JSON.stringify(names)}`)
    .join(',\n');
process.stdout.write(
  `{\n"types": [\n${rowsOf(types)}\n],\n"interfaces": {\n${membersOf(interfaces)}\n},\n"lists": {\n${membersOf(lists)}\n}\n}\n`,
);
