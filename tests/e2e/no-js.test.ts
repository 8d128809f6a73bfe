import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { photoWithGps } from '../routes/helpers/pictures.ts'
import { rowOf } from '../routes/helpers/rows.ts'
import { published, sendOne, spaceId, TOWN } from '../routes/helpers/town.ts'
import { visitAs } from '../routes/helpers/visitor.ts'
import { PHONE, signInByHand } from './helpers/browser.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite({ viewport: PHONE, javaScriptEnabled: false })
const { pageOf } = scene

const pathOf = (page: Page) => new URL(page.url()).pathname
const count = async (page: Page) => Number(await page.locator('[data-count]').getAttribute('data-count'))
const cards = (page: Page) => page.locator('[data-list] > li')
const open = (page: Page, inside: string) => page.locator(`details:has(${inside}) > summary`).first().click()

describe('without scripts', () => {
  test('the town is read as a list, filtered, sorted and paged through', async () => {
    const page = await pageOf()
    await page.goto(TOWN)
    const all = await count(page)
    expect(all).toBeGreaterThan(90)
    expect(await cards(page).count()).toBe(24)
    const numbers = new Set<string>()
    for (let shown = 0; shown < all; ) {
      for (const href of await cards(page)
        .locator('a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? '')))
        numbers.add(href)
      shown += await cards(page).count()
      if (shown < all) await page.locator('a[href*="after="]').click()
    }
    expect([...numbers].filter((href) => /\/\d+$/.test(href))).toHaveLength(all)

    await page.goto(TOWN)
    await page.locator('select[name=sort]').selectOption('new')
    await open(page, 'input[name=text]')
    await page.locator('input[name=kind][value=problem]').check({ force: true })
    await page.locator('select[name=space]').selectOption('naberezhnaya')
    await page.locator('form:has(select[name=sort]) details button').first().click()
    const { searchParams } = new URL(page.url())
    expect(searchParams.getAll('kind')).toEqual(['problem'])
    expect([searchParams.get('space'), searchParams.get('sort')]).toEqual(['naberezhnaya', 'new'])
    const { n } = rowOf<{ n: number }>(
      scene.site,
      "select count(*) n from contributions where visibility = 'published' and kind = 'problem' and space_id = ?",
      spaceId(scene.site),
    )
    expect(await count(page)).toBe(n)
    expect(n).toBeGreaterThan(0)
    expect(n).toBeLessThan(all)
  })

  test('somebody new signs in, consents, drops a pin by space and words', async () => {
    const page = await pageOf()
    await page.goto(`${TOWN}/add`)
    await signInByHand(page, scene.site.origin, 'nojs@example.org')
    expect(pathOf(page)).toBe('/consent')
    await page.locator('main form button').click()
    expect(await page.locator('[role=alert]').count()).toBe(1)
    for (const name of ['personal-data', 'rules'])
      await page.locator(`input[name="${name}"]`).check({ force: true })
    await page.locator('main form button').click()
    expect(pathOf(page)).toBe(`${TOWN}/add`)

    await page.locator('textarea[name=body]').fill('Темно')
    const send = page.locator('main form button:not([type=button])').last()
    await send.click()
    expect(await page.locator('[role=alert]').count()).toBeGreaterThan(0)
    expect(await page.locator('textarea[name=body]').inputValue()).toBe('Темно')
    await open(page, 'select[name=space]')
    await page.locator('select[name=space]').selectOption({ index: 1 })
    await page.locator('input[name=placeText]').fill('у второй скамейки')
    await page.locator('input[name=kind][value=idea]').check({ force: true })
    await send.click()
    expect(page.url()).toMatch(/\/\d+\?sent=pin$/)
    expect(
      rowOf(
        scene.site,
        'select kind, body, place_text, place_precision from contributions order by number desc',
      ),
    ).toEqual({
      kind: 'idea',
      body: 'Темно',
      place_text: 'у второй скамейки',
      place_precision: 'described',
    })
    await page.reload()
    expect(await page.locator('h1').textContent()).toContain('Темно')
  })

  test('a proposal with a photo is written on one page, edited and withdrawn', async () => {
    const page = await pageOf({ as: 'anna' })
    await page.goto(`${TOWN}/propose`)
    await page.locator('input[name=title]').fill('Скамейки у воды')
    await page.locator('textarea[name=body]').fill('Поставить пять скамеек со спинками лицом к реке.')
    await page.locator('select[name=category]').selectOption({ index: 1 })
    await open(page, 'select[name=space]')
    await page.locator('select[name=space]').selectOption({ index: 2 })
    await page
      .locator('input[name=photo1]')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photoWithGps() })
    await page.locator('input[name=cost]').fill('250 000')
    await page.locator('main form button:not([type=button])').last().click()
    expect(page.url()).toMatch(/\/\d+\?sent=proposal$/)
    const number = Number(/\/(\d+)\?/.exec(page.url())?.[1])
    expect(rowOf(scene.site, 'select cost_minor from contributions where number = ?', number)).toEqual({
      cost_minor: 25_000_000,
    })
    expect(await page.locator('main img').count()).toBe(1)

    await page.locator(`a[href="${TOWN}/${number}/edit"]`).click()
    await page.locator('input[name=title]').fill('Скамейки со спинками у воды')
    await page.locator('main form button:not([type=button])').last().click()
    expect(pathOf(page)).toBe(`${TOWN}/${number}`)
    expect(await page.locator('h1').textContent()).toContain('Скамейки со спинками у воды')
    expect(await page.locator('main img').count()).toBe(1)

    await open(page, 'input[value=withdraw]')
    await page.locator('form:has(input[value=withdraw]) button').click()
    expect(pathOf(page)).toBe('/me')
    expect(rowOf(scene.site, 'select visibility from contributions where number = ?', number)).toEqual({
      visibility: 'withdrawn',
    })
  })

  test('support is given and taken back, a comment and a report are sent', async () => {
    const page = await pageOf({ as: 'boris' })
    const { number } = published(scene.site, 'collect', 'proposal')
    await page.goto(`${TOWN}/${number}`)
    const supports = async () => Number(await page.locator('[data-supports]').getAttribute('data-supports'))
    const before = await supports()
    await page.locator('form:has(input[value=support]) button').click()
    expect(pathOf(page)).toBe(`${TOWN}/${number}`)
    expect(await supports()).toBe(before + 1)
    await page.locator('form:has(input[value=withdraw-support]) button').click()
    expect(await supports()).toBe(before)

    await page.locator('form:has(input[value=comment]) textarea').last().fill('Без скрипта тоже слышно')
    await page.locator('form:has(input[value=comment]) button').last().click()
    expect(await page.getByText('Без скрипта тоже слышно').count()).toBe(1)
    await open(page, 'input[name=subject][value=contribution]')
    await page.locator('form:has(input[name=subject][value=contribution]) button').click()
    expect(new URL(page.url()).searchParams.get('reported')).toBe('1')
    expect(await page.locator('#notice [role=status]').textContent()).toBe(tOf('ru')('report.sent'))
  })

  test('language, size, colours and the rest are changed and remembered', async () => {
    const page = await pageOf()
    await page.goto(`${TOWN}?kind=idea`)
    await page.locator('details:has(input[name=size]) > summary').click()
    for (const [name, value] of [
      ['size', '3'],
      ['scheme', 'wb'],
      ['spacing', 'wide'],
      ['pictures', 'off'],
    ]) {
      await page.locator(`input[name=${name}][value="${value}"]`).check({ force: true })
    }
    await page.locator('form:has(input[name=size]) button').click()
    expect(page.url()).toBe(`${scene.site.origin}${TOWN}?kind=idea`)
    const html = page.locator('html')
    for (const [name, value] of [
      ['size', '3'],
      ['scheme', 'wb'],
      ['spacing', 'wide'],
      ['pictures', 'off'],
    ]) {
      expect(await html.getAttribute(`data-${name}`)).toBe(value)
    }
    await page.locator('footer button[name=lang][value=en]').click()
    expect(await html.getAttribute('lang')).toBe('en')
    expect(await html.getAttribute('data-size')).toBe('3')
    await page.goto('/sign-in')
    expect(await html.getAttribute('lang')).toBe('en')
  })
})

