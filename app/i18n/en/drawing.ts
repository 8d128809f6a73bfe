import type { drawingAdmin as ru } from '../ru/drawing.ts'

export const drawingAdmin: typeof ru = {
  tab: 'Drawings',
  lead: 'The town’s DXF drawings are in these coordinates. A designer gets metres in the same system as the survey.',
  now: 'Now',
  usual: 'Nobody has chosen yet: drawings are in the UTM zone that the town lies in.',
  system: 'System',
  ownText: 'given as a text',
  ownPoints: 'by control points: {{count}}',
  code: 'EPSG:{{code}}',
  middle: 'Middle of the town',
  scale: 'Scale',
  scaleText: '1 m of the ground is {{scale}} m of the drawing',
  turn: 'Turn',
  turnText: '{{degrees}}° from north',
  residuals: 'Residuals at the control points',
  residualsNote:
    'How far the drawing’s point is from the given one. Two points always agree: a mistake in them shows only with a third.',
  point: 'Point {{n}}',
  residual: 'Residual, m',
  place: 'Place: latitude, longitude',
  kind: 'How to give the system',
  kinds: { epsg: 'EPSG code', text: 'Text of proj4 or WKT', points: 'Control points' },
  kindHints: {
    epsg: 'WGS 84 / UTM, Pulkovo 1942 and 1995 / Gauss-Kruger, CS92.',
    text: 'For local systems (MSK): a string “+proj=tmerc …” or the WKT of your program.',
    points:
      'Two to four places of which both are known: latitude and longitude, and the drawing’s coordinates.',
  },
  epsg: 'Code',
  epsgHint: 'For this town: {{codes}}',
  text: 'Text of the system',
  textHint: 'Surveyors know the parameters. +towgs84=… gives the shift from WGS 84',
  pairs: 'Control points',
  pairsHint: 'Two are enough; with three and four the residuals show. Empty lines do not count.',
  first: 'X, m',
  second: 'Y, m',
  axes: 'Order of axes',
  axesKinds: { 'east-north': 'X to the east, Y to the north', 'north-east': 'X to the north, Y to the east' },
  axesHints: {
    'east-north': 'As in AutoCAD, nanoCAD and QGIS: north is up on the screen.',
    'north-east':
      'As Russian geodesists write. In ordinary CAD such a drawing looks mirrored; choose it if the program expects X to the north.',
  },
  save: 'Prove and save',
  reset: 'Back to the UTM zone',
  faults: {
    code: 'A whole number of four or five digits',
    place: 'This does not look like latitude and longitude',
    metres: 'A number of metres is needed',
    pairs: 'Fill in at least two whole points',
  },
}
