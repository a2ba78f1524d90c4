import { expect, it, onTestFinished } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { ALONE, type Run, runQgauge } from '../../run-qgauge.js';
import { startServe } from '../serve/running-serve.js';

async function start(options: MockQemuOptions): Promise<MockQemu> {
  const mock = await startMockQemu(options);
  onTestFinished(() => mock.close());
  return mock;
}

function domstats(mocks: readonly MockQemu[], ...args: readonly string[]): Promise<Run> {
  const sockets = mocks.flatMap(({ address }) => ['--socket', address]);
  return runQgauge(['domstats', ...sockets, '--timeout', '30', ...args], { through: ALONE });
}

function keysOf(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => /^ {2}([^=]+)=/.exec(line)?.[1] ?? []);
}

it('prints every guest, and the groups that are asked for in the order of libvirt', async () => {
  const [web, db] = await Promise.all([start({ name: 'web' }), start({ name: 'db' })]);
  const run = await domstats([web, db], '--balloon', '--state');
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout.match(/^Domain: '.*'$/gm)).toEqual(["Domain: 'web'", "Domain: 'db'"]);
  expect(keysOf(run.stdout).slice(0, 3)).toEqual(['state.state', 'state.reason', 'balloon.current']);
  expect(run.stdout).toContain("\n\nDomain: 'db'\n");
});

it('lists guests by their state', async () => {
  const [web, db] = await Promise.all([start({ name: 'web' }), start({ name: 'db', status: 'paused' })]);
  const names = async (...args: readonly string[]) => {
    const { stdout } = await domstats([web, db], '--state', '--json', ...args);
    return JSON.parse(stdout).map((guest: { readonly 'domain.name': string }) => guest['domain.name']);
  };
  expect(await names('--list-running')).toEqual(['web']);
  expect(await names('--list-paused')).toEqual(['db']);
  expect(await names('--list-paused', '--list-running')).toEqual(['web', 'db']);
  expect(await names('--list-shutoff')).toEqual([]);
  expect(await names('--list-active')).toEqual(['web', 'db']);
  expect(await names('--list-active', '--list-running')).toEqual(['web']);
  expect(await names('--list-inactive')).toEqual([]);
});

it('prints what Linux knows of a guest that does not answer, and why', async () => {
  const web = await start({ name: 'web', faults: [{ kind: 'no-greeting' }] });
  const run = await domstats([web], '--timeout', '1s');
  expect(run.status).toBe(1);
  expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(run.stdout).toContain('  state.state=0\n');
});

it('says which guests are left out because their state is not known', async () => {
  const [web, db] = await Promise.all([
    start({ name: 'web' }),
    start({ name: 'db', faults: [{ kind: 'no-greeting' }] }),
  ]);
  const run = await domstats([web, db], '--state', '--list-running', '--timeout', '3s');
  expect(run).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Domain: 'web'\n/) });
  expect(run.stderr).toMatch(/^qgauge: .+; it is left out, since its state is not known\n$/);
  const none = await domstats([db], '--state', '--list-running', '--timeout', '1s');
  expect(none.status).toBe(1);
});

it('takes a guest as virsh does, and refuses what it cannot know', async () => {
  const web = await start({ name: 'web' });
  const run = await runQgauge(['domstats', '--state', '--timeout', '30', '--domain', web.address]);
  expect(run).toMatchObject({ status: 0, stdout: "Domain: 'web'\n  state.state=1\n  state.reason=0\n" });
  const state = await runQgauge(['dom', 'domstate', `--domain=${web.address}`]);
  expect(state).toMatchObject({ status: 0, stdout: 'running\n' });
  expect(await domstats([web], '--list-transient')).toMatchObject({
    ...{ status: 2, stdout: '' },
    stderr: expect.stringContaining("'qgauge dom dominfo GUEST' prints it of one guest"),
  });
});

it('fails with --enforce when a group has nothing to print', async () => {
  const run = await domstats([], '--enforce', '--perf');
  expect(run).toMatchObject({ status: 2, stdout: '' });
  expect(run.stderr).toBe('qgauge: --enforce: qgauge has nothing to print for --perf\n');
});

it('prints the same from a daemon, which asks nobody for it', async () => {
  const web = await start({ name: 'web' });
  const daemon = await startServe({ web: web.address });
  await daemon.untilMeasured();
  const steady = ['--state', '--balloon', '--vcpu', '--iothread', '--dirtyrate', '--block'];
  // What is read seldom is there some sweeps later.
  await expect
    .poll(async () => keysOf((await daemon.beside('domstats', ...steady)).stdout), { timeout: 90_000 })
    .toContain('dirtyrate.calc_status');
  const theirs = await daemon.beside('domstats', ...steady);
  const ours = await daemon.beside('domstats', '--direct', '--socket', `web=${web.address}`, ...steady);
  expect(theirs.status).toBe(0);
  expect(keysOf(theirs.stdout)).toEqual(keysOf(ours.stdout));
});
