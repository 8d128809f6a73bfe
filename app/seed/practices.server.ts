import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { casesOf, practiceFile } from '#app/domain/practices.ts'
import { takeCases } from '#app/models/practices.server.ts'

const folder = () => join(process.env.SREDA_HOME ?? process.cwd(), 'db', 'practices')

/** The cases of real towns that come with the program. @throws {z.ZodError} when a file is not what it should be */
export function readPractices() {
  return readdirSync(folder())
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => casesOf(practiceFile.parse(JSON.parse(readFileSync(join(folder(), name), 'utf8')))))
}

/** Brings the library to what the files say; they belong to no town and stay when the demo goes. */
export function seedPractices(now = new Date()): Promise<number> {
  return takeCases(readPractices(), now)
}
