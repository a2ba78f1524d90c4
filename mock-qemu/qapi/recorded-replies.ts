import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Json } from '../wire/json.js';
import { introspectionOf } from './introspection.js';
import { shapeValue } from './shape-value.js';
import type { QemuVersion } from './versions.js';

/**
 * The constant replies of a build: its CPU models, its machine types, its features. Recorded from Debian's QEMU 7.2 and
 * 10.0; 5.2 and 11.1 use the nearest of them, reduced to the version's introspection.
 *
 * @returns undefined for a command whose reply depends on the machine
 */
export function recordedReply(version: QemuVersion, command: string): Json | undefined {
  const reply = repliesOf(version)[command];
  if (reply === undefined || version === RECORDED[version]) return reply;
  const schema = introspectionOf(version);
  const info = schema.commands.get(command);
  return info === undefined ? undefined : shapeValue(schema, info['ret-type'], reply);
}

/** The recording that each version uses. */
const RECORDED: Readonly<Record<QemuVersion, QemuVersion>> = {
  '5.2': '7.2',
  '7.2': '7.2',
  '10.0': '10.0',
  '11.1': '10.0',
};

type Replies = Readonly<Record<string, Json>>;

const require = createRequire(import.meta.url);
const loaded = new Map<QemuVersion, Replies>();

function repliesOf(version: QemuVersion): Replies {
  const source = RECORDED[version];
  const known = loaded.get(source);
  if (known !== undefined) return known;
  const replies: Replies = JSON.parse(
    readFileSync(require.resolve(`#schemas/replies/${source}.json`), 'utf8'),
  );
  loaded.set(source, replies);
  return replies;
}
