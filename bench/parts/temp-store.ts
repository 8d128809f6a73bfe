import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOME } from './home.ts'

/*
 * Imported first, before anything that reads `db`: the engine is chosen by DATABASE_URL at that moment. The folder lies
 * on the disk of TMPDIR and goes when the process ends.
 */
export const FOLDER = mkdtempSync(join(tmpdir(), 'sreda-bench-'))
export const DATABASE_FILE = join(FOLDER, 'sreda.db')

process.env.SREDA_HOME = HOME
process.env.DATABASE_URL = `file:${DATABASE_FILE}`
process.env.FILES_DIR = join(FOLDER, 'files')
process.on('exit', () => rmSync(FOLDER, { recursive: true, force: true }))
