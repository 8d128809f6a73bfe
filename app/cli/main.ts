import { fileURLToPath } from 'node:url'
import { CommanderError } from 'commander'
import { createProgram } from './program.ts'

/** The command line. What a command cannot do it says in one sentence, and ends with 1. */
export async function main(argv: string[]): Promise<number> {
  try {
    await createProgram().parseAsync(argv, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode
    const { explain } = await import('./explain.ts')
    console.error(explain(error) ?? error)
    return 1
  }
}

// Not awaited here: when built, commands import what they share with this file from it, and would wait for its end.
if (process.argv[1] === fileURLToPath(import.meta.url))
  void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code
  })
