import { Presets, SingleBar } from 'cli-progress'

/** A bar for a person who waits; nothing where nobody looks. */
export function progressBar(total: number) {
  if (!process.stderr.isTTY) return { add: () => undefined, stop: () => undefined }
  const bar = new SingleBar(
    { format: '{bar} {percentage} %  {value} of {total} rows', clearOnComplete: true },
    Presets.shades_classic,
  )
  bar.start(total, 0)
  return { add: (rows: number) => bar.increment(rows), stop: () => bar.stop() }
}
