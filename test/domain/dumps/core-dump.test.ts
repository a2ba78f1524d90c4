import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coreDump } from '../../../src/domain/dumps/core-dump.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { controlReach } from '../control/control-reach.js';

/** A QEMU, process 17, that sees the root directory of this host. */
async function machine() {
  const directory = await temporaryDirectory();
  const procRoot = join(directory, 'proc');
  mkdirSync(join(procRoot, '17'), { recursive: true });
  symlinkSync('/', join(procRoot, '17', 'root'));
  const replies: { [command: string]: unknown } = {
    'query-dump-guest-memory-capability': { formats: ['elf', 'kdump-zlib'] },
    'query-dump': { status: 'none' },
    'query-status': { status: 'running', running: true },
  };
  const more = { process: { pid: 17, startTicks: 0 }, procRoot };
  return { replies, more, file: join(directory, 'core') };
}

const ELSEWHERE = { process: undefined };

describe('coreDump', () => {
  it('sees by questions that it is done when the events are lost, and tells how far it is', async () => {
    const { replies, file } = await machine();
    const seen: unknown[] = [];
    const states = [
      { status: 'active', completed: 5, total: 10 },
      { status: 'completed', completed: 10, total: 10 },
    ];
    const onProgress = ({ done, total }: { done?: number | undefined; total?: number | undefined }) => {
      if (done !== undefined) seen.push([done, total]);
      replies['query-dump'] = states[1];
    };
    const start = () => {
      replies['query-dump'] = states[0];
      return {};
    };
    const { reach } = controlReach(
      replies,
      start,
      { onProgress: (each) => each.done && onProgress(each) },
      ELSEWHERE,
    );
    expect(await coreDump(reach, file)).toEqual({
      file,
      format: 'elf',
      memoryBytes: 10,
      fileBytes: undefined,
    });
    expect(seen).toEqual([[5, 10]]);
  });

  it('says why it failed, and leaves no file', async () => {
    const { replies, file, more } = await machine();
    const { reach, guest } = controlReach(
      replies,
      () => {
        replies['query-dump'] = { status: 'failed' };
        writeFileSync(file, 'a part');
        return {};
      },
      {},
      more,
    );
    const dump = expect(coreDump(reach, file, { format: 'kdump-zlib' })).rejects.toThrow(
      'the dump has failed: no space',
    );
    await expect.poll(() => guest.sent).toContain('dump-guest-memory');
    guest.sendEvent('DUMP_COMPLETED', { result: { status: 'failed' }, error: 'no space' });
    await dump;
    expect(existsSync(file)).toBe(false);
  });

  it('says that it failed when the event is lost', async () => {
    const { replies, file } = await machine();
    const fail = () => {
      replies['query-dump'] = { status: 'failed' };
      return {};
    };
    const { reach } = controlReach(replies, fail, {}, ELSEWHERE);
    await expect(coreDump(reach, file)).rejects.toThrow('the dump has failed: QEMU does not tell why');
  });

  it('keeps what QEMU still writes at its deadline', async () => {
    const { replies, file, more } = await machine();
    const start = () => {
      replies['query-dump'] = { status: 'active', completed: 1, total: 2 };
      writeFileSync(file, 'a part');
      return {};
    };
    const { reach } = controlReach(replies, start, {}, more);
    await expect(coreDump(reach, file, { format: 'kdump-zlib', deadlineMs: 100 })).rejects.toThrow(
      /'qgauge dom dump-info' shows whether the dump goes on; until it has ended, the guest stands still/,
    );
    expect(existsSync(file)).toBe(true);
  });

  it('refuses while another one goes on', async () => {
    const { replies, file } = await machine();
    replies['query-dump'] = { status: 'active' };
    const { reach, sent } = controlReach(replies, undefined, {}, ELSEWHERE);
    await expect(coreDump(reach, file)).rejects.toThrow(
      "a dump is under way: 'qgauge dom dump-info' shows how far it is",
    );
    expect(sent).toEqual([]);
  });
});
