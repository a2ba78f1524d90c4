import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/model/limits.js';
import {
  DEFAULT_METRIC_GROUPS,
  DEFAULT_OUTPUT,
  DEFAULT_PRINTER,
  METRIC_GROUPS,
  OUTPUT_NAMES,
  PRINTER_NAMES,
  TIMEOUT_NAMES,
} from '../../src/model/vocabulary.js';

const SCHEMA = join(import.meta.dirname, '..', '..', 'schemas', 'config.schema.json');

describe('the schema of the configuration', () => {
  const { sink, timeouts } = JSON.parse(readFileSync(SCHEMA, 'utf8')).$defs;
  const { printer, metrics, output } = sink.properties;

  it('has the words of the vocabulary', () => {
    expect(printer.enum).toEqual(PRINTER_NAMES);
    expect(metrics.items.enum).toEqual(METRIC_GROUPS);
    expect(output.enum).toEqual(OUTPUT_NAMES);
    expect(Object.keys(timeouts.properties)).toEqual(TIMEOUT_NAMES);
  });

  it('describes the defaults of the vocabulary', () => {
    expect(printer.description).toContain(`(default: ${DEFAULT_PRINTER})`);
    expect(metrics.description).toContain(`(default: ${DEFAULT_METRIC_GROUPS.join(' and ')},`);
    expect(output.description).toContain(`(default: ${DEFAULT_OUTPUT})`);
    for (const name of TIMEOUT_NAMES) {
      const seconds = LIMITS[`${name}Ms`] / 1000;
      expect(timeouts.properties[name].description).toContain(`(default: ${seconds}s)`);
    }
  });
});
