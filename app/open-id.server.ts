import * as openId from 'openid-client'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import type { IdentityProvider } from '#app/identity-provider.server.ts'
import { publicFetch } from '#app/jobs/public-fetch.server.ts'

const TIMEOUT_S = 8
const KNOWN_MS = 5 * 60_000
const MOST_KNOWN = 50

interface Client {
  issuer: string
  clientId: string
  clientSecret: string
}

const known = new Map<string, { config: openId.Configuration; until: number }>()

/**
 * OpenID Connect: discovery, authorization code with PKCE (S256), state and nonce, the signature of the ID token. No more
 * is asked than `openid`: neither name nor address comes here.
 */
export function openIdProvider(client: Client): IdentityProvider {
  return {
    async begin(back) {
      const config = await configOf(client)
      const verifier = openId.randomPKCECodeVerifier()
      const [state, nonce] = [openId.randomState(), openId.randomNonce()]
      const url = openId.buildAuthorizationUrl(config, {
        redirect_uri: back,
        scope: 'openid',
        code_challenge: await openId.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
      return { url: url.href, state, nonce, verifier }
    },
    async finish({ state, nonce, verifier }, arrived) {
      const config = await configOf(client)
      try {
        const tokens = await openId.authorizationCodeGrant(config, arrived, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (!claims) throw new Refusal('identity.failed')
        return { issuer: claims.iss, subject: claims.sub }
      } catch (error) {
        if (error instanceof Refusal) throw error
        throw new Refusal(isSilence(error) ? 'identity.unreachable' : 'identity.failed')
      }
    },
  }
}

/** Whether there is such a service at an address. @throws {Refusal} 'identity.bad-issuer' | 'identity.unreachable' */
export async function mustBeIssuer(client: Client): Promise<void> {
  await discover(client)
}

async function configOf(client: Client): Promise<openId.Configuration> {
  const key = JSON.stringify([client.issuer, client.clientId, client.clientSecret])
  const found = known.get(key)
  if (found && found.until > Date.now()) return found.config
  const config = await discover(client)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(key, { config, until: Date.now() + KNOWN_MS })
  return config
}

async function discover({ issuer, clientId, clientSecret }: Client): Promise<openId.Configuration> {
  const server = addressOf(issuer)
  try {
    const config = await openId.discovery(server, clientId, clientSecret, undefined, {
      timeout: TIMEOUT_S,
      // What the service names in turn (keys, tokens) is asked for by the same fetch.
      ...(env().IDENTITY_OVER_HTTP === 'on'
        ? { execute: [openId.allowInsecureRequests] }
        : { [openId.customFetch]: publicFetch }),
    })
    openId.enableNonRepudiationChecks(config)
    return config
  } catch (error) {
    throw new Refusal(isSilence(error) ? 'identity.unreachable' : 'identity.bad-issuer')
  }
}

/** Only names of the internet, over TLS: the server must not be sent to its own network. */
function addressOf(issuer: string): URL {
  const url = URL.canParse(issuer) ? new URL(issuer) : null
  const isOpen = env().IDENTITY_OVER_HTTP === 'on'
  const isName =
    url !== null &&
    /^(?!.*\.(local|internal|localhost)$)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/i.test(url.hostname)
  if (!url || url.username || !(isOpen || (url.protocol === 'https:' && isName)))
    throw new Refusal('identity.bad-issuer')
  return url
}

/** Nobody answered, or with a failure of its own. */
function isSilence(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, cause } = error as Error & { code?: string }
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT' || error.message === 'fetch failed') return true
  if (error instanceof openId.ResponseBodyError) return error.status >= 500
  if (cause instanceof Response) return cause.status >= 500
  return cause instanceof Error && isSilence(cause)
}
