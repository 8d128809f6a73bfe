import { describe, expect, test } from 'vitest'
import type { Loss } from '#app/domain/rules/types.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { quoted } from '#app/i18n/quotes.ts'
import { lossText } from '#app/i18n/result-losses.ts'
import { roundText, winText } from '#app/i18n/result-rounds.ts'
import { shareText } from '#app/i18n/result-rule.ts'
import type { ResultSpeech } from '#app/i18n/result-speech.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { type SmallVote, smallVote, times } from '../counted-votes.ts'

function speechOf(small: SmallVote, locale: Locale): ResultSpeech {
  const { vote, result } = smallVote(small)
  return { t: tOf(locale), locale, vote, outcome: result.outcome }
}

/** Money is written with spaces that do not break. */
const plain = (text: string) => text.replace(/\s/g, ' ')

function saidOf(small: SmallVote, locale: Locale) {
  const speech = speechOf(small, locale)
  const said = (id: string) => plain(lossText(speech, id, speech.outcome.losses[id]!))
  const rounds = speech.outcome.rounds.map((round) => plain(roundText(speech, round)))
  return { said, rounds, win: (id: string) => plain(winText(speech, id)), speech }
}

/** 1000 among ten: six pay 600 for the first; the second has two, the third one, neither with its cost. */
const SHARES: SmallVote = {
  rule: { name: 'mes' },
  costs: [600, 250, 700, 100],
  ballots: [
    ...times(5, { options: [0] }),
    { options: [0, 1] },
    { options: [1] },
    { options: [2] },
    ...times(2, { options: [3] }),
  ],
  titles: ['Парк "Дружба"', 'Сквер', 'Мост', 'Свет'],
}

