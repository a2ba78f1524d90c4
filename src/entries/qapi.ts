/**
 * `qgauge/qapi`: what a QEMU takes, as its introspection describes it; and its objects.
 *
 * @packageDocumentation
 */

// The introspection of QEMU 5.2, 7.2, 10.0 and 11.1, which the package holds: no QEMU is asked for it.

export { type BuiltinType, Introspection, type SchemaEntry } from '../protocol/qapi/introspection.js';
export {
  INTROSPECTED_VERSIONS,
  type IntrospectedVersion,
  nearestIntrospected,
  readIntrospection,
} from '../protocol/qapi/read-introspection.js';

// A command line, such as `query-named-block-nodes flat=on`.

export { ArgumentError } from '../protocol/qapi/argument-error.js';
export { type Completion, completeLine } from '../protocol/qapi/complete-line.js';
export {
  type ArgumentDescription,
  type CommandDescription,
  describeCommand,
} from '../protocol/qapi/describe-command.js';
export { guessJson, TypedText } from '../protocol/qapi/given.js';
export { guessArguments, parseArguments, unknownCommand } from '../protocol/qapi/parse-arguments.js';
export { convertScalar } from '../protocol/qapi/scalars.js';
export { type SplitLine, splitLine } from '../protocol/qapi/split-line.js';

// QEMU's object model.

export {
  type QomLink,
  type QomNode,
  type QomTree,
  type QomTreeOptions,
  readQomTree,
} from '../qemu/qom-tree.js';
