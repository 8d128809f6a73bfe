import { describe, expect, test } from 'vitest'
import type { Purpose } from '#app/domain/consents.ts'
import { DEFAULT_REASONS } from '#app/domain/reasons.ts'
import { answerContribution } from '#app/models/answers.server.ts'
import { withdrawConsent } from '#app/models/consents.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { changePersonProfile } from '#app/models/people.server.ts'
import { listReasonTemplates } from '#app/models/reasons.server.ts'
import { requestSignInCode } from '#app/models/sign-in.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { giveConsents, makePerson, makePin, makeScene } from '../factories.ts'

const ADS = DEFAULT_REASONS.find((reason) => reason.en.title === 'Advertising')!

async function desk() {
  const scene = await makeScene()
  const townId = scene.town.id
  const hide = async (reason: string, personId = scene.author.id) => {
    const pin = await makePin({ ...scene.here, personId })
    const subject = { type: 'contribution' as const, id: pin.id }
    await decideModeration({ townId, actorId: scene.moderator.id, subject, act: 'hide', reason })
    const [act] = await listStaffActs(townId, { limit: 1 })
    return { pin, act: act! }
  }
  const lettersTo = async (email: string | null) =>
    (await listLetters(500)).filter((letter) => letter.recipient === email)
  return { ...scene, townId, hide, lettersTo }
}

describe('a letter of a decision', () => {
  test('says a template’s reason in the author’s language, whichever the moderator’s is', async () => {
    const { townId, author, hide, lettersTo } = await desk()
    const template = (await listReasonTemplates(townId)).find((row) => row.title === ADS.ru.title)!
    for (const [locale, given, told] of [
      ['en', ADS.ru.body, ADS.en.body],
      ['ru', ADS.en.body, ADS.ru.body],
      ['en', `${ADS.ru.body}\n\nСсылка на магазин.`, `${ADS.en.body}\n\nСсылка на магазин.`],
    ] as const) {
      await changePersonProfile(author.id, { locale })
      const { act } = await hide(given)
      expect(act).toMatchObject({
        reason: given,
        after: { visibility: 'hidden', template: template.id, reasonTitle: template.title },
      })
      expect((await lettersTo(author.email))[0]).toMatchObject({ locale, params: { reason: told } })
    }
  })

  test('leaves the moderator’s own words as they are, a changed template among them', async () => {
    const { author, hide, lettersTo } = await desk()
    await changePersonProfile(author.id, { locale: 'en' })
    for (const reason of [`Увы: ${ADS.ru.body}`, ADS.ru.body.slice(0, -1), `${ADS.ru.body}!`, 'Чужое']) {
      const { act } = await hide(reason)
      expect(act.after).toEqual({ visibility: 'hidden' })
      expect((await lettersTo(author.email))[0]!.params.reason).toBe(reason)
    }
  })

  test.each<[withdrawn: Purpose[], letters: number]>([
    [[], 2],
    [['rules'], 2],
    [['personal-data'], 0],
    [['personal-data', 'rules'], 0],
  ])('after the withdrawal of %j: %i', async (withdrawn, count) => {
    const { townId, author, moderator, hide, lettersTo } = await desk()
    for (const purpose of withdrawn) await withdrawConsent(author.id, purpose)
    const { pin } = await hide('Реклама')
    await answerContribution({
      townId,
      actorId: moderator.id,
      contributionId: pin.id,
      decision: 'accepted',
      status: 'planned',
      body: 'Учтём.',
    })
    expect(await lettersTo(author.email)).toHaveLength(count)
  })

  test('is not written to who never consented, and is to who consents anew', async () => {
    const { hide, lettersTo } = await desk()
    const other = await makePerson()
    await hide('Реклама', other.id)
    expect(await lettersTo(other.email)).toEqual([])
    await giveConsents(other)
    await withdrawConsent(other.id, 'personal-data')
    await giveConsents(other)
    await hide('Реклама', other.id)
    expect(await lettersTo(other.email)).toHaveLength(1)
  })

  test('that waits is thrown away when the consent is withdrawn; a code asked for is not', async () => {
    const { author, hide, lettersTo } = await desk()
    const other = await makePerson()
    await giveConsents(other)
    await hide('Реклама')
    await hide('Реклама', other.id)
    await requestSignInCode({ email: author.email!, locale: 'ru', address: '192.0.2.1', secret: 's' })
    expect(await lettersTo(author.email)).toHaveLength(2)
    await withdrawConsent(author.id, 'rules')
    expect(await lettersTo(author.email)).toHaveLength(2)
    await withdrawConsent(author.id, 'personal-data')
    expect((await lettersTo(author.email)).map((letter) => letter.template)).toEqual(['code'])
    expect(await lettersTo(other.email)).toHaveLength(1)
  })
})
