// Asks for one thing at a time; of what is asked for meanwhile, only the newest is done.

/** For readings under a moving hand: answers may be slower than the hand, and old ones are of no use. */
export class Newest<Question, Reply> {
  readonly #work: (question: Question) => Promise<Reply>;
  readonly #onReply: (reply: Reply, question: Question) => void;
  readonly #onError: (error: unknown) => void;
  #next: { readonly question: Question } | null = null;
  #dropped = false;
  #running = false;

  constructor(
    work: (question: Question) => Promise<Reply>,
    onReply: (reply: Reply, question: Question) => void,
    onError: (error: unknown) => void,
  ) {
    this.#work = work;
    this.#onReply = onReply;
    this.#onError = onError;
  }

  ask(question: Question): void {
    this.#next = { question };
    if (!this.#running) void this.#run();
  }

  /** What is under way is no longer of interest. */
  drop(): void {
    this.#next = null;
    this.#dropped = true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let next = this.#next; next; next = this.#next) {
      this.#next = null;
      this.#dropped = false;
      try {
        const reply = await this.#work(next.question);
        if (!this.#dropped) this.#onReply(reply, next.question);
      } catch (error) {
        if (!this.#dropped) this.#onError(error);
      }
    }
    this.#running = false;
  }
}
