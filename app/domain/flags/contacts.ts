import { type Flag, flagOf } from './flag.ts'

const EMAIL = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/giu
/** A scheme, `www.`, or a name under a domain that advertising uses. */
const LINK =
  /(?:https?:\/\/|www\.)[^\s<>"»]+|(?<![\p{L}\d@.-])(?:[\p{L}\d-]+\.)+(?:ru|рф|su|com|org|net|info|me|io|biz|online|site|shop|store|xyz|top|club|pro|link|by|kz)(?![\p{L}\d])(?:\/[^\s<>"»]*)?/giu
/** Russian numbers with or without the country's code, any country's with a plus, and digits after the word itself. */
const PHONE =
  /(?<![\d.,:])(?:(?:\+7|[78])[\s(.-]*\d{3}[\s).-]*\d{3}[\s.-]*\d{2}[\s.-]*\d{2}|\(?9\d{2}[\s).-]*\d{3}[\s.-]*\d{2}[\s.-]*\d{2}|\+\d[\d\s().-]{8,14}\d|(?<=(?:тел|телефон|phone|tel)[.:\s]{1,3})\d[\d\s-]{3,12}\d)(?![\d:])/giu
/** А 123 ВС 77: the twelve letters that look the same in both alphabets, in either. */
const CAR =
  /(?<![\p{L}\d])[авекмнорстухabekmhopctyx]\s?\d{3}\s?[авекмнорстухabekmhopctyx]{2}\s?\d{2,3}(?![\d\p{L}])/giu

/** Links, e-mail addresses, phone numbers and car numbers in a text. */
export function contactsIn(text: string): Flag[] {
  const emails = text.match(EMAIL) ?? []
  const rest = text.replace(EMAIL, ' ')
  return [
    ...flagOf('link', rest.match(LINK) ?? []),
    ...flagOf('email', emails),
    ...flagOf('phone', rest.match(PHONE) ?? []),
    ...flagOf('car-number', rest.match(CAR) ?? []),
  ]
}
