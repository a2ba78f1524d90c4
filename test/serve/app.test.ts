import { describe, expect, it, vi } from 'vitest';
import { createApp } from '../../src/serve/app.js';
import { Daemon } from '../../src/serve/daemon.js';
import { ask, errorOf, serveTest } from './http/test-server.js';

describe('the server of a daemon', () => {
  it('logs what a route has thrown, and does not show it', async () => {
    const daemon = new Daemon({ poll: { interval: 1, discover: false } });
    vi.spyOn(daemon.history, 'query').mockImplementation(() => {
      throw new Error('a secret detail');
    });
    const { port, warnings } = await serveTest({ app: createApp(daemon) });
    const answer = await ask({ port, path: '/api/v1/history?guest=web' });
    expect(answer.status).toBe(500);
    expect(errorOf(answer)).toEqual({
      code: 'ERR_INTERNAL',
      message: 'the request could not be answered: see the log of qgauge serve',
    });
    expect(warnings).toEqual(['/api/v1/history: a secret detail']);
  });

  it('says that there is nothing at a path', async () => {
    const app = createApp(new Daemon({ poll: { interval: 1, discover: false } }));
    const { port, warnings } = await serveTest({ app });
    for (const path of ['/nothing', '/api/v1/nothing', '/api/v1/guests/a/b']) {
      const answer = await ask({ port, path });
      expect(answer.status).toBe(404);
      expect(errorOf(answer)).toEqual({ code: 'ERR_NOT_FOUND', message: `nothing is at ${path}` });
    }
    const wrong = await ask({ port, path: '/api/v1/events?after=x' });
    expect([wrong.status, errorOf(wrong)]).toEqual([
      400,
      { code: 'ERR_QUERY', message: "after: 'x' is not a number from 0" },
    ]);
    expect(warnings).toEqual([]);
  });
});
