import { expect, it } from 'vitest';
import { parseStatsRequest } from '../../../src/cli/guest-stats/request.js';

it('takes what vmware-toolbox-cmd takes: text is the default, and an empty name the list', () => {
  expect(parseStatsRequest([])).toBe('everything');
  expect(parseStatsRequest(['raw'])).toEqual({ encoding: 'text', name: '' });
  expect(parseStatsRequest(['raw', 'yaml'])).toEqual({ encoding: 'yaml', name: '' });
  expect(parseStatsRequest(['raw', 'json', 'vscsi', 'scsi0:0'])).toEqual({
    encoding: 'json',
    name: 'vscsi scsi0:0',
  });
});

it('says what would be valid', () => {
  expect(() => parseStatsRequest(['resources'])).toThrow(
    "'resources' is not a valid request: expected raw, or nothing",
  );
  expect(() => parseStatsRequest(['raw', 'csv', 'host'])).toThrow(
    "'csv' is not a valid encoding: expected text, xml, json, yaml",
  );
});
