import { resolve } from 'node:path'

/** A file as the person named it, from the folder where the command was given. */
export function givenPath(path: string): string {
  return resolve(process.env.SREDA_CALLED_FROM ?? process.cwd(), path)
}
