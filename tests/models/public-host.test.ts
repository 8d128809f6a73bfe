import { expect, test } from 'vitest'
import { Refusal } from '#app/domain/refusal.ts'
import { isPublicAddress, mustBePushEndpoint, publicLookup } from '#app/jobs/public-host.server.ts'

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fc00::1',
  '::ffff:127.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:db8::1',
  'localhost',
  '',
])('%s is no public address', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each(['8.8.8.8', '93.184.215.14', '2a00:1450:4010:c0f::5f'])('%s is one', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each([
  'http://push.example.org/x',
  'https://localhost/x',
  'https://127.0.0.1/x',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://[::1]/x',
  'https://[::ffff:10.0.0.1]/x',
  'https://service/x',
  'https://db.internal/x',
  'https://push.mozilla.com:8443/x',
  'https://user:word@push.mozilla.com/x',
  'file:///etc/passwd',
  `https://push.mozilla.com/${'x'.repeat(1000)}`,
  'no address',
])('in production %s is refused', (endpoint) => {
  expect(() => mustBePushEndpoint(endpoint, true)).toThrow(Refusal)
})

test('in production what browsers give is taken', () => {
  for (const endpoint of [
    'https://updates.push.services.mozilla.com/wpush/v2/gAAAA',
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://web.push.apple.com/QGuQ',
  ])
    expect(mustBePushEndpoint(endpoint, true).href).toBe(endpoint)
})

test('a name that leads inside is not connected to', async () => {
  const error = await new Promise<Error | null>((resolve) =>
    publicLookup('localhost', {}, (failure) => resolve(failure)),
  )
  expect(error?.message).toMatch(/no public address/)
})
