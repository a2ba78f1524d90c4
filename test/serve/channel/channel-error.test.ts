import { expect, it } from 'vitest';
import { ChannelError } from '../../../src/serve/channel/channel-error.js';

it('names the guest and the path without what a terminal would obey', () => {
  expect(new ChannelError('we\x1b[2Jb', '/run/\x07.sock', 'why').message).toBe(
    'the channel of we?[2Jb at /run/?.sock is not served: why',
  );
});
