// Acceptance: every colour map is matplotlib's, byte for byte; reversed ones run backwards.
import { describe, expect, test } from 'vitest';
import { COLORMAP_NAMES, colormapTable, isQualitative } from '../../src/model/colormap.ts';
import { fixtureJson } from '../support/fixtures.ts';

const tables = fixtureJson<Record<string, [number, number, number][]>>('matplotlib/colormaps.json');

describe('colormapTable', () => {
  test('has the maps of the fixture and no others', () => {
    expect([...COLORMAP_NAMES].sort()).toEqual(Object.keys(tables).sort());
  });

  test.each(COLORMAP_NAMES)('%s is matplotlib’s, byte for byte', (name) => {
    expect([...colormapTable(name)]).toEqual(tables[name].flat());
    expect([...colormapTable(name, true)]).toEqual(tables[name].toReversed().flat());
  });

  test('hands out a copy that its caller may change', () => {
    colormapTable('gray').fill(7);
    expect(colormapTable('gray')[0]).toBe(0);
  });

  test('only tab20 is a list of distinct colours', () => {
    expect(COLORMAP_NAMES.filter(isQualitative)).toEqual(['tab20']);
  });
});
