// The colour maps of matplotlib 3.6 (https://matplotlib.org), byte for byte.
// viridis, plasma, inferno, magma: van der Walt & Smith, CC0; cividis: Nuñez, Anderton & Renslow 2018; RdBu, PuOr: ColorBrewer,
// Brewer, Harrower & Pennsylvania State University; coolwarm: Moreland 2009; twilight: Bechtold, CC0; tab20: Tableau.

export const COLORMAP_NAMES = [
  'viridis',
  'plasma',
  'inferno',
  'magma',
  'cividis',
  'coolwarm',
  'RdBu',
  'PuOr',
  'twilight',
  'gray',
  'prism',
  'tab20',
] as const;

export type ColormapName = (typeof COLORMAP_NAMES)[number];

/** Maps that go in leaps: packed sRGB triples as base64. */
const LISTS = {
  prism:
    '/wAA/wAA/yEA/1EA/4IA/7AA/9cA//YA4v8Asv8Agf8AU/4AKuIACrw5AJB9AGC5AC/oAAD/GQD/PQD/aQD+mQDXygCi+QBj/wAc/wAA/w4A/z0A/28A/54A/8gA/+sA9f8Axf8AlP8AZf8AOu4AFswcAKNiAHSiAEPXABP9DQD/LgD/VwD/hQDotgC55wB9/wA5/wAA/wAA/yoA/1sA/4sA/7gA/94A//sA2f8AqP8Ad/8ASvkAI9sABbRHAIeJAFbDACbwAwD/IAD/RgD/cgD3owDO1ACW/wBV/wAO/wAA/xcA/0cA/3gA/6cA/9AA//EA7P8AvP8Ai/8AXP8AMugAEMUqAJpvAGqtADngAAr/EwD/NQD/YAD/jwDgwACu8ABw/wAr/wAA/wQA/zMA/2QA/5QA/8AA/+UA/v8Az/8Anv8Abv8AQvQAHdQNAaxUAH6WAE3NABz3BwD/JgD/TgD/fADwrADE3QCK/wBI/wAA/wAA/yAA/1EA/4EA/68A/9cA//YA4/8Asv8Agf8AU/4AK+IAC704AJF8AGC4AC/oAAH/GQD/PQD/aQD+mQDXygCj+QBj/wAd/wAA/w0A/z0A/24A/50A/8gA/+sA9f8Axv8Alf8AZf8AOu4AFs0bAKNiAHShAEPWABP9DQD/LQD/VgD/hQDptgC55gB+/wA6/wAA/wAA/ykA/1oA/4sA/7gA/94A//sA2f8Aqf8AeP8AS/kAJNsABbVGAIeJAFfDACbvAgD/HwD/RQD/cgD4ogDO0wCX/wBW/wAP/wAA/xYA/0cA/3gA/6YA/88A//AA7P8AvP8Ai/8AXP8AMukAEMUqAJpvAGutADnfAAr/EgD/NQD/XwD/jwDhwACv7wBx/wAs/wAA/wQA/zMA/2QA/5QA/8AA/+QA/v8A0P8An/8Ab/8AQvQAHdQNAaxUAH6VAE3MAB32BwD/JgD/TQD/ewDxrADE3QCL/wBI/wAB/wAA/yAA/1AA/4EA/68A/9cA//YA4/8As/8Agv8AVP4A',
  tab20: 'H3e0rsfo/38O/7t4LKAsmN+K1ico/5iWlGe9xbDVjFZLxJyU43fC97bSf39/x8fHvL0i29uNF77Pntrl',
};

/**
 * The others: the first colour in hexadecimal, then 255 steps of red, 255 of green and 255 of blue, a letter each; f is a step of 0. So
 * they take a fifth of what the colours themselves would, where the page is compressed.
 */
