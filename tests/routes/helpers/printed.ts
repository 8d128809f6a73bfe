import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsQR from 'jsqr'
import sharp from 'sharp'

/** Runs a reader over a file; @throws when there is none: `npm test` installs them. */
export function readBack(program: string, args: string[]): string {
  try {
    return execFileSync(program, args, {
      encoding: 'utf8',
      maxBuffer: 1e8,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new Error(
      `${program} is missing: sudo apt-get install poppler-utils libreoffice-writer-nogui libreoffice-calc-nogui`,
    )
  }
}

/** Keeps bytes as a file while a reader looks at it. */
export function withFile<T>(name: string, bytes: Uint8Array, look: (path: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'sreda-printed-'))
  try {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return look(path, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export interface Pdf {
  /** As Poppler reads them, lines kept. */
  pages: string[]
  /** What `pdfinfo` says. */
  info: Map<string, string>
  /** The structure that screen readers follow. */
  structure: string
  /** Every font with "emb" and "uni". */
  fonts: string[]
  /** Boxes of the words of each page, points. */
  words: { page: number; text: string; box: [x0: number, y0: number, x1: number, y1: number] }[]
}

export function readPdf(bytes: Uint8Array): Pdf {
  return withFile('printed.pdf', bytes, (path) => {
    const info = readBack('pdfinfo', [path]).split('\n')
    const boxes = readBack('pdftotext', ['-bbox', path, '-'])
    let page = 0
    const words = boxes.split('\n').flatMap((line) => {
      if (line.includes('<page ')) page++
      const found = /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)<\/word>/.exec(
        line,
      )
      if (!found) return []
      const [, x0, y0, x1, y1, text] = found
      return [{ page, text: text!, box: [x0, y0, x1, y1].map(Number) as Pdf['words'][number]['box'] }]
    })
    return {
      pages: readBack('pdftotext', ['-layout', path, '-']).split('\f').slice(0, -1),
      info: new Map(info.map((line) => [line.split(':')[0]!, line.split(/:\s*/).slice(1).join(':')])),
      structure: readBack('pdfinfo', ['-struct', path]),
      fonts: readBack('pdffonts', [path]).trim().split('\n').slice(2),
      words,
    }
  })
}

/** What a telephone's camera would read on a page; the smaller a code, the more dots to an inch it takes. */
export async function qrOn(bytes: Uint8Array, page: number, dpi = 60): Promise<string | null> {
  const png = withFile('printed.pdf', bytes, (path, folder) => {
    readBack('pdftoppm', [
      '-r',
      String(dpi),
      '-f',
      String(page),
      '-l',
      String(page),
      '-singlefile',
      '-png',
      path,
      join(folder, 'page'),
    ])
    return readFileSync(join(folder, 'page.png'))
  })
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data ?? null
}

/** A DOCX as LibreOffice opens it: its tables as rows of cells, and all its text. */
export function readDocx(bytes: Uint8Array): { text: string; tables: string[][][] } {
  return withFile('printed.docx', bytes, (path, folder) => {
    // A profile of its own: two LibreOffices do not share one.
    readBack('soffice', [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      'html',
      '--outdir',
      folder,
      path,
    ])
    const html = readFileSync(join(folder, 'printed.html'), 'utf8')
    const parts = (of: string, name: string) =>
      [...of.matchAll(new RegExp(`<${name}\\b[^>]*>([\\s\\S]*?)</${name}>`, 'g'))].map(([, inner]) => inner!)
    const tables = parts(html, 'table').map((table) =>
      parts(table, 'tr').map((row) => parts(row, 't[dh]').map(plain)),
    )
    return { text: plain(html), tables }
  })
}

const ENTITIES: Record<string, string> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"' }

function plain(html: string): string {
  return html
    .replace(/<style[\s\S]*?<\/style>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/\s+/g, ' ')
    .trim()
}

/** Rows of an album's table as far as they go: rank, number, kind, then supports, votes, people, comments. */
export function albumRows(pages: string[]): string[][] {
  const line =
    /^\s*(\d+\*?)\s+(\d+)\s+(Предложение|Идея|Ценность|Проблема) .*?\s(\d+)\s+(\d+)\s+(\d+)\s+(\d+)(?:\s{1,9}\D|\s*$)/
  return pages.flatMap((page) =>
    page.split('\n').flatMap((text) => {
      // Thousands are set apart.
      const found = line.exec(text.replace(/(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))/g, ''))
      return found ? [found.slice(1)] : []
    }),
  )
}
