export interface ByteRange {
  /** Both count from 0; `end` is the last byte. */
  start: number
  end: number
}

/**
 * The bytes that a Range header asks for.
 *
 * @returns null when all should be sent: no header, one that cannot be read, or several ranges at once, which nobody
 *          needs; 'beyond' when no byte of the file is asked for
 */
export function rangeIn(header: string | undefined, size: number): ByteRange | 'beyond' | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (from === '' && to === '') return null
  if (from === '') {
    const start = Math.max(0, size - Number(to))
    return start < size ? { start, end: size - 1 } : 'beyond'
  }
  const start = Number(from)
  if (to !== '' && Number(to) < start) return null
  if (start >= size) return 'beyond'
  return { start, end: to === '' ? size - 1 : Math.min(Number(to), size - 1) }
}