describe('without scripts the staff', () => {
  test.each([
    ['return', 'returned'],
    ['hide', 'hidden'],
  ] as const)('%ss with a reason, undoes, and approves', async (act, visibility) => {
    const { number, id } = await sendOne(scene.site, visitAs(scene.site.origin, 'vera'), 'pin')
    const report = { intent: 'report', subject: 'contribution', subjectId: id, reason: 'spam' }
    await visitAs(scene.site.origin, 'boris').post(`${TOWN}/${number}?index`, report)
    const page = await pageOf({ as: 'moderator' })
    await page.goto(`${TOWN}/desk`)
    const card = page.locator(`[data-card-of-queue]:has(a[href="${TOWN}/${number}"])`)
    await card.locator(`details:has(input[value=${act}]) > summary`).click()
    const form = card.locator(`form:has(input[name=act][value=${act}])`)
    await form.locator('button').click()
    expect(await page.locator('[role=alert]').count()).toBe(1)
    // What was refused stays open, to be mended.
    await form.locator('textarea[name=reason]').fill('Поясните, где это')
    await form.locator('button').click()
    const seen = () =>
      rowOf<{ visibility: string }>(
        scene.site,
        'select visibility from contributions where number = ?',
        number,
      ).visibility
    expect(new URL(page.url()).searchParams.get('done')).toBe(act)
    expect(seen()).toBe(visibility)
    await page.locator('form:has(input[value=undo]) button').click()
    expect(new URL(page.url()).searchParams.get('undone')).toBe('1')
    expect(seen()).toBe('published')
    await card.locator('form:has(input[name=act][value=dismiss]) button').click()
    expect(new URL(page.url()).searchParams.get('done')).toBe('dismiss')
    expect(await card.count()).toBe(0)
  })

  test('approves what waits, and answers', async () => {
    const page = await pageOf({ as: 'moderator' })
    await page.goto(`${TOWN}/desk`)
    const waiting = await page.locator('[data-card-of-queue]').count()
    await page.locator('form:has(input[name=act][value=approve]) button').first().click()
    expect(new URL(page.url()).searchParams.get('done')).toBe('approve')
    expect(await page.locator('[data-card-of-queue]').count()).toBe(waiting - 1)

    const { number } = await sendOne(scene.site, visitAs(scene.site.origin, 'vera'), 'proposal')
    await page.goto(`${TOWN}/${number}`)
    await open(page, 'input[value=answer]')
    const form = page.locator('form:has(input[value=answer])')
    await form.locator('button').click()
    expect(await form.locator('[aria-invalid=true]').count()).toBeGreaterThan(0)
    await form.locator('select[name=decision]').selectOption('partly')
    await form.locator('select[name=status]').selectOption('review')
    await form.locator('textarea[name=body]').fill('Часть войдёт в проект.')
    await form.locator('button').click()
    expect(pathOf(page)).toBe(`${TOWN}/${number}`)
    expect(await page.locator('#answer').textContent()).toContain('Часть войдёт в проект.')
  })

  test('creates a town with its boundary, a space, a process and a role', async () => {
    const page = await pageOf({ as: 'admin' })
    const submit = () =>
      page.locator('main form:has(input[name=name], input[name=title]) button').first().click()
    await page.goto('/towns/new')
    await page.locator('input[name=name]').fill('Без Скриптов')
    await page.locator('input[name=slug]').fill('bez-skriptov')
    await page.locator('input[name=center]').fill('57.42, 45.6')
    await page
      .locator('textarea[name=geojson]')
      .fill(
        '{"type":"Polygon","coordinates":[[[45.5,57.4],[45.7,57.4],[45.7,57.5],[45.5,57.5],[45.5,57.4]]]}',
      )
    await submit()
    expect(pathOf(page)).toBe('/bez-skriptov/admin')
    await page.locator('textarea[name=intro]').fill('Город для проверки')
    await submit()
    expect(new URL(page.url()).searchParams.get('saved')).toBe('1')

    await page.goto('/bez-skriptov/admin/spaces')
    await page.locator('input[name=name]').fill('Сквер')
    await page.locator('input[name=slug]').fill('skver')
    await page
      .locator('textarea[name=geojson]')
      .fill('{"type":"Polygon","coordinates":[[[45.6,57.42],[45.601,57.42],[45.601,57.421],[45.6,57.42]]]}')
    await submit()
    expect(new URL(page.url()).searchParams.get('added')).toBe('1')

    await page.goto('/bez-skriptov/admin/processes')
    await page.locator('input[name=title]').fill('Сквер: каким ему быть')
    await page.locator('input[name=slug]').fill('skver')
    await page.locator('input[name=question]').fill('Что сделать в сквере?')
    await page.locator('input[name="collect.startsAt"]').fill('2024-01-01T00:00')
    for (const kind of ['discuss', 'vote', 'results'])
      await page.locator(`input[name="${kind}.include"]`).uncheck({ force: true })
    await submit()
    expect(pathOf(page)).toBe('/bez-skriptov/processes/skver')
    await page.goto('/bez-skriptov')
    expect(await page.locator('a[href*="/bez-skriptov/add"]').count()).toBeGreaterThan(0)

    await page.goto('/bez-skriptov/admin/roles')
    await page.locator('input[name=email]').fill('helper@example.org')
    await page.locator('select[name=role]').selectOption('moderator')
    await page.locator('form:has(input[name=email]) button').click()
    expect(await page.locator('main tr', { hasText: 'helper@example.org' }).count()).toBe(1)
    await page.locator('main tr', { hasText: 'helper@example.org' }).locator('button').click()
    expect(await page.locator('main tr', { hasText: 'helper@example.org' }).count()).toBe(0)
  })

  test('a person changes the pseudonym, withdraws a consent and signs out', async () => {
    const page = await pageOf({ as: 'vera' })
    await page.goto('/me')
    await page.locator('input[name=pseudonym]').fill('Тихая Вера')
    await page.locator('form:has(input[name=pseudonym]) button').click()
    expect(await page.locator('input[name=pseudonym]').inputValue()).toBe('Тихая Вера')
    await page.locator('form:has(input[value=withdraw-consent]) button').first().click()
    await page.goto(`${TOWN}/add`)
    expect(pathOf(page)).toBe('/consent')
    await page.goto('/me')
    await page.locator('form[action="/sign-out"] button').click()
    expect(pathOf(page)).toBe('/')
    await page.goto('/me')
    expect(pathOf(page)).toBe('/sign-in')
  })
})
