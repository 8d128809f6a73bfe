import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ProcessTemplate, readTemplate } from '#app/domain/process-template.ts'

let known: ReadonlyMap<string, ProcessTemplate> | null = null

/** Templates that the program brings, by the names of their files in db/templates: read once. */
export function builtInTemplates(): ReadonlyMap<string, ProcessTemplate> {
  if (known) return known
  const folder = join(process.env.SREDA_HOME ?? process.cwd(), 'db', 'templates')
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const read = names.sort().map((name) => {
    const { template, faults } = readTemplate(JSON.parse(readFileSync(join(folder, name), 'utf8')))
    if (!template) throw new Error(`${name} is no template: ${JSON.stringify(faults)}`)
    return [name.replace(/\.json$/, ''), template] as const
  })
  known = new Map(read)
  return known
}
