import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sreda } from '../../cli/run-sreda.ts'
import { votersFile } from '../../voters-file.ts'
import type { Site } from './site.ts'

/** Imports an election into a running site, as its administrator would, and waits for its count: the page of its result. */
export async function importVoters(
  site: Site,
  slug: string,
  options?: Parameters<typeof votersFile>[0],
): Promise<string> {
  const folder = dirname(site.databasePath)
  const file = join(folder, `${slug}.pb`)
  writeFileSync(file, votersFile(options))
  const { code, err } = await sreda(['import', file, '--town', slug], {
    SREDA_CALLED_FROM: folder,
    DATABASE_URL: `file:${site.databasePath}`,
    FILES_DIR: site.filesDir,
  })
  if (code !== 0) throw new Error(err)
  const page = `/${slug}/processes/budget/results`
  for (let i = 0; i < 300; i++) {
    if ((await fetch(`${site.origin}${page}?version=1`)).status === 200) {
      const text = await (await fetch(site.origin + page)).text()
      if (text.includes('id="winners"')) return page
    }
    await pause(100)
  }
  throw new Error(`No result came: ${site.log()}`)
}
