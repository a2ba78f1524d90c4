import { append, type Declare } from '../shared-options.js';
import type { MockOptions } from './options.js';

export const declareMock: Declare = (program, context, end) => {
  program
    .command('mock')
    .description('play QEMUs that are none, for tests: prints one line of JSON when they listen, and stays')
    .option(
      '--listen <address>',
      'a monitor here (unix:/path, /path, tcp:host:port or ws://host:port; port 0 picks one); repeatable: more monitors',
      append,
    )
    .option('--name <name>', 'the guest; with --count, {n} in it is the number')
    .option('--version <version>', "QEMU's: 5.2, 7.2, 10.0 or 11.1")
    .option('--memory <size>', 'such as 512M or 4G')
    .option('--vcpus <number>', 'how many')
    .option('--status <state>', 'the run state, such as running or paused')
    .option('--driver <name>', "the guest's balloon driver, such as linux-6.1, silent or none")
    .option('--agent <mode>', 'with a guest agent: healthy, or in which way it is not')
    .option('--pretty', 'print messages over several lines')
    .option('--fault <fault>', 'play this fault: kind,option=value,… (delay,ms=500); repeatable', append)
    .option('--count <number>', 'so many machines of the kind')
    .option('--dir <directory>', 'put the sockets here; made when it is not there')
    .option('--control <address>', 'take actions here, a line of JSON each')
    .option('--scenario <file>', 'play the machines and the timeline of this file (YAML or JSON)')
    .option('--check', 'with --scenario: only say whether the file makes sense')
    .option('--replay <file>', 'answer from a transcript')
    .option('--match <way>', 'with --replay: order (unless told), or loose')
    .option('--timing <way>', 'with --replay: none (unless told), or recorded')
    .action(async (options: MockOptions) => {
      const { mock } = await import('./run.js');
      end(await mock(options, context));
    });
};
