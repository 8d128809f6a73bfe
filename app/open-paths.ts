import type { Filter } from '#app/domain/filter.ts'
import { withFilter, withQuery } from '#app/paths.ts'

/** Addresses of what programs and other sites read, and of the staff's pages about it. Kept from app/paths.ts, which every page loads. */
export const openPaths = {
  /** The JSON API; '' is its page. */
  api: (path = '') => `/api/v1${path}`,
  /** OGC API - Features; `path` begins with a slash, '' is its first page. */
  ogc: (town: string, path = '') => `/${town}/ogc${path}`,
  /** Archives of open data; '' is the page that lists them. */
  openData: (town: string, path = '') => `/${town}/open-data${path}`,
  /** Open311 GeoReport v2. */
  open311: (town: string, path = '') => `/${town}/open311${path}`,
  adminSharing: (town: string) => `/${town}/admin/sharing`,
  adminWebhooks: (town: string) => `/${town}/admin/webhooks`,
  tokens: (town: string) => `/${town}/tokens`,
  /** What stands in frames on other sites. */
  embedMap: (town: string, filter?: Filter) => withFilter(`/${town}/embed/map`, filter),
  embedList: (town: string, filter?: Filter) => withFilter(`/${town}/embed/list`, filter),
  embedResult: (town: string, process: string) => `/${town}/embed/result/${process}`,
  oEmbed: (url: string, format: 'json' | 'xml') => withQuery('/oembed', { url, format }),
  /** The code to paste into other sites. */
  embeds: (town: string) => `/${town}/embeds`,
}
