import { CommandError } from '../../protocol/qmp/errors.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';
import { ExchangeDirectory } from '../exchange/exchange-directory.js';
import { encodePng, parsePpm, sizeOfPng } from './encode-png.js';

/** Which screen, and how long that may take. */
export interface ScreenshotOptions extends CallOptions {
  /** The id of the video card, or its QOM path (default: the first screen of the machine). */
  readonly device?: string | undefined;
  /** Of a card with several screens, from 0 (default: 0). */
  readonly head?: number | undefined;
}

/** A picture of a screen. */
export interface Screenshot {
  readonly mimeType: 'image/png';
  readonly width: number;
  readonly height: number;
  /** The PNG file. */
  readonly data: Buffer;
}

/** That of the largest screen. */
const MAX_BYTES = 1024 * 1024 * 1024;

/**
 * Takes a picture of a screen: screendump. A QEMU that cannot write PNG, such as 5.2, writes PPM, which is converted.
 *
 * @throws {ControlRefusedError} when a head is given without its card
 * @throws {ControlError} when the machine has no screen
 * @throws {UnsupportedError} when this user cannot read what QEMU writes, or QEMU is on another host
 */
export async function screenshot(
  reach: ControlReach,
  { device, head, ...options }: ScreenshotOptions = {},
): Promise<Screenshot> {
  return reach.control.call('screenshot', options, async (call) => {
    if (head !== undefined && device === undefined)
      throw new ControlRefusedError(reach.name, 'a head is one of a video card: give the id of the card too');
    if (head !== undefined && (!Number.isSafeInteger(head) || head < 0))
      throw new ControlRefusedError(
        reach.name,
        `${head} is not a valid head: expected a whole number from 0`,
      );
    using directory = ExchangeDirectory.make(reach, call.isDryRun);
    const which = { ...(device === undefined ? {} : { device }), ...(head === undefined ? {} : { head }) };
    const filename = directory.pathOf('screen');
    try {
      await call.qemu('screendump', { filename, ...which, format: 'png' });
    } catch (error) {
      // Before 7.1 it has no formats, and it may be built without PNG. Whatever else is wrong, it says again.
      if (!(error instanceof CommandError)) throw error;
      await call.qemu('screendump', { filename, ...which });
    }
    const file = await directory.read('screen', MAX_BYTES);
    const picture = parsePpm(file);
    const data = picture === undefined ? file : encodePng(picture);
    const size = sizeOfPng(data);
    if (size === undefined && !call.isDryRun)
      throw new UnsupportedError(reach.name, 'QEMU has written a picture that is neither PNG nor PPM');
    return { mimeType: 'image/png', width: 0, height: 0, ...size, data };
  });
}
