import { describe, expect, it } from 'vitest';
import { runtimeDirectories, runtimeDirectory } from '../../src/support/runtime-directory.js';

describe('the runtime directory', () => {
  it('is the one of the host for root', () => {
    const root = { env: { XDG_RUNTIME_DIR: '/run/user/0' }, uid: 0 };
    expect(runtimeDirectory(root)).toBe('/run/qgauge');
    expect(runtimeDirectories(root)).toEqual(['/run/qgauge']);
  });

  it.each([
    [{ XDG_RUNTIME_DIR: '/tmp/run' }, '/tmp/run/qgauge'],
    [{ XDG_RUNTIME_DIR: 'relative' }, '/run/user/1000/qgauge'],
    [{}, '/run/user/1000/qgauge'],
  ])("is a user's own with %j, and the daemon of the host is found too", (env, own) => {
    const user = { env, uid: 1000 };
    expect(runtimeDirectory(user)).toBe(own);
    expect(runtimeDirectories(user)).toEqual([own, '/run/qgauge']);
  });

  it('is the one that systemd has made', () => {
    expect(runtimeDirectory({ env: { RUNTIME_DIRECTORY: '/run/q:/run/r' }, uid: 0 })).toBe('/run/q');
  });

  it('is another where the environment says so', () => {
    const env = { QGAUGE_RUNTIME_DIRECTORY: '/srv/q', RUNTIME_DIRECTORY: '/run/q' };
    expect(runtimeDirectory({ env, uid: 0 })).toBe('/srv/q');
    expect(runtimeDirectories({ env, uid: 1000 })).toEqual(['/srv/q']);
  });

  it('is known without being told who asks', () => {
    expect(runtimeDirectories()).not.toEqual([]);
    expect(runtimeDirectory()).toMatch(/^\//);
  });
});
