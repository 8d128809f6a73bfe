/** There is more than a format of files can hold. */
export class TooLargeError extends RangeError {
  override readonly name = 'TooLargeError'
}
