import { create } from 'qrcode'
import type { Pen } from '#app/formats/print/pen.ts'

/** Modules of white around a code, without which readers do not see it (ISO/IEC 18004). */
const QUIET = 4

/** Draws an address as a QR code that stays readable with a quarter of it torn off; black on white, vectors. */
export function paintQr(doc: Pen['doc'], text: string, x: number, y: number, side: number) {
  const { modules } = create(text, { errorCorrectionLevel: 'Q' })
  const unit = side / (modules.size + 2 * QUIET)
  doc.rect(x, y, side, side).fill('#ffffff')
  for (let row = 0; row < modules.size; row++) {
    for (let from = 0; from < modules.size; from++) {
      if (!modules.get(row, from)) continue
      let to = from
      while (to < modules.size && modules.get(row, to)) to++
      // A hair wider than the modules: viewers leave light seams between shapes that only touch.
      doc.rect(x + (from + QUIET) * unit, y + (row + QUIET) * unit, (to - from) * unit, unit * 1.01)
      from = to
    }
  }
  doc.fill('#000000')
}
