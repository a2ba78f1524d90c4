/** Figures by the major and minor number of a device, such as `8:0`. */
export type DeviceFigures = ReadonlyMap<string, number>;

/** A group's weight, and those that it has for single devices. */
export interface Weights {
  readonly ofGroup: number | undefined;
  readonly ofDevices: DeviceFigures;
}

/** The limits of a group for each device; `undefined` when they are unknown. A device that is missing has none. */
export interface DeviceLimits {
  readonly readBytes: DeviceFigures | undefined;
  readonly writeBytes: DeviceFigures | undefined;
  readonly readOperations: DeviceFigures | undefined;
  readonly writeOperations: DeviceFigures | undefined;
}

/** Parses lines such as `8:0 1048576`: blkio.throttle.*_device, blkio.weight_device. */
export function parseDeviceFigures(text: string): DeviceFigures {
  const lines = text.matchAll(/^(\d+:\d+) (\d+)$/gm);
  return new Map(Array.from(lines, ([, device = '', figure]) => [device, Number(figure)]));
}

/** Parses `default 100\n8:16 200\n` of io.weight and io.bfq.weight, or a single `100\n`, which version 1 has. */
export function parseWeights(text: string): Weights {
  const ofGroup = /^(?:default )?(\d+)$/m.exec(text)?.[1];
  return {
    ofGroup: ofGroup === undefined ? undefined : Number(ofGroup),
    ofDevices: parseDeviceFigures(text),
  };
}

/** Parses lines such as `8:16 rbps=2097152 wbps=max riops=max wiops=120` of io.max. */
export function parseIoMax(text: string): DeviceLimits {
  const limits = (key: string) => {
    const lines = text.matchAll(new RegExp(`^(\\d+:\\d+)(?: \\w+=\\w+)*? ${key}=(\\d+)(?: |$)`, 'gm'));
    return new Map(Array.from(lines, ([, device = '', figure]) => [device, Number(figure)]));
  };
  return {
    readBytes: limits('rbps'),
    writeBytes: limits('wbps'),
    readOperations: limits('riops'),
    writeOperations: limits('wiops'),
  };
}
