/** Something the person at the keyboard can put right: told in one sentence, without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError'
}
