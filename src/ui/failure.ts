// What stands in the graphics hardware's way: each case as a notice in words, with the remedy and with how the page goes on.
import { GpuError, type GpuErrorKind } from '../model/errors.ts';
import { failureText as text } from './text/failure.ts';

/** A request that no GPU takes is told where it was made. */
type FailureKind = Exclude<GpuErrorKind, 'request'>;

export type NoticeKind = 'insecure' | 'no-webgpu' | 'no-adapter' | 'software-adapter' | 'link' | 'unknown' | FailureKind;

export interface Notice {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly explanation: string;
  /** One sentence each; what stands between backquotes is to be typed. */
  readonly remedies: readonly string[];
}

/** How the page goes on: on the processor, with a new device, or with the picture that it has. */
export type GoesOn = 'cpu' | 'rebuilt' | 'kept';

/** Why there is no adapter at all, or null where asking for one is worth a try. */
export function missingWebGpu(): Notice | null {
  if (!window.isSecureContext) {
    const { title, explanation, remedies } = text.insecure;
    const https = location.href.replace(/^http:/, 'https:');
    return notice('insecure', title, explanation, 'cpu', remedies(https));
  }
  if ('gpu' in navigator && navigator.gpu) return null;
  const { title, explanation, remedies } = text['no-webgpu'];
  return notice('no-webgpu', title, explanation, 'cpu', remedies);
}

export function noAdapter(): Notice {
  const { title, explanation, remedies } = text['no-adapter'];
  return notice('no-adapter', title, explanation, 'cpu', remedies);
}

/** For an adapter that computes on the processor: nothing failed, but there is something to gain. */
export function softwareAdapter(name: string): Notice {
  const { title, explanation, remedies } = text['software-adapter'];
  return { kind: 'software-adapter', title, explanation: explanation(name), remedies };
}

/** For an address that cannot be opened or written, in a sentence of its own. */
export function linkNotice(sentence: string): Notice {
  return { kind: 'link', title: text.link.title, explanation: sentence, remedies: [] };
}

export function deviceLost(message: string, goesOn: GoesOn): Notice {
  const { title, explanation, remedies } = text.lost;
  return notice('lost', title, explanation(message), goesOn, remedies);
}

/** For an error of the GPU, its own words; for what nobody foresaw, too. */
export function noticeOf(error: unknown, goesOn: GoesOn): Notice {
  const words = error instanceof Error ? error.message : String(error);
  const kind = error instanceof GpuError && error.kind !== 'request' ? error.kind : 'unknown';
  const { title, remedies } = text[kind];
  return notice(kind, title, words, goesOn, remedies);
}

function notice(kind: NoticeKind, title: string, explanation: string, goesOn: GoesOn, remedies: readonly string[]): Notice {
  // A browser's own message may end anyhow.
  const sentence = /[!?…]$/.test(explanation) ? explanation : `${explanation.replace(/[\s.]+$/, '')}.`;
  return { kind, title, explanation: `${sentence} ${text.goesOn[goesOn]}`, remedies };
}
