/** Printed ones are drawn, which takes a process seconds: they are always prepared beside the requests. */
export const PRINT_FORMATS = ['pdf', 'pdf-a3', 'docx', 'posters', 'posters-a3'] as const
export type PrintFormat = (typeof PRINT_FORMATS)[number]
export const EXPORT_FORMATS = [
  'csv',
  'xlsx',
  'geojson',
  'gpkg',
  'dxf',
  'kml',
  'shp',
  'pb',
  ...PRINT_FORMATS,
  'zip',
] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]
export const isPrinted = (format: ExportFormat): format is PrintFormat =>
  (PRINT_FORMATS as readonly string[]).includes(format)
