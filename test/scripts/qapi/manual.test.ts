import { describe, expect, it } from 'vitest';
import { generateQapi } from '../../../scripts/qapi/generate-qapi.js';
import { Schema } from '../../../scripts/qapi/read-schemas.js';
import { object } from './tiny-schema.js';

const PAGE = 'https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html';

const empty = { name: '0', ...object({}) };
const went = { 'meta-type': 'command', name: 'went', 'arg-type': '0', 'ret-type': '0' };
const stop = { 'meta-type': 'command', name: 'stop', 'arg-type': '0', 'ret-type': '0' };
const stopped = { 'meta-type': 'event', name: 'STOPPED', 'arg-type': '0' };
const schemas = [new Schema('1.0', [went, stop, empty]), new Schema('2.0', [stop, stopped, empty])];

describe("QEMU's manual", () => {
  const files = generateQapi(schemas, { modules: ['misc: stop', 'run-state: STOPPED'] });

  it('is linked where it describes a command or event', () => {
    expect(files.get('commands.ts')).toContain(
      `  /**\n   * @see ${PAGE}#command-QMP-misc.stop\n   * @since 1.0 or before\n   */\n  readonly stop: {`,
    );
    expect(files.get('events.ts')).toContain(
      `  /**\n   * @see ${PAGE}#event-QMP-run-state.STOPPED\n   * @since 2.0\n   */\n  readonly STOPPED: `,
    );
  });

  it('is not linked from a command that the newest version has not', () => {
    expect(files.get('commands.ts')).toContain(
      '  /**\n   * @since 1.0 or before\n   * @until 1.0\n   */\n  readonly went: {',
    );
  });

  it('has a module for each that the newest version has, and for no other', () => {
    expect(() => generateQapi(schemas, { modules: ['misc: stop'] })).toThrow(
      'manual-modules.js: no module for STOPPED',
    );
    expect(() => generateQapi(schemas, { modules: ['misc: stop went', 'run-state: STOPPED'] })).toThrow(
      'manual-modules.js: the newest version has no went',
    );
  });
});