const RAMPS: Record<Exclude<ColormapName, keyof typeof LISTS>, string> = {
  viridis:
    '440154ffgffgfffgffffffgffffffffeffffffefffefffefeffeffefefefefeffefefefefefefefefefefefeffefefeffefeffefeffefeffeffeffefeffeffeffeffeffeffffeffffffffffgffgfgfggfggggggggghgghghghghhghhhghhhhhhhhhhhihhhihhhihhihihihihihihihiihiihiihiihiihiihiihihiihihiihihihihhigghghghghghghgghgghgghggghggghggghggghggghggggghggggghggggggghggggggggggggggggggggggggggggggggggggggggggfgggggggggggggggfggggggggggggggggfggggggggggggggfggggggggggfggggggggfgggggfggggfggggfgggfgggfggfggfggfgfggfgfgfgfgfgfgfgfgffgfgffgffgffgffgffgffgffgffgghghgghghgghgghggghggggggggggggggfgggfggfggfgfgfgfgffgfgfffgfffgffffgffffffgffffffffffffgffffffffffffffffffffffffeffffffffffefffffefffefffeffeffefefeffefeefefeefeefeeefeeeefeeeeeeeeeeedeeeeedeeedeededeededededdededdedddeddedddeddeddedeeeeeeeffffgfggghghgh',
  plasma:
    '0c0786jihiihhhhhhhhhhhhghhhghhghhghhghhghghhghghhghghghghhghghghghghghghghgghghghgghghgghgghggghggghggghgggggghgggggggggggggggggggggggggggggfggggggfgggggfgggfggggfggfgggfggfggfgfggfgfggfgfgfgfgffgfgffgfgfffgffgfffffgfffffffffffffffeffffeffeffefefefefefeefefeefefeffffeffffffefffffffeffffffefffffefffffefffffffffffffffffgffgfgfgfgggfggghggggggggghgggggggghggggggghgggggghggggggghggggggghggggggghgggggghgggggghggggghgggghgggghgggghggghggghgghggghgghgghgghghgghghghgghghghghghghghghghhghghghhghhghhghghhhghhghhghhhghhghghgggggggggggfggggfggfggfggfgfggfgfgffgfgffgffgffffgffffffffffeffffeffefeffefeefefeefeeefeeeefeeeeeeeefeeeeeeeeeeeeeeefeeeeeeeeeeefeeeeeeeefeeeeeeefeeeeeefeeeeeefeeeeeefeeeeeeefeeeeeefeeeeeefeeeeeeefeeeeefeeeefeeeefeefeefefeeffeffeffffffffffgffgfffffffedd',
  inferno:
    '000003ffgffgfggfggggggghggghgghghghghghhhghhhghhhghhhghhghhghhghhghghhghghhghghghhghghhghghhghghghhghghhghghhghghghhghghghhghghghghghghgghghghgghgghggghggghggggggghggggfgggggggfgggfggfgfggfgfgfgffgffgfffgfffffffffffffffffefffeffeffefefefefeffefeffffffgfggggghghfffgffgfgfgfggfgfgfgfgfgffffgfffeffffefffefffffffffgffgfgfgfgfgfggfgfggfgfggfgfgfggfgfgfggfgfgfgfggfgfgfggfgfggfgfggfgggfggfggggfgggggggfgggghggggggghggghgghgghgghghghghghhghghhghhghhhghhhghhhhghhhhhhghhhhhhhhhghhhhhhhhhhhhhhhhhhhhhghhhhhhghhghhgghgghggggghghhihhhhhihhhhihhihihhihihihhihhhhhhhhhghggghggfgggfgfgfgffgffffgfffffffffffffefffffeffeffeffeffefefefeefefeefeefeeeefeeeeefeeeeeeeeeeeeeeeedeeeeeeedeeeeedeeeedeeeedeeedeedeeedeedeedeedeeedefeefffffgfghghghhhhhhhhihhihhihiiihiiiiijijijijjjjjkjjjjjjjjjij',
  magma:
    '000003ffgffgfggfgggggggggggggghgggghgghgghghghhghhghhghhhghhhghhghghhghghhghghghghhghghghghhghghghhghghghhghghhghghhghhghhghghhghhghhghghhghhghghhghghghghghghgghgghgggghggggfgggggfggfgfgfgfgffgffgfffgffffgffffffffgffffffffffffffffffffefffffffffffeffffffffffeffffffgfgfgfgfgfggfgggfggfgfgfgfgfffgffffffffeffffeffffffffffgffgfgfgfggfggfgfggfggfggfgfggfgfggfgfgfggfgfgfgfgfgfgfgfgfgfggfgfgfgfgfggfgfggfggfggggfgggggggggggghgghgghghhghghhhghhhhghhhhhhhghhhhhhhhhghhhhhhhghhhhhhghhhhhhghhhhhghhhhhghhhhhghhhhghhhhhghhhhghghghhhhhhhhhhhhihhhhhihhhihhihihihhihihhihhhihghhhghggggggggfggfgfgfgfffgfffgfffffgffffffffffffffffffeffffffefffefffeffefeffefefefefeefefeefeefeeefeeeefeeefeeeefeefefeeffeffeffffffgfffgfgfggfgggfggggggggghggghggghghgghghghghghhghhghhghhghhhhghhhhhghhhhhhh',
  cividis:
    '00224dfffffffffffffffffffffffjjiiiihhhhghhghghghgghgggghggggggghgggggggggggggggggfgggggggggggfggggggggfgggggggfggggggfggggggfgggggfggggggggggggfgggggggggggggggggggggggggggggggggggggggggggggggggggggggggghggggggggggggggghgggggggggghgggggggghggggggghggggghggghffffgfgggfggfggfggfgggfgfgfggfgggfggfgggfggfggfgggfggfggfggfgggfggfggfggfgggfggfggfggfgggfggfggfgggfggfgggfggfggfgggfgggfggfgggfgggfggfgggfgggfgggfgggfgggfgggfggggfgggfggggfggggfggggfggggfgggggfgggggfgggggfgggggggfgggggggfgggggggggfggggggggggggggfggggggggghgghghhghhhghhhhhghhhhgfffffffeffffefffffefffffeffffffffffefffffffffffffffgffffffffffgffffffgfffffgffffgfffgfffgffgfffgfgffgffgfffgfffffffffffffffffffefffffffefffffefffefffefffeffeffeffeffefeffefefefefefefeefefeefeefeefeeeefeeeeeeeeeeeeeeeedeedeededdedddeghg',
  coolwarm:
    '3a4cc0gghggggghgggghggghggghggghggghgghgghgghgghgghgghghgghgghghgghgghghgghghgghgghghgghgghgghgghgghggghggghggghggggghggggggghggggggggggggggggggfgggggfgfggfggfgffgfgffgffgffffffgffffffeffffffeffeffeffefefefeefeefeefeeeefeeeeeeeeeeeeeeeedeeedeeedeedeededededededghhhghhhghhghhhghhghhghhghghhghhghghghhghghgghghghghgghgghgghggghgggghggggggggggggggggggggfggggfggfggfgfgfgfgfgfgffgffgffffgffffefefefefeefeeefeeeefeeeeeeeeeeeeeeeedeeeedeedeeededeededededededdeddededddedddedddddedddddddddddddddddcdddcddcddcccdccdabababaaghghghghghgghghgghgggghgggggggghfgggggggfgggfggfggfgfgfgffgffgfffgfffffffffffffffefffeffeffefefefeefefeeefeeeefeeeeeeeeeedeeeeedeedededeededededededdedededededdedededdededdedededdedededdededededededededededededeedededeedeedeedeedeedeeeedeeedeeeeedeeeeeeee',
  RdBu: '67001fhiiiiiiiiiiiiiiiihiiiiiiihhgghghghgghghgghghgghghghggggghggggghgggghggggghgggffgffgfgffgffgffgffgffgfgefffefffefffeffffefffefffededededededededededededeecdcdcdcdcdcdcdcddcdcdcdcdcccccbcccccccccbccccccccccdeedeedeedeedeedeedeedeedeeeeedeeeeeeeeedeeeeeeeeeefggggggggggggggggfggggggghiihiiiiihiiiihiiiiihiiiiihiihiihiiihiihiihiiihiihiihhhhhhhhihhhhhhhihhhhhhhigggggggggghggggggggghggggfefeefeefeeefeefeeefeefeefdeedeeedeeedeeedeeedeeedeeddddddddddddddddddddddddeddddedddedddedddeddddeddddddddddddcdddddddcddddddddffgfgfgfgfgfgfgfgffgfgfgfghgghggghgghgghghggghghgghhhhhhhhhhhhhihhhhhhhhhhhhiihiihiihiiihiihiiihiihiiighhhhhhhghhhhhhhhghhhhhhhffffeffefffefffeffefffefffeeefeefeeefeefeefeeefeefeeeeeeeeeedeeeeeeeeeeeeeeeeeeeeeeeeeefeeeeeeeeefeeeedcccccccdccccccccccccccccd',
  PuOr: '7f3b08hhhhhhhhhhhhhhhhhhhhhhhhhhhhhghhhhghhhghhhghhhghhhhggggggghgggggghgggggghggggffffffffffffffffffffffffgeffefffeffefffefffeffefffeedeeeedeeeedeeedeeeedeeeededededededededededededededdddddddddddddddddddddddedddedddeddedddedddeddedddedededededdedededededededeggggggghgggggghgggggghgggghhghhghghhghhghhghhghhghhhhhhhhhhihhhhhhhhihhhhhhhhhghhghghghhghghghhghghghhfgggggggggfgggggggggfggggfeeedeeeeeedeeeeeedeeeeeeeddddddedddddeddddddeddddddddddcddddcddddcddddcdddddcccccccccccccccccccccccccddededededdedededededededeefffffffffffeffffffffffffffgfggfgfgfgfgfggfgfgfgfggiiiiiiiiiijiiiiiiiiijiiiiiijiiijiiijiiijiiijiiijiijhihihihihiihihihihihiihihgfefefeffefefefefefefefeffeeeeeeeeeeeeeeeeeeeeeeeeeededededededededededededeedededeededeededeedededeeddddcdcddcdcddcdcddcdcddcdd',
  twilight:
    'e1d8e2eeeeddedddcdccdcccccccccccccccdcebcdebddecddecedededfdeeeeefeefeffefefffffefffffffeffffeffefefefeeeeeeedeeddeddedecededeeedefdefhggghghhhhhhhhihihigjihihiihiihihihhihihhhihhhhhghhghhhghghghghggggghgggggggfgggfggfggfgfgfgfggfgfgfgggggfggggggggfgggfgfgfgfffgfffefeefeedeeededededededdedddeecddedddecddedddecddebddecddebdddebdddcdddcdcdcdddccdcddcebddcddddcedddeeedefeeeffeffeffffgffggfefeffffffffgffgfgfgfgfggfggfgggggggghghghhghhghhhhhgihhhihhhhihhhihgjhhihihhihihihigjhhihihihihhihhhihihhhhhhhhhhhhfigghgfggffffeefeeeeeeeeeedeeeeeeeeeefeefeeffefefeffeffeffeffefffefeffefefefefeeefeeefdeeeeedfcededddecddcdcddbcccbccdabcbcccdbcccdcdecdedeefgffggfgggggggggggggggggggfggffgffgffffffffeffffffffffffgfffgfgfgfgfhgfhgggghghhhhhgihhiihiiihjiiiihkijiijijijiiijigjihhhhhgghf',
  gray: '000000ggggggggggggggggggggggggggggggggfhggfhggfhggfhggfhggfhggfhggfhgggfhggggggfhggggggfhggggggfhggggggfhggggggfhggggggfhggggggfhggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggggggggggggggggggggggggggggggfhggfhggfhggfhggfhggfhggfhggfhgggfhggggggfhggggggfhggggggfhggggggfhggggggfhggggggfhggggggfhggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggggggggggggggggggggggggggggggfhggfhggfhggfhggfhggfhggfhggfhgggfhggggggfhggggggfhggggggfhggggggfhggggggfhggggggfhggggggfhggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhggggggggggggggfhgggggggggg',
};

