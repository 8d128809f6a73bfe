import { describe, expect, test } from 'vitest'
import { pseudonymFrom } from '#app/domain/default-names.ts'
import { looksAlike, namesStaff } from '#app/domain/pseudonyms.ts'

describe('a name of the staff', () => {
  test.each([
    'Администрация города',
    'Модератор Приреченска',
    'администрация',
    'Aдминиcтpaция', // Latin A, c, p
    'Мoдepaтop 7', // Latin o, e, p, a
    'М о д е р а т о р',
    'Модератор.Приреченска',
    'Модерат0р',
    'Официальный ответ',
    'Мэр',
    'МЭРИЯ Приреченска',
    'Глава города',
    'Админ',
    'а д м и н',
    'Town Administration',
    'M0derator',
    'Οfficial', // Greek omicron
    'ＭＯＤＥＲＡＴＯＲ', // full width
    'Городская Дума',
  ])('%s', (name) => {
    expect(namesStaff(name)).toBe(true)
  })

  test.each([
    'Тихая Ива 482',
    'Бадминтонист',
    'Мэрилин',
    'Анна К.',
    'Главарь',
    'Домино',
    'River fan',
    'Мэри',
  ])('but not %s', (name) => {
    expect(namesStaff(name)).toBe(false)
  })

  test('is never given by chance', () => {
    for (let a = 0; a < 12; a++)
      for (let b = 0; b < 12; b++) expect(namesStaff(pseudonymFrom(a / 12, b / 12, 0.5))).toBe(false)
  })
})

test('two names look alike whatever their case, ё, spaces, marks and alphabet', () => {
  expect(looksAlike('Пётр Сосновый', 'петр-сосновый')).toBe(true)
  expect(looksAlike('Архитектор Приреченска', 'Apxитeктоp Пpиpeчeнcкa')).toBe(true)
  expect(looksAlike('Тихая Ива 482', 'Тихая Ива 483')).toBe(false)
})
