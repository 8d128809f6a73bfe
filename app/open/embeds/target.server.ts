import { filterFrom } from '#app/domain/filter-from.ts'
import { localized } from '#app/domain/localized.ts'
import { origin } from '#app/env.server.ts'
import { escapedXml } from '#app/formats/xml.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { getTown, type Town } from '#app/models/towns.server.ts'
import { openPaths } from '#app/open-paths.ts'

/** A frame to paste: what it shows, and how large it is until it tells its own height. */
export interface Embed {
  town: Town
  title: string
  src: string
  width: number
  height: number
}

export const SIZE = { width: 720, height: 560 } as const

const SLUG = '[\\w-]{1,60}'

/**
 * The embed of a page of this site: of a town's page its map, of a result's page the result.
 *
 * @returns null for any other address
 * @throws {Refusal} 'town.not-found' | 'process.not-found'
 */
export async function embedOf(address: string, locale: Locale): Promise<Embed | null> {
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || url.origin !== new URL(origin()).origin) return null
  const [, slug, process] =
    new RegExp(`^/(${SLUG})(?:/processes/(${SLUG})/results)?/?$`).exec(url.pathname) ?? []
  if (!slug) return null
  const town = await getTown(slug)
  const name = localized(town, 'name', locale)
  const lang = locale === 'en' ? 'en' : null
  if (process) {
    const found = await getProcess(town.id, process)
    const title = tOf(locale)('result.title', { process: localized(found, 'title', locale) })
    return { town, title, src: withLang(openPaths.embedResult(slug, process), lang), ...SIZE }
  }
  return {
    town,
    title: name,
    src: withLang(openPaths.embedMap(slug, filterFrom(url.searchParams)), lang),
    ...SIZE,
  }
}

/** In a frame no cookie tells the language. */
export function withLang(path: string, lang: string | null): string {
  const full = origin() + path
  return lang ? `${full}${path.includes('?') ? '&' : '?'}lang=${lang}` : full
}

export function iframeOf(
  { title, src, width, height }: Pick<Embed, 'title' | 'src' | 'width' | 'height'>,
  isWide = false,
): string {
  const size = isWide ? `width="100%" height="${height}"` : `width="${width}" height="${height}"`
  return `<iframe src="${escapedXml(src)}" title="${escapedXml(title)}" ${size} style="border:0" loading="lazy"></iframe>`
}

/** For the other site's page, once: frames become as high as what is in them. */
export function resizeScript(): string {
  return `<script>
addEventListener('message', function (event) {
  if (event.origin !== '${new URL(origin()).origin}' || !event.data || event.data.type !== 'sreda:height') return
  document.querySelectorAll('iframe').forEach(function (frame) {
    if (frame.contentWindow === event.source) frame.style.height = event.data.height + 'px'
  })
})
</script>`
}
