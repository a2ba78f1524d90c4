import { describeType } from './describe-type.js';
import { docComment } from './doc-comment.js';
import { GENERATED } from './layout.js';
import { rootsOf } from './name-types.js';
import { TypePrinter } from './print-type.js';

const HEADER = `${GENERATED}
/**
 * An integer of 64 bits. In a reply it is a bigint only beyond ±(2^53 − 1), and \`toNumber\` makes a number of it; an argument
 * may be either.
 */
export type Integer = number | bigint;

/** Any other string: a value that none of the versions lists. It leaves the listed ones for the editor to offer. */
export type Unlisted = string & {};

/** An object without members. */
export type Empty = { readonly [name: string]: never };
`;

/** Commands that take the properties of any device or object; introspection lists none, or (of object-add, since 6.0) most. */
const OPEN_COMMANDS = ['device_add', 'object-add'];

/** Prints the declarations of all types, by name. */
export function printTypes({ commands, events, classes }, names, versions, numbers) {
  const printer = new TypePrinter(names, versions);
  const declarations = new Map();
  const ofArguments = classes.classesFrom(commands.map((command) => command.places.arguments));
  const open = openClasses(commands, classes);
  for (const [typeClass, { name, owner, text }] of names) {
    const type = { ...describeType(typeClass, classes), isOpen: open.has(typeClass) };
    if (!ofArguments.has(typeClass)) type.members = withNumbers(type.members, name, numbers);
    declarations.set(name, printer.declaration(name, type, docComment(type, versions, { owner, text })));
  }
  for (const { name, place, text } of [...commands, ...events].flatMap(rootsOf)) {
    const type = classes.typeAt(place);
    if (type.empty || declarations.has(name)) continue;
    declarations.set(name, `/** ${text} */\nexport type ${name} = ${printer.reference(type)};\n`);
  }
  const sorted = [...declarations].sort(([a], [b]) => (a < b ? -1 : 1));
  return [HEADER, ...sorted.map(([, text]) => text)].join('\n');
}

function openClasses(commands, classes) {
  const open = commands.filter(({ name }) => OPEN_COMMANDS.includes(name));
  return new Set(open.flatMap((command) => classes.directClassesAt(command.places.arguments)));
}

function withNumbers(members, typeName, numbers) {
  return members.map((member) =>
    isInteger(member.type) && numbers.has(typeName, member.name) ? { ...member, int: 'number' } : member,
  );
}

function isInteger(type) {
  if (type.array) return isInteger(type.array);
  return type.builtin === 'int' || (type.union?.some(isInteger) ?? false);
}
