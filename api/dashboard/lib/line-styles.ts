/** Colour tokens of the lines, largest series first. They can be distinguished without seeing red or green; each has a marker of its own, too. */
export const lineColors = [
  '--line-1',
  '--line-2',
  '--line-3',
  '--line-4',
  '--line-5',
  '--line-6',
  '--line-7',
  '--line-8',
] as const

/** Outline of the marker of a line, as an SVG path around 0, 0 with a radius of about 4. */
export const markerPaths = [
  'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z',
  'M-3.5-3.5h7v7h-7Z',
  'M0-4.6 4.4 3.4h-8.8Z',
  'M0-5 5 0 0 5-5 0Z',
  'M0 4.6 4.4-3.4h-8.8Z',
  'M-4.5-1.5h3v-3h3v3h3v3h-3v3h-3v-3h-3Z',
  'M-4.5-2h9v4h-9Z',
  'M-2-4.5h4v9h-4Z',
] as const
