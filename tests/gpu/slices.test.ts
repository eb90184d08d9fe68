// Long work must be cut into slices that follow its measured pace, whatever single slices take; and work that holds a turn lets nobody in.
import { describe, expect, it } from 'vitest';
import { inOneTurn, Pace } from '../../src/gpu/slices.ts';
import { useEngine } from '../support/engine.ts';

const gpu = useEngine();

const HUNDRED_MULTIPLY_ADDS = 100;

describe('the pace', () => {
  it('begins with what a slow software adapter does in 50 ms, in whole quads', () => {
    const points = new Pace().pointsFor('a', HUNDRED_MULTIPLY_ADDS);
    expect(points % 16).toBe(0);
    expect(points).toBeGreaterThan(50_000);
    expect(points).toBeLessThanOrEqual(100_000);
  });

  it('never falls under a few points', () => {
    expect(new Pace().pointsFor('a', 1e12)).toBe(16);
  });

  it('finds 50 ms of any rate within a few slices', () => {
    for (const pointsPerMs of [3, 300, 30_000, 3_000_000]) {
      const pace = new Pace();
      let ms = 0;
      for (let slice = 0; slice < 16; slice++) {
        const points = pace.pointsFor('a', HUNDRED_MULTIPLY_ADDS);
        // One ms of latency comes on top of each.
        ms = points / pointsPerMs;
        pace.learn('a', points, ms + 1);
      }
      expect(ms).toBeGreaterThan(35);
      expect(ms).toBeLessThan(pointsPerMs === 3 ? 90 : 60);
    }
  });

  it('keeps one kind of work apart from another', () => {
    const pace = new Pace();
    pace.learn('a', 1e6, 10);
    expect(pace.pointsFor('b', HUNDRED_MULTIPLY_ADDS)).toBe(new Pace().pointsFor('b', HUNDRED_MULTIPLY_ADDS));
  });
});

describe('a turn that is held', () => {
  it('begins with the first slice, and lets nobody in before it ends', async () => {
    const order: string[] = [];
    const done = async (name: string) => void order.push(name);
    const held = inOneTurn(gpu.engine);
    await gpu.engine.turn(() => done('before'));
    expect(held.elapsed()).toBe(0);
    await held.context.turn(() => done('first'));
    const other = gpu.engine.turn(() => done('other'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await held.context.turn(() => done('second'));
    expect(held.elapsed()).toBeGreaterThan(0);
    held.end();
    await other;
    expect(order).toEqual(['before', 'first', 'second', 'other']);
  });

  it('that never began keeps nobody waiting', async () => {
    inOneTurn(gpu.engine).end();
    await expect(gpu.engine.turn(async () => 7)).resolves.toBe(7);
  });

  it('is shared by all who draw at one moment, and free again for those who come later', async () => {
    const order: string[] = [];
    const drawings = ['a', 'b'].map((name) => gpu.engine.drawTogether(() => void order.push(name)));
    const other = gpu.engine.turn(async () => void order.push('other'));
    await Promise.all([...drawings, other]);
    await gpu.engine.drawTogether(() => void order.push('later'));
    expect(order.filter((name) => name !== 'other')).toEqual(['a', 'b', 'later']);
    expect(Math.abs(order.indexOf('a') - order.indexOf('b'))).toBe(1);
  });
});
