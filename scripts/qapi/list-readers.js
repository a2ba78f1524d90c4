import { GENERATED } from './layout.js';

/** Commands besides `query-…` that read, and change nothing. */
const OTHER_READERS = [
  'qmp_capabilities',
  'qom-get',
  'qom-list',
  'qom-list-get',
  'qom-list-properties',
  'qom-list-types',
];
const UNSTABLE_READER = /^x-(?:debug-)?query-|^x-accel-stats$|^query-/;

/**
 * Lists the commands that a client without `control` may send.
 *
 * It is a list of names, not a pattern: an unknown command, of a newer QEMU, is not sent.
 *
 * @param commands of all versions, as {@link mergeSchemas} returns them
 */
export function printReaders(commands) {
  const stable = commands.filter((command) => !isUnstable(command)).map(({ name }) => name);
  const unstable = commands.filter(isUnstable).map(({ name }) => name);
  const readers = stable.filter((name) => name.startsWith('query-') || OTHER_READERS.includes(name));
  return [
    GENERATED,
    printSet(
      'READERS',
      'The stable commands that read: every `query-…`, and those that list and read QOM.',
      readers,
    ),
    printSet(
      'UNSTABLE_COMMANDS',
      'The commands that QEMU marks as unstable, or named so before it had marks (`x-…`).',
      unstable,
    ),
    printSet(
      'UNSTABLE_READERS',
      'The unstable commands that read.',
      unstable.filter((name) => UNSTABLE_READER.test(name)),
    ),
  ].join('\n');
}

function isUnstable({ name, features }) {
  return name.startsWith('x-') || features.includes('unstable');
}

function printSet(name, doc, names) {
  const lines = names.map((one) => `  '${one}',\n`).join('');
  return `/** ${doc} */\nexport const ${name}: ReadonlySet<string> = new Set([\n${lines}]);\n`;
}
