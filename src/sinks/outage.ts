import type { OnTrouble } from './sink.js';

/** What a sink has thrown away. */
export class Losses {
  texts = 0;
  bytes = 0;

  add(bytes: number, texts = 1): void {
    this.texts += texts;
    this.bytes += bytes;
  }
}

/** Something that is wrong with a sink: told when it begins and when it is over, however often it is met in between. */
export class Outage {
  isOn = false;
  readonly #who: string;
  readonly #losses: Losses;
  readonly #tell: OnTrouble;
  #textsBefore = 0;
  #bytesBefore = 0;

  /** @param who is named before every message, e.g. `/var/log/qgauge.csv` */
  constructor(who: string, losses: Losses, tell: OnTrouble) {
    this.#who = who;
    this.#losses = losses;
    this.#tell = tell;
  }

  /** Call before counting what the trouble costs. */
  begin(why: string): void {
    if (this.isOn) return;
    this.isOn = true;
    this.#textsBefore = this.#losses.texts;
    this.#bytesBefore = this.#losses.bytes;
    this.#tell(`${this.#who}: ${why}`);
  }

  /** Tells what the trouble has cost. */
  end(how: string): void {
    if (!this.isOn) return;
    this.isOn = false;
    const texts = this.#losses.texts - this.#textsBefore;
    const bytes = this.#losses.bytes - this.#bytesBefore;
    const cost =
      texts === 0 ? 'nothing was lost' : `lost: ${texts} text${texts === 1 ? '' : 's'}, ${bytes} bytes`;
    this.#tell(`${this.#who}: ${how}; ${cost}`);
  }
}
