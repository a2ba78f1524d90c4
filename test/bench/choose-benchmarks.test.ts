import { describe, expect, it } from 'vitest';
import { chooseBenchmarks } from '../../bench/choose-benchmarks.js';

const KNOWN = [{ name: 'ping-pong' }, { name: 'mock' }, { name: 'poll-flat', isOptional: true }];

function namesOf(args: readonly string[]): readonly string[] {
  return chooseBenchmarks(args, KNOWN).benchmarks.map(({ name }) => name);
}

describe('the command line of the benchmarks', () => {
  it('chooses all without a name, but those that run only when they are named', () => {
    expect(namesOf([])).toEqual(['ping-pong', 'mock']);
    expect(namesOf(['--quick'])).toEqual(['ping-pong', 'mock']);
  });

  it('chooses the named ones, in the order in which they run', () => {
    expect(namesOf(['poll-flat', 'ping-pong'])).toEqual(['ping-pong', 'poll-flat']);
  });

  it('knows how much is measured, and whether there is only a list to print', () => {
    expect(chooseBenchmarks([], KNOWN)).toMatchObject({ effort: 'full', isList: false });
    expect(chooseBenchmarks(['mock', '--quick'], KNOWN)).toMatchObject({ effort: 'quick' });
    expect(chooseBenchmarks(['--list'], KNOWN)).toMatchObject({ isList: true });
  });

  it('refuses a name that it does not know, and lists those that it does', () => {
    expect(() => namesOf(['mock', 'pong'])).toThrow(
      new Error("'pong' is not a benchmark; the benchmarks are: ping-pong, mock, poll-flat"),
    );
  });

  it('refuses an option that it does not know', () => {
    expect(() => namesOf(['--slow'])).toThrow("Unknown option '--slow'");
  });
});
