// What tells a pane from the others, in a few words: its network's letter, its quantity.
import { type Scene, subjectOf } from '../model/scene.ts';
import { quantitySymbol } from './describe.ts';
import { stageText } from './text/stage.ts';

/** Such as "A", "∂y/∂x₂" or "B · y"; empty where the panes show the same of one network, or there is one. */
export function paneWords(scene: Scene, index = scene.active): string {
  const quantityOf = (pane: number) => {
    const { recipe, quantity } = subjectOf(scene, pane);
    return quantitySymbol(recipe, quantity);
  };
  const { network } = scene.panes[index];
  const networksDiffer = scene.panes.some((pane) => pane.network !== network);
  const quantitiesDiffer = scene.panes.some((_, other) => quantityOf(other) !== quantityOf(index));
  return [...(networksDiffer ? [stageText.networkName(network)] : []), ...(quantitiesDiffer ? [quantityOf(index)] : [])].join(
    ' · ',
  );
}
