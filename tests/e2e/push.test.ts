import { expect, test } from 'vitest'
import { openSite } from './helpers/open-site.ts'

const open = openSite()

test('a message that comes to the browser is shown, and names what it is about', async () => {
  const page = await open.pageOf({ as: 'anna', permissions: ['notifications'] })
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('ServiceWorker.enable')
  const registered = new Promise<string>((resolve) =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      for (const { registrationId, scopeURL } of registrations)
        if (scopeURL.startsWith(open.site.origin)) resolve(registrationId)
    }),
  )
  await page.goto('/me/notices')
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/sw.js')
    await navigator.serviceWorker.ready
  })
  const message = {
    title: 'Запись № 7: В работе',
    body: 'Скамейки у школы',
    url: `${open.site.origin}/prirechensk/7`,
    tag: 'status:7',
  }
  const deliver = async (data: string) =>
    devtools.send('ServiceWorker.deliverPushMessage', {
      origin: open.site.origin,
      registrationId: await registered,
      data,
    })
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      const all = await registration.getNotifications()
      return all.map(({ title, body, tag, data }) => ({ title, body, tag, url: data.url }))
    })
  await deliver(JSON.stringify(message))
  await expect.poll(shown, { timeout: 10_000 }).toEqual([message])
  // News of the same takes the place of the older one.
  await deliver(JSON.stringify({ ...message, title: 'Запись № 7: Сделано' }))
  await expect.poll(shown, { timeout: 10_000 }).toEqual([{ ...message, title: 'Запись № 7: Сделано' }])
})
