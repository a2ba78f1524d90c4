import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { TopOptions } from '../../../src/cli/top/command.js';
import { top } from '../../../src/cli/top/run.js';
import { AFTER } from '../../formats/moving-snapshot.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { fakeTerminal } from '../fake-context.js';
import { NO_ANSWER, snapshotReply, startRemoteDaemon } from '../fake-daemon.js';

const SOON = { timeout: 60_000 };
const OPTIONS: TopOptions = { socket: [], mouse: true };

describe('qgauge top --from', () => {
  it('says before its screen opens that the daemon does not answer, and on it when it does so no more', async () => {
    vi.stubEnv('XDG_CONFIG_HOME', await temporaryDirectory());
    onTestFinished(() => void vi.unstubAllEnvs());
    const { url } = await startRemoteDaemon(NO_ANSWER, snapshotReply(AFTER), NO_ANSWER, snapshotReply(AFTER));
    const { context, warnings, input, output } = fakeTerminal();
    const ended = top([], { ...OPTIONS, from: url }, context);
    const why = `${url.origin}: socket hang up: asking again`;
    await expect.poll(() => warnings, SOON).toEqual([why]);
    expect(output.text).toBe('');
    await expect.poll(() => output.screen, SOON).toContain(`s ago: ${why}`);
    input.type('j+');
    expect(output.screen).toContain(why);
    expect(output.screen).toContain("the daemon's own interval counts: it measures for everybody");
    await expect.poll(() => output.screen, SOON).not.toContain(why);
    input.type('q');
    expect(await ended).toBe(0);
    expect(warnings).toEqual([why]);
  });
});
