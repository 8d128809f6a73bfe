import { once } from 'node:events'
import { createServer } from 'node:http'
import Provider from 'oidc-provider'
import { freePort } from './site.ts'
import { type Answer, visit } from './visitor.ts'

export const CLIENT = { clientId: 'sreda', clientSecret: 'a secret of the client in the tests' }

/** A real OpenID Connect provider on this machine, which knows everybody by the login they type in. */
export async function startOpenId(back: string) {
  const issuer = `http://localhost:${await freePort()}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [back] }],
    cookies: { keys: ['a key of the tests'] },
    findAccount: (_, accountId) => ({ accountId, claims: async () => ({ sub: accountId }) }),
  })
  const server = createServer(provider.callback())
  server.listen(Number(new URL(issuer).port))
  await once(server, 'listening')

  /** A browser's way through the provider's own pages. @returns the address it is sent back to */
  async function logIn(url: string, login: string, decision: 'agree' | 'refuse' = 'agree'): Promise<string> {
    const browser = visit(issuer)
    let answer = await browser.get(url)
    for (let steps = 0; steps < 12; steps++) {
      if (answer.location.startsWith(back)) return answer.location
      if (answer.location) answer = await browser.get(answer.location)
      else answer = await press(browser, answer, login, decision)
    }
    throw new Error(`The provider did not send back: ${answer.status} ${answer.text.slice(0, 500)}`)
  }

  async function press(browser: ReturnType<typeof visit>, { text }: Answer, login: string, decision: string) {
    const action = /action="([^"]+)"/.exec(text)?.[1]
    const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1]
    if (!action || !prompt) throw new Error(`A page without a form: ${text.slice(0, 500)}`)
    if (decision === 'refuse') return browser.get(`${new URL(action, issuer).href}/abort`)
    const fields: Record<string, string> =
      prompt === 'login' ? { prompt, login, password: 'any' } : { prompt }
    return browser.post(new URL(action, issuer).href, fields)
  }

  async function stop() {
    server.closeAllConnections()
    server.close()
    if (server.listening) await once(server, 'close')
  }
  return { issuer, logIn, stop }
}
