import { debug } from '../support/debug.js';
import type { Losses } from './losses.js';
import type { OnOutage } from './sink.js';

type State =
  | { readonly kind: 'over' }
  | { readonly kind: 'on'; readonly textsBefore: number; readonly bytesBefore: number };

/** A reason why a sink cannot write: reported when it begins and when it ends, however often it is met in between. */
export class Outage {
  readonly #subject: string;
  readonly #losses: Losses;
  readonly #report: OnOutage;
  #state: State = { kind: 'over' };

  /** @param subject begins every message, e.g. `/var/log/qgauge.csv` */
  constructor(subject: string, losses: Losses, report: OnOutage) {
    this.#subject = subject;
    this.#losses = losses;
    this.#report = report;
  }

  /** Whether it has begun and is not over. */
  get isOn(): boolean {
    return this.#state.kind === 'on';
  }

  /** Reports the reason, unless the outage is on already. Call it before counting what the outage costs. */
  begin(reason: string): void {
    if (this.#state.kind === 'on') return;
    this.#state = { kind: 'on', textsBefore: this.#losses.texts, bytesBefore: this.#losses.bytes };
    this.#log(`${this.#subject}: ${reason}`);
  }

  /** Reports how it ended and what was lost meanwhile; nothing when it is not on. */
  end(how: string): void {
    if (this.#state.kind === 'over') return;
    const texts = this.#losses.texts - this.#state.textsBefore;
    const bytes = this.#losses.bytes - this.#state.bytesBefore;
    this.#state = { kind: 'over' };
    const cost =
      texts === 0 ? 'nothing was lost' : `lost: ${texts} text${texts === 1 ? '' : 's'}, ${bytes} bytes`;
    this.#log(`${this.#subject}: ${how}; ${cost}`);
  }

  #log(message: string): void {
    debug(() => message);
    this.#report(message);
  }
}
