import { type NamedTarget, nameGuest } from '../../discover/list-targets.js';
import type { QemuRequest } from '../../domain/control/control-options.js';
import type { Domain } from '../../domain/domain.js';
import { escapeControls } from '../../support/terminal-safe.js';
import type { Context } from '../context.js';
import type { ControlFlags } from '../control/control-options.js';
import { ControlSetup } from '../control/control-setup.js';
import { withDomain } from '../control/with-domain.js';

/** A guest whose port is plugged in or out. */
export interface OpenGuest {
  readonly domain: Domain;
  /** As in the configuration. */
  readonly name: string;
}

/** A machine is changed in milliseconds; a busy host may take its time. */
const COMMAND_MS = 10_000;

/**
 * Connects to a guest to change it, or to show how: runs `work` on it, and puts that on record.
 *
 * @throws {MonitorError} when no monitor could be used
 */
export async function withGuest<T>(
  found: NamedTarget,
  flags: ControlFlags,
  context: Context,
  work: (guest: OpenGuest) => Promise<T>,
): Promise<T> {
  const control = new ControlSetup(flags, context, asRequest);
  return withDomain(found, { commandTimeoutMs: COMMAND_MS, control }, context, (domain) =>
    work({ domain, name: nameGuest(found, domain.name) }),
  );
}

/** A line of JSON, as it may be sent to the monitor. */
function asRequest(step: string, request: QemuRequest | undefined): string {
  return request === undefined ? step : escapeControls(JSON.stringify(request));
}
