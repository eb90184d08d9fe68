// The words beside a surface: what its axes are called.

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

export const surfaceText = {
  axes: ['x₁', 'x₂'],
  /** What a tick's text stands for, where it is not the number itself: such as "x₁ − 1.25, × 10⁻⁹". */
  scaled: (name: string, base: string | null, exponent: number) => {
    const counted = base === null ? name : `${name} ${base.startsWith('−') ? `+ ${base.slice(1)}` : `− ${base}`}`;
    if (exponent === 0) return counted;
    const digits = `${Math.abs(exponent)}`.replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]);
    return `${counted}, × 10${exponent < 0 ? '⁻' : ''}${digits}`;
  },
} as const;
