import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { THIS_CLIENT } from '../../this-client.js';
import { hasAnswered, isLent, LendingDaemon } from './lending-daemon.js';

const NAME = 'lent-guest';
/** Longer than a conformance run. */
const LONG_MS = 180_000;

describeLab('a daemon that holds the monitor of a real guest', (lab) => {
  let guest: LabGuest;

  beforeAll(async () => {
    // A second monitor would be free, and nothing to borrow.
    guest = await bootGuest(lab, { name: NAME, control: false });
  });

  afterAll(() => guest?.stop());

  /** It finds the guest among all of this host, and holds it by its name. */
  async function holding(): Promise<LendingDaemon> {
    const daemon = await LendingDaemon.start({
      ...{ interval: 0.5, select: [NAME], discover: true },
      holdByName: { [NAME]: true },
    });
    await daemon.until(NAME, hasAnswered);
    return daemon;
  }

  it('says that it was the last free one', async () => {
    const daemon = await holding();
    const { warnings } = await daemon.next();
    expect(warnings).toEqual([
      `${NAME}: its last free monitor is held (unix:${guest.monitors[0]}): add a second -qmp socket for other clients`,
    ]);
  });

  it('lends it to a command that asks or changes the guest', async () => {
    const daemon = await holding();
    const asked = await daemon.run('qmp', NAME, 'query-status', '--control');
    expect(asked).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('running') });
    await daemon.until(NAME, hasAnswered);
    const tree = await daemon.run('qom', NAME, 'ls', '/machine/peripheral');
    expect(tree).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('balloon0') });
    await daemon.until(NAME, hasAnswered);
  });

  it('lends it for a whole conformance run, and measures the process meanwhile', {
    timeout: LONG_MS,
  }, async () => {
    const daemon = await holding();
    const checking = daemon.run('balloon', 'check', NAME, '--format', 'json');
    const lent = await daemon.until(NAME, isLent);
    expect(lent.problem?.message).toMatch(
      THIS_CLIENT === 'another client' ? /: lent to / : /: lent to pid \d+ \(node main\.js\)$/,
    );
    expect(lent.rssBytes).toBeGreaterThan(10 * 2 ** 20);
    expect(lent.lastGoodSeconds).toBeGreaterThan(0);
    const { status, stdout, stderr } = await checking;
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ guest: NAME, leftBehind: [] });
    const { lastGoodSeconds } = await daemon.until(NAME, hasAnswered);
    expect(lastGoodSeconds).toBeUndefined();
  });

  it('takes it back from a borrower that is killed, and the next sweep answers', async () => {
    const daemon = await holding();
    const shell = daemon.start('qmp', NAME);
    await daemon.until(NAME, isLent);
    const gone = once(shell, 'close');
    shell.kill('SIGKILL');
    await gone;
    const kinds: (string | undefined)[] = [];
    await daemon.until(NAME, (shown) => {
      kinds.push(shown.problem?.kind);
      return hasAnswered(shown);
    });
    // The sweep that ran when it was killed, and those that QEMU needed to notice.
    expect(kinds.filter((kind) => kind !== 'lent' && kind !== undefined).length).toBeLessThanOrEqual(1);
  });

  it('leaves it to a borrower that changes the guest, and sees the change', async () => {
    const daemon = await holding();
    expect(await daemon.run('balloon', 'set', NAME, '200M', '--control', '--force')).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(await daemon.run('balloon', 'set', NAME, '256M', '--control')).toMatchObject({ status: 0 });
    await daemon.until(NAME, hasAnswered);
  });
});
