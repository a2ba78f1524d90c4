import type { Target } from '../../src/discover/target.js';
import type { AskingReach, QmpProcessReach } from '../../src/domain/qmp-reach.js';
import type { Reach } from '../../src/domain/reach.js';
import { commandError, fakeQemu } from '../qemu/fake-qemu.js';

type TopicReach = AskingReach & QmpProcessReach & Pick<Reach, 'sysRoot' | 'target'>;

/**
 * What the topics need that ask QEMU: a QEMU of the guest `vm1` that knows the commands of `replies`, by name or as
 * `qom-get PATH PROPERTY`. It answers with a reply, or with an error.
 */
export function reachOf(
  replies: { readonly [command: string]: unknown },
  more: Partial<TopicReach> = {},
): TopicReach & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  const qemu = fakeQemu((command, { path, property }) => {
    asked.push(command);
    const reply = replies[`${command} ${String(path)} ${String(property)}`] ?? replies[command];
    if (reply === undefined)
      throw commandError('CommandNotFound', `The command ${command} has not been found`);
    if (reply instanceof Error) throw reply;
    return reply;
  });
  return {
    name: 'vm1',
    asked,
    qmp: Object.assign(qemu, { supports: async (command: string) => command in replies }),
    options: {},
    process: undefined,
    procRoot: '/proc',
    sysRoot: '/sys',
    target: TARGET,
    ...more,
  };
}

const TARGET: Target = {
  process: undefined,
  isNamed: true,
  monitors: [{ address: { type: 'unix', path: '/run/vm1/qmp.sock' }, listening: undefined }],
  agent: undefined,
  whyNoMonitor: '',
};
