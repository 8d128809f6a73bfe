import type { Locale } from '#app/i18n/locale.ts'

interface Foot {
  text: string
  href: string
}

/**
 * A letter as simple HTML: the same words as the plain text, one column, the reader's own font and colours, links that
 * say where they lead. No pictures, nothing fetched, nothing that counts who has opened it.
 *
 * @param text paragraphs parted by empty lines, as `letterText` writes them
 */
export function letterHtml(subject: string, text: string, locale: Locale, feet: Foot[]): string {
  const paragraphs = text
    .trim()
    .split(/\n{2,}/)
    .map(
      (paragraph) => `<p style="margin:0 0 1em">${linked(escaped(paragraph)).replaceAll('\n', '<br>')}</p>`,
    )
  const foot = feet
    .map(({ text, href }) => `<a href="${escaped(href)}" style="color:inherit">${escaped(text)}</a>`)
    .join('<br>')
  return `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px 16px;font:17px/1.5 system-ui,sans-serif">
<main style="max-width:36em;margin:0 auto;overflow-wrap:anywhere">
<h1 style="font-size:1.3em;line-height:1.3;margin:0 0 1em">${escaped(subject)}</h1>
${paragraphs.join('\n')}
${foot ? `<p style="margin:2em 0 0;font-size:.9em">${foot}</p>\n` : ''}</main>
</body>
</html>
`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** In text that is escaped already. What stands after an address (a full stop, a bracket) is not part of it. */
function linked(html: string): string {
  return html.replace(/https?:\/\/(?:&amp;|[^\s&<])+/g, function asLink(found) {
    const href = found.replace(/[.,;:!?)»”’]+$/, '')
    return `<a href="${href}">${href}</a>${found.slice(href.length)}`
  })
}
