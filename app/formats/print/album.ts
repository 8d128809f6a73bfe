import { paintAsked } from '#app/formats/print/album-asked.ts'
import { paintCover } from '#app/formats/print/album-cover.ts'
import { paintEntry } from '#app/formats/print/album-entry.ts'
import { paintMapPages } from '#app/formats/print/album-maps.ts'
import { paintMethod } from '#app/formats/print/album-method.ts'
import { nextPage } from '#app/formats/print/album-page.ts'
import { paintTable } from '#app/formats/print/album-table.ts'
import type { Album } from '#app/formats/print/content.ts'
import { openPrint, PAPERS, printChunks } from '#app/formats/print/pen.ts'

/**
 * The album as a PDF, page after page: cover, what was asked, maps true to scale, a page for each of the foremost entries,
 * the ranked table, the method. Tagged and with bookmarks; a page that is drawn is not kept.
 *
 * @param onPage  told the number of each page that is finished
 * @throws what a photo's `load` throws
 */
export function albumChunks(
  album: Album,
  onPage: (page: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const { title, town, lang, fonts, paper, now, say } = album
  const pen = openPrint({
    title: `${title} — ${town}`,
    author: town,
    subject: `${say('cover')}. ${album.snapshot}`,
    lang,
    fonts,
    size: PAPERS[paper],
    now,
  })
  async function* steps() {
    const book = { pen, album, pages: 0, outline: pen.doc.outline }
    for (const paint of [paintCover, paintAsked, paintMapPages]) {
      for (const _ of paint(book)) {
        onPage(book.pages)
        yield
      }
    }
    if (album.entries.length > 0) {
      const chapter = { item: null as PDFKit.PDFOutline | null }
      for (const page of album.entries) {
        const part = nextPage(book)
        chapter.item ??= book.outline.addItem(say('entries'))
        chapter.item.addItem(`${page.entry.number}. ${page.entry.title}`)
        await paintEntry(book, part, page)
        part.end()
        onPage(book.pages)
        yield
      }
    }
    for (const paint of [paintTable, paintMethod]) {
      for (const _ of paint(book)) {
        onPage(book.pages)
        yield
      }
    }
  }
  return printChunks(pen, steps())
}
