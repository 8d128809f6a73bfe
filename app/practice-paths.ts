import { withQuery } from '#app/paths.ts'

/** Addresses of the practice library and of the table of all towns. Kept from app/paths.ts, which every page loads. */
export const practicePaths = {
  library: (query: Record<string, string | undefined> = {}) => withQuery('/practices', query),
  practice: (slug: string) => `/practices/${slug}`,
  keep: () => '/admin/practices',
  /** Of a case, or of a new one. */
  edit: (id: string | 'new') => `/admin/practices/${id}`,
  /** A town's finished process, told as a case. */
  propose: (town: string, process: string) => `/${town}/admin/practice/${process}`,
  /** The form of a new process, after a case. */
  startAfter: (town: string, slug: string) => withQuery(`/${town}/admin/processes`, { case: slug }),
  overview: (query: Record<string, string | undefined> = {}) => withQuery('/overview', query),
  overviewCsv: () => '/overview.csv',
}