/** The letter of a step of 0. */
const ZERO = 'f'.charCodeAt(0);

/** The maps whose entries are a list of distinct colours, not a ramp. */
const QUALITATIVE: ReadonlySet<ColormapName> = new Set(['tab20']);

export function isColormapName(name: string): name is ColormapName {
  return (COLORMAP_NAMES as readonly string[]).includes(name);
}

export function isQualitative(name: ColormapName): boolean {
  return QUALITATIVE.has(name);
}

/** The entries of a map as packed sRGB bytes [entries × 3], last entry first where `reversed`; 256 entries, tab20: 20. */
export function colormapTable(name: ColormapName, reversed = false): Uint8Array {
  const bytes = name === 'prism' || name === 'tab20' ? listed(LISTS[name]) : climbed(RAMPS[name]);
  if (!reversed) return bytes;
  const entries = bytes.length / 3;
  return bytes.map((_, i) => bytes[(entries - 1 - Math.floor(i / 3)) * 3 + (i % 3)]);
}

/** The same entries as packed colours. */
export function packedTable(name: ColormapName, reversed = false): Uint32Array<ArrayBuffer> {
  const bytes = colormapTable(name, reversed);
  return Uint32Array.from({ length: bytes.length / 3 }, (_, n) =>
    packedColour([bytes[3 * n], bytes[3 * n + 1], bytes[3 * n + 2]]),
  );
}

/** sRGB from 0 to 255, opaque, as bytes with red in the lowest: what WGSL's unpack4x8unorm reads. */
export function packedColour(color: readonly [number, number, number]): number {
  const [red, green, blue] = color.map(Math.round);
  return (red | (green << 8) | (blue << 16) | (255 << 24)) >>> 0;
}

function listed(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function climbed(ramp: string): Uint8Array {
  const bytes = new Uint8Array(256 * 3);
  for (let channel = 0; channel < 3; channel++) {
    let level = Number.parseInt(ramp.slice(2 * channel, 2 * channel + 2), 16);
    bytes[channel] = level;
    for (let entry = 1; entry < 256; entry++) {
      level += ramp.charCodeAt(6 + 255 * channel + entry - 1) - ZERO;
      bytes[entry * 3 + channel] = level;
    }
  }
  return bytes;
}
