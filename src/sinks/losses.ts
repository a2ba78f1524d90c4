/** How much a sink has lost so far. */
export class Losses {
  texts = 0;
  bytes = 0;

  add(bytes: number, texts = 1): void {
    this.texts += texts;
    this.bytes += bytes;
  }
}
