/** The light colours of the site's map (app/styles/map.css), for paper. */
export const MAP_COLOURS = {
  land: '#f6f2e8',
  quarter: '#efe8da',
  'old-quarter': '#eee0c8',
  wood: '#cddcbd',
  meadow: '#e4ead2',
  park: '#cfe1ba',
  'park-line': '#b4cd9c',
  square: '#f8ecd2',
  water: '#b5d2dc',
  'water-line': '#8db6c5',
  building: '#ddd0bb',
  'building-line': '#bfae93',
  landmark: '#c9917a',
  'landmark-line': '#9a5f49',
  street: '#ffffff',
  'street-line': '#d2c8b5',
  major: '#fdeabc',
  'major-line': '#d9b876',
  path: '#a58c67',
  rail: '#77756f',
  'rail-gap': '#f6f2e8',
  bridge: '#f3ecdd',
  'bridge-line': '#a89a80',
  boundary: '#6f6a5e',
  text: '#3a2c25',
  'text-street': '#4c4639',
  'text-district': '#5d5342',
  'text-water': '#215a70',
  'text-green': '#365a24',
} as const
export type MapColour = keyof typeof MAP_COLOURS

/** The light colours of the site (app/styles/tokens.css). */
export const INK = {
  paper: '#f9f7f2',
  surface: '#ffffff',
  'surface-2': '#f1eee6',
  ink: '#14211f',
  'ink-2': '#4d5a57',
  line: '#dedacf',
  'line-strong': '#7d857f',
  accent: '#0a5a60',
  'accent-soft': '#e0eeec',
  brick: '#a33a22',
  'brick-soft': '#f9e7e0',
  ochre: '#7a5200',
  'ochre-soft': '#f7ebcd',
  leaf: '#2c6532',
  'leaf-soft': '#e4f0df',
  sky: '#285b8f',
  'sky-soft': '#e3ecf6',
} as const

export type PrintKind = 'problem' | 'value' | 'idea' | 'proposal'

/** The marks of the four kinds in a field of 24 x 24, the same paths as in app/ui/kind-mark.tsx. */
export const KIND_MARKS: Record<PrintKind, { outline: string; colour: string; soft: string }> = {
  problem: {
    outline:
      'M12 1.6a2.6 2.6 0 0 1 2.2 1.3l8.2 14.6A2.6 2.6 0 0 1 20.2 21.4H3.8a2.6 2.6 0 0 1-2.2-3.9L9.8 2.9A2.6 2.6 0 0 1 12 1.6Z',
    colour: INK.brick,
    soft: INK['brick-soft'],
  },
  value: {
    outline: 'M12 1.5a10.5 10.5 0 1 1 0 21 10.5 10.5 0 0 1 0-21Z',
    colour: INK.ochre,
    soft: INK['ochre-soft'],
  },
  idea: {
    outline:
      'M10.7 1.7a2.6 2.6 0 0 1 2.6 0l7 4a2.6 2.6 0 0 1 1.3 2.3v8a2.6 2.6 0 0 1-1.3 2.3l-7 4a2.6 2.6 0 0 1-2.6 0l-7-4a2.6 2.6 0 0 1-1.3-2.3V8a2.6 2.6 0 0 1 1.3-2.3Z',
    colour: INK.leaf,
    soft: INK['leaf-soft'],
  },
  proposal: {
    outline:
      'M5.5 2h13A3.5 3.5 0 0 1 22 5.5v13a3.5 3.5 0 0 1-3.5 3.5h-13A3.5 3.5 0 0 1 2 18.5v-13A3.5 3.5 0 0 1 5.5 2Z',
    colour: INK.accent,
    soft: INK['accent-soft'],
  },
}
