import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contactsIn } from '#app/domain/flags/contacts.ts'
import { isNearLook, isNearText, lookOf } from '#app/domain/flags/near.ts'
import { paceFlags } from '#app/domain/flags/pace.ts'
import { profanityIn } from '#app/domain/flags/profanity.ts'
import { shoutingIn } from '#app/domain/flags/shouting.ts'
import { textFlags } from '#app/domain/flags/text-flags.ts'

const rulesOf = (text: string) => contactsIn(text).map((flag) => flag.rule)

describe('contacts', () => {
  it.each([
    ['Смотрите https://example.org/a?b=1', 'link'],
    ['заходите на skidki-zdes.ru', 'link'],
    ['пишите в t.me/kanal', 'link'],
    ['сайт город.рф открыт', 'link'],
    ['ivan.petrov@mail.ru', 'email'],
    ['почта иван@почта.рф', 'email'],
    ['звоните 8 (912) 345-67-89', 'phone'],
    ['+7 912 345 67 89', 'phone'],
    ['89123456789', 'phone'],
    ['тел. 2-15-60', 'phone'],
    ['+44 20 7946 0958', 'phone'],
    ['стоит А123ВС77 на газоне', 'car-number'],
    ['машина о 777 оо 177', 'car-number'],
    ['плохо паркуется x001xx99', 'car-number'],
  ])('are found: %s', (text, rule) => {
    expect(rulesOf(text)).toEqual([rule])
  })

  it.each([
    'Точка 57.41473, 45.60418 у моста',
    'Нужно 1 500 000 рублей и 12 скамеек',
    'Кадастровый номер 76:12:010101:1234',
    'Работает с 8.00 до 20.00, т.е. днём',
    'В 2024 году. Потом пришли люди',
    'По ГОСТ 52289-2019 и СП 59.13330.2020',
    'В доме 15, корп. 2, кв. 100',
  ])('are not found where there are none: %s', (text) => {
    expect(contactsIn(text)).toEqual([])
  })
})

describe('rude words', () => {
  it.each([
    'да пошли вы на хуй',
    'полный пиздец',
    'п*здец какой-то',
    'С У К А',
    'б.л.я',
    'бляяяять',
    'xyйня', // Latin x and y
    'заебали уже',
    'cука', // Latin c
    'x*й',
    'what the fuck',
    'f*ck this',
    'bullshit',
    'Мудаки в администрации',
    'идиоты',
  ])('are found: %s', (text) => {
    expect(profanityIn(text)).toHaveLength(1)
  })

  it.each([
    'хлеб, мебель, требует, учебный, ребёнок, серебро, употреблять',
    'рубля, сабля, корабля, команда, оскорблять',
    'погреб, небо, гребля, стебель, свадебный',
    'хуже, художник, хутор, худой, Хуан',
    'мандарин, команда, гондола, педикюр, педагог',
    'сук на дереве, сукно, суконный, сучок',
    'застрахуй, психуешь, подстрахуют',
    'Scunthorpe, shiitake, cocktail, assess, classic',
    'СНТ 5*6 соток, 3*4 метра, **важно**',
    'и т. д. и т. п.',
  ])('are not found where there are none: %s', (text) => {
    expect(profanityIn(text)).toEqual([])
  })
})

it('shouting is a text in capitals or a row of exclamation marks; abbreviations are not', () => {
  expect(shoutingIn('СКОЛЬКО МОЖНО ЖДАТЬ РЕМОНТА ДОРОГИ')).toHaveLength(1)
  expect(shoutingIn('Когда же это кончится!!!!')).toHaveLength(1)
  expect(shoutingIn('МБОУ СОШ № 2 и МУП ЖКХ рядом с ДК')).toEqual([])
  expect(shoutingIn('Ура! Ура! Скамейки поставили!!!')).toEqual([])
})

it('pace: a new account may send two an hour unnoticed, anybody seven', () => {
  const rules = (accountAgeH: number, sentLastHour: number) =>
    paceFlags({ accountAgeH, sentLastHour }).map((flag) => flag.rule)
  expect([rules(1, 2), rules(1, 3), rules(25, 3), rules(25, 7), rules(25, 8), rules(1, 8)]).toEqual([
    [],
    ['new-account-burst'],
    [],
    [],
    ['many-from-one'],
    ['many-from-one'],
  ])
})

it('near texts are the same words with small changes, not the same subject', () => {
  const text = 'На набережной темно, нужны фонари от моста до лодочной станции.'
  expect(isNearText(text, 'На набережной темно!! Нужны фонари, от моста и до лодочной станции')).toBe(true)
  expect(isNearText(text, 'На набережной нет скамеек, поставьте их у лодочной станции и у моста.')).toBe(
    false,
  )
  expect(isNearText('Согласен!', 'Согласен!')).toBe(false)
})

it('a look survives brightness, and a flat picture is like no other', () => {
  const picture = Uint8Array.from({ length: 72 }, (_, i) => (i * 37) % 200)
  const brighter = picture.map((value) => value + 30)
  const other = Uint8Array.from({ length: 72 }, (_, i) => (i * 91 + 13) % 200)
  expect(lookOf(picture)).toMatch(/^[0-9a-f]{16}$/)
  expect(isNearLook(lookOf(picture), lookOf(brighter))).toBe(true)
  expect(isNearLook(lookOf(picture), lookOf(other))).toBe(false)
  expect(lookOf(new Uint8Array(72).fill(120))).toBe('')
  expect(isNearLook('', '')).toBe(false)
})

it('nothing that the demo’s residents say is flagged', () => {
  const home = join(import.meta.dirname, '../../db/demo')
  const texts = ['pins', 'proposals'].flatMap((name) => {
    const rows = JSON.parse(readFileSync(join(home, `${name}.json`), 'utf8')) as object[]
    return rows.flatMap((row) => strings(row)).filter((text) => text.length > 12)
  })
  expect(texts.length).toBeGreaterThan(300)
  expect(texts.flatMap((text) => textFlags(text).map((flag) => `${flag.rule}: ${flag.found}`))).toEqual([])
})

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(strings)
}
