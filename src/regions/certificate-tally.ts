// What certificates count and sum with.

/** Unit roundoff of f64: the relative error of one rounding. */
export const U = 2 ** -53;

/** What rounding may have built up to, many times over, relative to the size of what it was of. */
export const ROUNDING = 2 ** -44;

/** How often something was asked, how often it was wrong, and where first. */
export class Tally {
  asked = 0;
  wrong = 0;
  first = -1;

  note(isRight: boolean, index: number): void {
    this.asked++;
    if (isRight) return;
    if (this.wrong++ === 0) this.first = index;
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
