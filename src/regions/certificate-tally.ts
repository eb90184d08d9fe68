// What certificates count and sum with.

/** Unit roundoff of f64: the relative error of one rounding. */
export const U = 2 ** -53;

/** What rounding may have built up to, many times over, relative to the size of what it was of. */
export const ROUNDING = 2 ** -44;

/** How often something was asked, how often it was wrong, and the lowest number of which it was; −1 for none. */
export interface Count {
  readonly asked: number;
  readonly wrong: number;
  readonly first: number;
}

export class Tally implements Count {
  asked = 0;
  wrong = 0;
  first = -1;

  note(isRight: boolean, number: number): void {
    this.asked++;
    if (!isRight) this.#wrong(1, number);
  }

  /** A count of what is numbered on from `offset` here. */
  add({ asked, wrong, first }: Count, offset: number): void {
    this.asked += asked;
    if (wrong > 0) this.#wrong(wrong, offset + first);
  }

  #wrong(count: number, first: number): void {
    if (this.wrong === 0 || first < this.first) this.first = first;
    this.wrong += count;
  }
}

/** A sum whose rounding errors are summed beside it (Neumaier 1974), so that it is as good as one rounding. */
export class CompensatedSum {
  #sum = 0;
  #lost = 0;

  get total(): number {
    return this.#sum + this.#lost;
  }

  add(term: number): void {
    const next = this.#sum + term;
    this.#lost += Math.abs(this.#sum) >= Math.abs(term) ? this.#sum - next + term : term - next + this.#sum;
    this.#sum = next;
  }
}
