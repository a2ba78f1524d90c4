import { describe, expect, it } from 'vitest';
import { chooseChannels } from '../../../src/cli/guest-channel/serve/choose-channels.js';
import type { Config } from '../../../src/config/config.js';
import { parseConfig } from '../../../src/config/parse-config.js';

const FILE = '/etc/qgauge/qgauge.yaml';
const [web, db] = [
  { name: 'web', way: 'connect', path: '/run/web.sock', options: {} },
  { name: 'db', way: 'listen', path: '/run/db.sock', options: { hostInfo: true } },
] as const;
const CONFIG = `guests:
  - name: web
    channel: { connect: /run/web.sock }
  - name: db
    channel: { listen: /run/db.sock, hostInfo: true }
  - name: mail
    expected: true
`;

function choose(guests: readonly string[], options = {}, text = CONFIG) {
  const config: Config = parseConfig(text, FILE);
  return chooseChannels(guests, options, config, FILE);
}

describe('the ports that guest-channel serve serves', () => {
  it('are those of the configuration, or some of them, and no other guest is measured', () => {
    const names = ['web', 'db'];
    expect(choose([])).toMatchObject({
      channels: [web, db],
      poll: { select: names, expected: names, discover: true },
    });
    expect(choose(['db'])).toMatchObject({ channels: [db], poll: { select: ['db'] } });
  });

  it('are that of the command line, of which the guest need not be in the configuration', () => {
    const address = 'unix:/nonexistent/qmp.sock';
    expect(choose([address], { listen: '/run/x.sock' })).toEqual({
      channels: [{ name: expect.any(String), way: 'listen', path: '/run/x.sock', options: {} }],
      poll: {
        guests: [{ name: expect.any(String), address: { type: 'unix', path: '/nonexistent/qmp.sock' } }],
        discover: false,
      },
    });
  });

  it('are some', () => {
    expect(() => choose([], {}, 'discover: true\n')).toThrow(
      `no guest has a channel in ${FILE}: name one with the end`,
    );
    expect(() => chooseChannels([], {}, undefined, FILE)).toThrow('no guest has a channel in');
    expect(() => choose(['mail'])).toThrow(
      `mail has no channel in ${FILE}: name the end of its port, by --connect PATH`,
    );
    expect(() => choose(['web', 'db'], { connect: '/a' })).toThrow('are the end of one port: name one guest');
    expect(() => choose([], { connect: '/a' })).toThrow('name one guest');
  });
});
