// What keeps a page's main thread busy, in its own processor time: other programs on the machine do not count.
import type { Page } from 'playwright-core';

/** One task of the main thread: from when it is taken up to when the next one can be. */
export interface Task {
  readonly ms: number;
  /** What took longest in it, longest first. */
  readonly parts: readonly string[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: begin, length, and length in the thread's own time. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: { readonly type?: string; readonly functionName?: string };
    readonly chrome_mojo_event_info?: { readonly mojo_interface_tag?: string };
  };
}

const TASK = 'ThreadControllerImpl::RunTask';
/** Whose messages are the test's own: to compile and run what finds a button among 300 kB of script is no work of the page's. */
const DRIVER = 'blink.mojom.DevToolsSession';

/** The main thread's tasks while `work` is done, the longest first. */
export async function tasksDuring(page: Page, work: () => Promise<unknown>): Promise<Task[]> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }: { value: object[] }) => events.push(...value.filter(isTraceEvent)));
  const traceConfig = { includedCategories: ['toplevel', 'devtools.timeline', '__metadata'], excludedCategories: ['*'] };
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  let isWhole = false;
  try {
    await work();
    await anotherTask(page);
  } finally {
    const complete = new Promise<{ readonly dataLossOccurred: boolean }>((resolve) =>
      session.once('Tracing.tracingComplete', resolve),
    );
    await session.send('Tracing.end');
    isWhole = !(await complete).dataLossOccurred;
    await session.detach();
  }
  if (!isWhole) throw new Error('The browser lost a part of its trace: run the test again on a machine with less to do.');
  return tasksOf(events);
}

/** Work is often done in the middle of a task, which is in the trace only once it has ended: when the next one runs. */
function anotherTask(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>((resolve) => setTimeout(resolve)));
}

function isTraceEvent(event: object): event is TraceEvent {
  return 'name' in event && 'ph' in event && 'tid' in event;
}

const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
const length = (event: TraceEvent) => event.tdur ?? 0;
const longestFirst = (a: TraceEvent, b: TraceEvent) => length(b) - length(a);

function isInside(part: TraceEvent, task: TraceEvent): boolean {
  const isDuring = part.ts >= task.ts && part.ts + (part.dur ?? 0) <= task.ts + (task.dur ?? 0);
  return isDuring && threadOf(part) === threadOf(task);
}

function tasksOf(events: readonly TraceEvent[]): Task[] {
  const mains = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf),
  );
  const timed = events.filter((event) => event.ph === 'X' && event.tdur !== undefined && mains.has(threadOf(event)));
  const messages = timed.filter(({ args }) => args?.chrome_mojo_event_info?.mojo_interface_tag === DRIVER);
  const isDriven = (task: TraceEvent) => messages.some((message) => isInside(message, task));
  const [driven, own] = split(
    timed.filter(({ name }) => name === TASK),
    isDriven,
  );
  // Where the test's message raises an event, the page's answer to it counts.
  const answers = timed.filter((event) => event.name === 'EventDispatch' && driven.some((task) => isInside(event, task)));
  return [...own, ...answers].toSorted(longestFirst).map((task, i) => ({
    ms: length(task) / 1000,
    // Only of the longest, which somebody may have to read.
    parts: i > 3 ? [] : partsOf(task, timed),
  }));
}

function split<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

function partsOf(task: TraceEvent, timed: readonly TraceEvent[]): string[] {
  const parts = timed.filter((part) => part.name !== TASK && isInside(part, task));
  return parts.toSorted(longestFirst).slice(0, 5).map(wordsOf);
}

function wordsOf({ name, tdur = 0, args }: TraceEvent): string {
  return `${[name, args?.data?.type ?? args?.data?.functionName].filter(Boolean).join(' ')}: ${tdur / 1000} ms`;
}
