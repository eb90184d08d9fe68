// Saving from beginning to end: asks what, paints it, hands it to the downloads, and tells how it goes.
import type { Scene } from '../model/scene.ts';
import type { Sample } from './contour-watch.ts';
import { savedPicture } from './save.ts';
import { createSaveDialog } from './save-dialog.ts';
import { downloadBlob } from './save-picture.ts';
import type { OpenPainter, Stage } from './stage.ts';
import type { Status } from './status.ts';
import type { Store } from './store.ts';
import { saveText as text } from './text/save.ts';
import type { Say } from './toast.ts';

export interface SavingSources {
  readonly scenes: Store<Scene>;
  readonly status: Store<Status>;
  readonly stage: Stage;
  /** What opens painters at present. */
  readonly opener: () => OpenPainter;
  readonly sample: Sample;
  readonly say: Say;
}

/** Adds the closed dialog to `parent`; returns what opens it. */
export function attachSaving(parent: HTMLElement, { scenes, status, stage, opener, sample, say }: SavingSources): () => void {
  const dialog = createSaveDialog(parent, (choice) => {
    const saved = savedPicture({
      scene: scenes.value,
      panes: stage.panes,
      status,
      opener,
      sample,
      regionsOn: (pane) => stage.regionsOn(pane),
      choice,
    });
    say(text.saving, saved);
    saved.then(
      ({ blob, name }) => {
        downloadBlob(blob, name);
        say(text.saved(name));
      },
      (error) => say(text.failed(error instanceof Error ? error.message : String(error))),
    );
  });
  return () => dialog.open(stage.drawnSize(), scenes.value.layout);
}
