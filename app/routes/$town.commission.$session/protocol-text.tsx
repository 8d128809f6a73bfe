import { isCarried, lastMoment, type ProtocolContent, type Quorum } from '#app/domain/protocol.ts'
import { formatDate } from '#app/i18n/format.ts'
import { formatDay } from '#app/i18n/format-day.ts'
import type { T } from '#app/i18n/i18n.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Card } from '#app/ui/card.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { OwnWords } from '#app/ui/own-words.tsx'

const H2 = 'text-2xl font-semibold tracking-tight'

/** Rows that are known by their place: two may say the same. */
function keyed<Row extends object>(rows: readonly Row[]) {
  return rows.map((row, i) => ({ ...row, key: String(i) }))
}

/** Everything that a published protocol says, with its annexes. */
export function ProtocolText({
  t,
  protocol: { content, quorum },
}: {
  t: T
  protocol: { content: ProtocolContent; quorum: Quorum }
}) {
  const { locale, timeZone } = useTown()
  const day = (iso: string) => formatDate(new Date(iso), locale, timeZone)
  return (
    <>
      <section aria-labelledby="items" className="grid gap-4">
        <h2 id="items" className={H2}>
          {t('served.commission.agenda')}
        </h2>
        <ol className="grid gap-4">
          {keyed(content.items).map(({ key: place, question, heard, spoke, resolved, votes }) => (
            <Card key={place} as="li" className="grid gap-3">
              <h3 className="text-lg font-semibold">
                <OwnWords text={question} />
              </h3>
              <dl className="grid gap-3">
                {(
                  [
                    ['heard', heard],
                    ['spoke', spoke],
                    ['resolved', resolved],
                  ] as const
                ).map(
                  ([key, words]) =>
                    words && (
                      <div key={key} className="grid gap-0.5">
                        <dt className="text-sm font-[560] text-ink-2">{t(`served.commission.${key}`)}</dt>
                        <dd className="max-w-[42rem] whitespace-pre-line">
                          <OwnWords text={words} />
                        </dd>
                      </div>
                    ),
                )}
              </dl>
              {resolved && (
                <p className="font-[560] tabular-nums">
                  {t('served.commission.votesLine', { ...votes })}{' '}
                  {t(
                    isCarried(votes, quorum.present)
                      ? 'served.commission.carried'
                      : 'served.commission.notCarried',
                  )}
                </p>
              )}
            </Card>
          ))}
        </ol>
      </section>
      <section aria-labelledby="attendance" className="grid min-w-0 gap-4">
        <h2 id="attendance" className={H2}>
          {t('served.commission.attendance')}
        </h2>
        <p>
          {t('served.commission.quorum', {
            present: quorum.present,
            members: quorum.members,
            needed: quorum.needed,
          })}{' '}
          {t(quorum.hasQuorum ? 'served.commission.hasQuorum' : 'served.commission.noQuorum')}
        </p>
        <DataTable
          caption={t('served.commission.annexAttendance')}
          captionHidden
          rows={content.members}
          rowKey={({ number }) => String(number)}
          tall
          columns={[
            {
              key: 'who',
              header: t('served.commission.who'),
              isRowHeader: true,
              cell: ({ name, number }) =>
                name ? <OwnWords text={name} /> : t('served.commission.memberOf', { number }),
            },
            {
              key: 'role',
              header: t('served.commission.role'),
              cell: ({ role }) => t(`served.commission.roles.${role}`),
            },
            {
              key: 'office',
              header: t('served.commission.office'),
              cell: ({ office }) => <OwnWords text={office} />,
            },
            {
              key: 'came',
              header: t('served.commission.attendance'),
              cell: ({ isPresent }) =>
                t(isPresent ? 'served.commission.isPresent' : 'served.commission.isAbsent'),
            },
          ]}
        />
      </section>
      {content.process && (
        <section aria-labelledby="intakes" className="grid min-w-0 gap-4">
          <h2 id="intakes" className={H2}>
            {t('served.commission.intakes')}
          </h2>
          {content.intakes.map(({ title, startsAt, endsAt }) => (
            <p key={startsAt}>
              {endsAt
                ? t('served.commission.intake', {
                    title: title || t('phases.collect'),
                    from: day(startsAt),
                    to: day(lastMoment(endsAt)),
                  })
                : t('served.commission.intakeOpen', {
                    title: title || t('phases.collect'),
                    from: day(startsAt),
                  })}
            </p>
          ))}
          {content.proofs.length > 0 && (
            <DataTable
              caption={t('served.commission.proofs')}
              rows={keyed(content.proofs)}
              rowKey={({ key }) => key}
              tall
              columns={[
                {
                  key: 'day',
                  header: t('served.commission.proofDay'),
                  cell: ({ publishedOn }) => formatDay(publishedOn, locale),
                },
                {
                  key: 'where',
                  header: t('served.commission.proofWhere'),
                  isRowHeader: true,
                  cell: ({ title, url }) =>
                    url ? (
                      <TextLink href={url}>
                        <OwnWords text={title} />
                      </TextLink>
                    ) : (
                      <OwnWords text={title} />
                    ),
                },
                {
                  key: 'channel',
                  header: t('served.commission.informing'),
                  cell: ({ channel }) => t(`served.commission.proofChannels.${channel}`),
                },
                {
                  key: 'subject',
                  header: t('served.commission.proofSubject'),
                  cell: ({ subject }) => t(`served.commission.proofSubjects.${subject}`),
                },
              ]}
            />
          )}
          {content.register && <Register t={t} register={content.register} />}
        </section>
      )}
    </>
  )
}

function Register({ t, register }: { t: T; register: NonNullable<ProtocolContent['register']> }) {
  const { frame } = useTown()
  const { all, rows, spaces } = register
  return (
    <>
      <p>{t('served.commission.received', { count: all })}</p>
      {spaces.length > 0 && (
        <DataTable
          caption={t('served.commission.bySpace')}
          rows={spaces}
          rowKey={({ space }) => space}
          tall
          columns={[
            {
              key: 'space',
              header: t('served.commission.space'),
              isRowHeader: true,
              cell: ({ space }) => (space ? <OwnWords text={space} /> : t('served.commission.noSpace')),
            },
            { key: 'count', header: t('served.commission.count'), align: 'end', cell: ({ count }) => count },
          ]}
        />
      )}
      <Disclosure summary={t('served.commission.annexRegister', { count: all })}>
        {all > rows.length && <p>{t('served.commission.registerCut', { shown: rows.length, all })}</p>}
        <DataTable
          caption={t('served.commission.annexRegister', { count: all })}
          captionHidden
          rows={rows}
          rowKey={({ number }) => String(number)}
          columns={[
            { key: 'number', header: t('served.commission.number'), cell: ({ number }) => number },
            {
              key: 'title',
              header: t('served.commission.proposal'),
              isRowHeader: true,
              cell: ({ number, title }) => (
                <TextLink to={paths.contribution(frame.slug, number)}>
                  <OwnWords text={title} />
                </TextLink>
              ),
            },
            {
              key: 'space',
              header: t('served.commission.space'),
              cell: ({ space }) => <OwnWords text={space} />,
            },
            {
              key: 'supports',
              header: t('served.commission.supports'),
              align: 'end',
              cell: ({ supports }) => supports,
            },
            {
              key: 'decision',
              header: t('served.commission.decision'),
              cell: ({ decision }) =>
                decision ? t(`decisions.${decision as 'accepted'}`) : t('served.commission.unanswered'),
            },
          ]}
        />
      </Disclosure>
    </>
  )
}
