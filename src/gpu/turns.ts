// Whose slice of work comes next: one slice at a time on a device, the most urgent first.

/** How soon work wants its turn: the lowest first. Asked anew at every turn, so that a hand that moves changes the order at once. */
export type Rank = () => number;

/** Who was passed over so often counts as half a rank more urgent: of work half a rank apart none waits for ever. */
const PATIENCE = 2;

/** Runs `work` when its turn has come. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

interface Waiting {
  readonly rank: Rank;
  readonly go: () => void;
  passedOver: number;
}

export class Turns {
  #busy = false;
  readonly #waiting: Waiting[] = [];

  /** Equal ranks take turns in the order of their asking. Rejects as `work` does. */
  async take<T>(rank: Rank, work: () => Promise<T>): Promise<T> {
    if (this.#busy) await new Promise<void>((go) => this.#waiting.push({ rank, go, passedOver: 0 }));
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  /** Hands the turn over; it stays taken meanwhile. */
  #next(): void {
    this.#busy = this.#waiting.length > 0;
    if (!this.#busy) return;
    const ranks = this.#waiting.map(({ rank, passedOver }) => rank() - (passedOver < PATIENCE ? 0 : 0.5));
    const [first] = this.#waiting.splice(ranks.indexOf(Math.min(...ranks)), 1);
    for (const waiting of this.#waiting) waiting.passedOver++;
    first.go();
  }
}
