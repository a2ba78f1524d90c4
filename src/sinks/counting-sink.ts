import { Losses } from './losses.js';
import type { SinkStatistics } from './sink.js';

/** The counters that every sink has, wherever its texts go. */
export abstract class CountingSink implements SinkStatistics {
  writtenBytes = 0;
  /** What was dropped; outages report it too. */
  protected readonly losses = new Losses();

  abstract readonly isConnected: boolean;

  get droppedBytes(): number {
    return this.losses.bytes;
  }

  get droppedTexts(): number {
    return this.losses.texts;
  }

  get spooledBytes(): number {
    return 0;
  }
}
