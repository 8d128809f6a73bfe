import { Form } from '@remix-run/react'
import { CHANNELS, NOTICE_KINDS } from '#app/domain/notices.ts'
import type { T } from '#app/i18n/i18n.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import type { NoticesData } from './route.tsx'

/** What to tell of, and how. */
export function WishesForm({ wishes, t }: { wishes: NoticesData['wishes']; t: T }) {
  return (
    <Form method="post" className="grid gap-6">
      <input type="hidden" name="intent" value="wishes" />
      <h2 className="text-xl font-semibold">{t('notices.what')}</h2>
      {NOTICE_KINDS.map((kind) => (
        <Fieldset key={kind} legend={t(`notices.kinds.${kind}`)}>
          <div className="flex flex-wrap gap-x-8">
            {CHANNELS.map((channel) => (
              <Checkbox
                key={channel}
                name="on"
                value={`${kind}:${channel}`}
                defaultChecked={wishes[kind][channel]}
                label={t(`notices.channels.${channel}`)}
              />
            ))}
          </div>
        </Fieldset>
      ))}
      <Button className="justify-self-start">{t('notices.save')}</Button>
    </Form>
  )
}
