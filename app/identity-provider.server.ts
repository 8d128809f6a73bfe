import type { ExternalAccount } from '#app/models/identities.server.ts'

/** What is asked of a service, and kept until somebody comes back from it. */
export interface Departure {
  /** Where the browser goes. */
  url: string
  state: string
  nonce: string
  verifier: string
}

/**
 * A service that says who somebody is. One is written: OpenID Connect (`openIdProvider` in app/open-id.server.ts).
 *
 * ESIA («Госуслуги») is not OpenID Connect as it is: each request carries a `client_secret` that is a detached CMS
 * signature (GOST R 34.10-2012, with the town's qualified certificate) over scope, timestamp, client and state, and its
 * tokens are signed by the same family of algorithms, which neither Node nor openid-client knows. It is not here. It goes
 * into a file of its own that exports these two functions: `begin` signs the request by the town's own signing service,
 * `finish` checks `state`, trades the code with a second signature, checks the token's GOST signature and gives
 * `{ issuer, subject: sbj_id }`, nothing else. Then `providerOf` chooses it by a column beside `issuer`, and everything
 * after it (trust levels, the keyed hash, joining accounts) stays as it is. A town needs an agreement with the ministry and
 * a registered system before that can be tried at all.
 */
export interface IdentityProvider {
  /** @throws {Refusal} 'identity.unreachable' | 'identity.bad-issuer' */
  begin(back: string): Promise<Departure>
  /**
   * @param arrived  the whole address that the service sent the browser to
   * @throws {Refusal} 'identity.failed' (no, or not proven) | 'identity.unreachable'
   */
  finish(departed: Omit<Departure, 'url'>, arrived: URL): Promise<ExternalAccount>
}