describe('the words of a result', () => {
  test('quote a title that has quotes of its own', () => {
    expect(quoted('A "Craft" stall', 'en')).toBe('“A ‘Craft’ stall”')
    expect(quoted('A “Craft” stall', 'en')).toBe('“A ‘Craft’ stall”')
    expect(quoted('Парк "Дружба"', 'ru')).toBe('«Парк „Дружба“»')
    expect(quoted('Кафе «Волна» (и «Мол»)', 'ru')).toBe('«Кафе „Волна“ (и „Мол“)»')
    expect(quoted('Двор', 'ru')).toBe('«Двор»')
  })

  test('tell supporters that never had the cost from those that have spent it', () => {
    const never = { ru: saidOf(SHARES, 'ru').rounds, en: saidOf(SHARES, 'en').rounds }
    expect(never.ru).toContain('«Мост» стоит 700 ₽: у сторонников с самого начала было на всё 100 ₽.')
    expect(never.en).toContain(
      '“Proposal 3” costs RUB 700: its supporters had RUB 100 to spend from the start.',
    )
    const spent = {
      ...SHARES,
      costs: [600, 200, 700, 100],
      ballots: SHARES.ballots.with(6, { options: [0, 1] }).with(4, { options: [3] }),
    }
    expect(saidOf(spent, 'ru').rounds).toContain('«Сквер» стоит 200 ₽: у сторонников осталось 0 ₽.')
  })

  test('agree with one person as with many', () => {
    const one: SmallVote = {
      rule: { name: 'mes' },
      costs: [100, 500, 500, 500],
      ballots: [{ options: [0] }, ...times(9, { options: [] })],
    }
    const ru = saidOf(one, 'ru')
    expect(ru.win('1')).toBe('За него 1 голос. 1 человек заплатил 100 ₽, не больше 100 ₽ с человека.')
    expect(ru.rounds.join()).toContain(
      'вместе было 100 ₽; 1 человек заплатил 100 ₽, не больше 100 ₽ с человека.',
    )
    expect(saidOf(one, 'en').win('1')).toBe('1 vote. 1 person paid RUB 100, none more than RUB 100.')
    const few: SmallVote = {
      rule: { name: 'greedy_votes', threshold: { votes: 3 } },
      ballots: [...times(3, { options: [0] }), { options: [1] }],
    }
    expect(saidOf(few, 'ru').said('2')).toContain('Набрало 1 голос, а для победы нужно не меньше 3 голосов.')
    const phragmen = { ...one, rule: { name: 'phragmen' as const } }
    expect(saidOf(phragmen, 'en').rounds.join()).toContain('supporters who share that: 1.')
  })

  test('say what would have been enough without a verb that must agree, and "for example" where there may be more', () => {
    const greedy: SmallVote = {
      rule: { name: 'greedy_no_skip' },
      costs: [600, 500, 300, 100],
      ballots: [...times(5, { options: [0] }), ...times(4, { options: [1] }), ...times(3, { options: [2] })],
    }
    const { said } = saidOf(greedy, 'ru')
    expect(said('2')).toContain(
      'Чтобы пройти, хватило бы цены 400 ₽ (на 100 ₽ меньше) или ещё 1 бюллетеня только за него.',
    )
    expect(said('3')).toMatch(
      /^3-е место: 3 голоса, а стоит оно 300 ₽\. По этому правилу .* Чтобы пройти, хватило бы ещё 1 бюллетеня только за него\.$/,
    )
    expect(saidOf(greedy, 'en').said('2')).toContain('It would have won at a cost of RUB 400')
    const raised = saidOf({ ...SHARES, rule: { name: 'mes', completion: 'add1' } }, 'en')
    expect(raised.said('3')).toContain('It would have won, for example, at a cost of')
    expect(raised.said('3')).toContain('Together those ballots had')
    expect(shareText(raised.speech, 10)).toMatch(
      /^The budget divided by the ballots is .* so that it had .* to spend\./,
    )
  })

  test.each(['plurality', 'greedy_votes', 'mes', 'phragmen'] as const)(
    'say that nobody voted, under %s and all rules beside it',
    (name) => {
      const { said, speech } = saidOf({ rule: { name, completion: 'add1u' }, ballots: [] }, 'en')
      expect(speech.outcome.winners).toEqual([])
      expect(said('1')).toBe('Nobody voted for it.')
      expect(shareText(speech, 0)).toBe(null)
    },
  )

  test('say in one sentence what was not sought to the end, beside what was found', () => {
    const cut = (locale: Locale, change: Partial<Extract<Loss, { type: 'supporters-money' }>>) => {
      const { speech } = saidOf(SHARES, locale)
      const loss = speech.outcome.losses['3'] as Extract<Loss, { type: 'supporters-money' }>
      return plain(lossText(speech, '3', { ...loss, costToWin: null, votesToWin: null, ...change }))
    }
    expect(cut('ru', { cutShort: ['cost', 'votes'] })).toMatch(
      / Какой цены или скольких ещё бюллетеней только за него хватило бы, чтобы пройти, не посчитано: [^.]+слишком долго\.$/,
    )
    expect(cut('en', { cutShort: ['cost', 'votes'] })).toMatch(
      / At what cost or with how many more ballots it would have won was not worked out: [^.]+too long\.$/,
    )
    expect(cut('en', { costToWin: '10000', cutShort: ['votes'] })).toMatch(
      / at a cost of RUB 100 \(RUB 600 lower\)\. With how many more ballots it would have won was not worked out/,
    )
    expect(cut('ru', { votesToWin: 5, cutShort: ['cost'] })).toMatch(/ещё 5 .+\. Какой цены хватило бы, /)
    expect(cut('ru', {})).not.toContain('не посчитано')
  })

  test('name the rivals that took most, and what the others took together', () => {
    const { speech } = saidOf(SHARES, 'en')
    const rival = (id: string, paid: string) => ({ id, paid, sharedVoters: 2 })
    const loss: Loss = {
      type: 'supporters-money',
      votes: 9,
      cost: '70000',
      startMoney: '90000',
      moneyLeft: '100',
      rivals: [
        rival('1', '100'),
        rival('2', '20050/3'),
        rival('4', '61200'),
        rival('3', '50050/3'),
        rival('1', '5250'),
      ],
      costToWin: null,
      votesToWin: null,
    }
    expect(plain(lossText(speech, '2', loss))).toContain(
      'The rest they gave to “Proposal 4” (RUB 612; 2 shared supporters), “Proposal 3” (just over RUB 166.83; 2 shared supporters), “Proposal 2” (just over RUB 66.83; 2 shared supporters), and 2 proposals more (RUB 53.50 together).',
    )
  })
})
