import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { showProgress } from '../../../../src/cli/balloon/set/progress.js';

const MEBIBYTE = 2 ** 20;

function look(mebibytes: number) {
  return {
    fromBytes: 256 * MEBIBYTE,
    actualBytes: mebibytes * MEBIBYTE,
    isThere: false,
    seconds: 0,
  };
}

describe('the progress of a balloon', () => {
  it('is one line that is written over on a terminal, and gone at the end', async () => {
    const said: string[] = [];
    const terminal = Object.assign(new PassThrough(), { isTTY: true });
    using progress = showProgress(terminal, (text) => said.push(text), 128 * MEBIBYTE);
    progress.show(look(256));
    await sleep(120);
    progress.show(look(192));
    progress.end();
    progress.end();
    expect(said).toHaveLength(2);
    expect(said[0]?.replace('\u001b[K', ' EL')).toMatch(
      /^\r256 MiB → 128 MiB: at 192 MiB, [\d.]+ MiB\/s, 1 s left EL$/,
    );
    expect(said[1]).toBe('\r\u001b[K');
  });

  it('is a line a second elsewhere, without a code in it', async () => {
    const said: string[] = [];
    using progress = showProgress(new PassThrough(), (text) => said.push(text), 128 * MEBIBYTE);
    for (let at = 0; at < 6; at++) {
      progress.show(look(256));
      await sleep(200);
    }
    progress.show(look(256));
    expect(new Set(said)).toEqual(new Set(['256 MiB → 128 MiB: at 256 MiB\n']));
    expect(said.length).toBeLessThan(4);
  });
});
