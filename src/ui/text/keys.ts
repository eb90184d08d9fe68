// What keys and gestures do.

interface KeyRow {
  /** Each an alternative, of keys or gestures that go together. */
  readonly keys: readonly (readonly string[])[];
  readonly does: string;
}

interface KeyGroup {
  readonly title: string;
  readonly rows: readonly KeyRow[];
}

const groups: readonly KeyGroup[] = [
  {
    title: 'Look around',
    rows: [
      { keys: [['Wheel'], ['Pinch']], does: 'zoom at the cursor' },
      { keys: [['Drag']], does: 'move the picture' },
      { keys: [['Double click']], does: 'zoom in; with Shift, out' },
      { keys: [['Shift', 'drag']], does: 'zoom into a box' },
      { keys: [['Arrows']], does: 'move; with Shift, a little' },
      { keys: [['+'], ['−']], does: 'zoom in, zoom out' },
      { keys: [['0']], does: 'fit the whole structure into view' },
      { keys: [['Home']], does: 'back to where it began' },
      { keys: [['t']], does: 'play a tour into the middle of the view; stop it' },
    ],
  },
  {
    title: 'Read',
    rows: [
      { keys: [['Click'], ['Enter']], does: 'pin the numbers of a point' },
      { keys: [['Alt', 'drag']], does: 'a cross-section along a line' },
      { keys: [['d']], does: 'describe the view in words' },
    ],
  },
  {
    title: 'Arrange',
    rows: [
      { keys: [['1'], ['2'], ['3'], ['4'], ['5']], does: 'layout: one, two, four, bounds, A | B' },
      { keys: [['s']], does: 'surface or map' },
      { keys: [['n']], does: 'network strip' },
      { keys: [['r']], does: 'linear regions' },
      { keys: [['p']], does: 'panel' },
    ],
  },
  {
    title: 'Always',
    rows: [
      { keys: [['Ctrl', 'Z']], does: 'undo' },
      { keys: [['Shift', 'Ctrl', 'Z']], does: 'redo' },
      { keys: [['Esc']], does: 'stop the tour; close; unpin and end the cross-section' },
      { keys: [['?']], does: 'this list' },
    ],
  },
];

export const keysText = { title: 'Keys and gestures', close: 'Close', or: ' or ', groups } as const;
