import Builder from 'fast-xml-builder';
import type { CaseResult, CheckReport } from '../../model/check-report.js';
import { stripControls } from '../../support/terminal-safe.js';

/** Not allowed in XML 1.0, not even escaped. */
const NO_XML = /[\ufffe\uffff]/g;
const SUITE = 'qgauge balloon check';

/** Encodes a conformance run as JUnit XML, as CI servers read it. */
export function encodeJunit(report: CheckReport): string {
  const { guest, qemu, device, beganSeconds, results } = report;
  const count = (state: CaseResult['state']) => results.filter((result) => result.state === state).length;
  const totals = {
    '@name': SUITE,
    '@tests': results.length,
    '@failures': count('failed'),
    '@errors': 0,
    '@skipped': count('skipped'),
    '@time': secondsText(results.reduce((sum, { seconds }) => sum + seconds, 0)),
  };
  const properties = { guest: text(guest), qemu: text(qemu), device: text(device) };
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      ...totals,
      testsuite: {
        ...totals,
        '@timestamp': new Date(beganSeconds * 1000).toISOString().slice(0, 19),
        properties: {
          property: Object.entries(properties).map(([name, value]) => ({ '@name': name, '@value': value })),
        },
        testcase: results.map(encodeCase),
      },
    },
  };
  return new Builder({
    attributeNamePrefix: '@',
    ignoreAttributes: false,
    format: true,
    suppressEmptyNode: true,
    // A guest may be called `true`.
    suppressBooleanAttributes: false,
  }).build(document);
}

function encodeCase({ id, title, state, why, basis, facts, seconds }: CaseResult): object {
  const message = { '@message': text(why) };
  return {
    '@name': `${id}: ${title}`,
    '@classname': 'balloon',
    '@time': secondsText(seconds),
    ...(state === 'failed' ? { failure: { ...message, '@type': id, '#text': text(basis) } } : {}),
    ...(state === 'skipped' ? { skipped: message } : {}),
    ...(facts.length > 0 ? { 'system-out': facts.map(text).join('\n') } : {}),
  };
}

function secondsText(seconds: number): string {
  return seconds.toFixed(3);
}

/** Makes a text safe for an attribute, which is one line. */
function text(words: string): string {
  return stripControls(words).replace(NO_XML, '?');
}
