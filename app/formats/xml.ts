/** An element: its name and what is in it; null is an empty one. */
export type XmlNode = readonly [name: string, content: XmlContent]
export type XmlContent = string | number | boolean | null | readonly XmlNode[]

/** Writes a document of elements without attributes. @param root with everything in it */
export function xmlText(root: XmlNode): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${elementText(root)}\n`
}

function elementText([name, content]: XmlNode): string {
  if (content === null || content === '') return `<${name}/>`
  const inside = typeof content === 'object' ? content.map(elementText).join('') : escapedXml(String(content))
  return `<${name}>${inside}</${name}>`
}

/** Characters outside XML 1.0's own set: controls, lone surrogates, U+FFFE and U+FFFF. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** Text as it may stand in an element or an attribute. */
export function escapedXml(text: string): string {
  return text
    .replace(NOT_XML, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
