import type { SendMailOptions } from 'nodemailer'
import type { NoticeKind } from '#app/domain/notices.ts'
import { env, origin } from '#app/env.server.ts'
import { localeOf } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import type { Letter } from '#app/models/letters.server.ts'
import { unsubscribeToken } from '#app/models/unsubscribe.server.ts'
import { paths } from '#app/paths.ts'
import { letterHtml } from './letter-html.server.ts'
import { letterText } from './letter-text.server.ts'

/**
 * A letter as it goes out: plain text and HTML of the same words. What can be turned off says how, in its foot and to
 * mail programs (RFC 2369, RFC 8058: one POST, no sign-in).
 */
export function mailOf(letter: Letter): SendMailOptions {
  const locale = localeOf(letter.locale)
  const t = tOf(locale)
  const site = origin()
  const { subject, core } = letterText(letter.template, letter.params, locale, site)
  const off = letter.personId && letter.kind ? unsubscribeAddress(letter.personId, letter.kind) : null
  const feet = off
    ? [
        { text: t('letterTexts.unsubscribe'), href: off },
        { text: t('letterTexts.settings'), href: `${site}${paths.notices()}` },
      ]
    : []
  const signed = `${core}\n\n${t('letterTexts.signature', { origin: site })}`
  return {
    to: letter.recipient,
    subject,
    text: `${[signed, ...feet.map(({ text, href }) => `${text}: ${href}`)].join('\n')}\n`,
    html: letterHtml(subject, signed, locale, feet),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': locale,
      ...(off
        ? { 'List-Unsubscribe': `<${off}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
        : {}),
    },
  }
}

function unsubscribeAddress(personId: string, kind: string): string {
  const token = unsubscribeToken(env().SESSION_SECRET, personId, kind as NoticeKind)
  return `${origin()}${paths.unsubscribe(token)}`
}
