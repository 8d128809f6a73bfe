import type { PrintFormat } from '#app/export-formats.ts'
import { shareOf, type Writer, type Writing } from '#app/jobs/export-writing.server.ts'
import { writeWhole } from '#app/jobs/write-whole.server.ts'
import { albumOf } from './album.server.ts'
import { collect } from './collect.server.ts'
import { printFonts } from './fonts.server.ts'
import { postersOf } from './posters.server.ts'
import { reportOf } from './report.server.ts'

/** The writer of a printed document of the set: everything in it is of the snapshot that the walk reads. */
export function writePrinted(format: PrintFormat): Writer {
  return (writing) => writeWhole(writing.path, printChunks(writing, format))
}

async function* printChunks(writing: Writing, format: PrintFormat): AsyncGenerator<Uint8Array> {
  const { facts, request, db, condition, expected, tell } = writing
  const { walk } = shareOf(writing, 0, 0.5)
  const { origin } = request
  const { t, names } = facts
  const collected = await collect({ db, condition, pages: walk(), all: expected, ...facts })
  const paper = format.endsWith('-a3') ? ('a3' as const) : ('a4' as const)
  const onPage = (page: number, of: number) => tell(0.5 + 0.5 * Math.min(1, page / of))
  const printed = { t, names, origin, paper, fonts: printFonts(), onPage }
  switch (format) {
    case 'pdf':
    case 'pdf-a3':
      yield* albumOf(collected, printed)
      return
    case 'docx':
      yield await reportOf(collected, printed)
      return
    case 'posters':
    case 'posters-a3':
      yield* postersOf(collected, printed)
      return
  }
}
