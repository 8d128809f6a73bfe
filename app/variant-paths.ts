import { withQuery } from '#app/paths.ts'

/** Addresses of concept variants: kept from app/paths.ts, which every page loads. */
export const variantPaths = {
  compare: (town: string, process: string) => `/${town}/processes/${process}/variants`,
  add: (town: string, process: string) => `/${town}/variants/new?process=${process}`,
  /** The version that everybody sees unless another is asked for. */
  variant: (town: string, id: string, version?: number) =>
    withQuery(`/${town}/variants/${id}`, { version: version?.toString() }),
  version: (town: string, id: string) => `/${town}/variants/${id}/version`,
  place: (town: string, id: string) => `/${town}/variants/${id}/place`,
  remarks: (town: string, id: string, open?: '1') => withQuery(`/${town}/variants/${id}/remarks`, { open }),
  remarkFile: (town: string, id: string, file: RemarkFile) => `/${town}/variants/${id}/remarks/${file}`,
  /** Of a version, by its id: `m.webp`, `s.webp`, `original`, or a tile. */
  drawing: (town: string, versionId: string, file: string) => `/${town}/drawings/${versionId}/${file}`,
}

export const REMARK_FILES = ['remarks.csv', 'remarks.geojson', 'remarks-drawing.geojson'] as const
export type RemarkFile = (typeof REMARK_FILES)[number]
