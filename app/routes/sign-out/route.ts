import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { endSession } from '#app/models/sessions.server.ts'
import { getSessionToken, sessionCookie, setCookie } from '#app/session.server.ts'

export async function action({ request }: ActionFunctionArgs) {
  const token = await getSessionToken(request)
  if (token) await endSession(token)
  return redirect('/', { headers: { 'Set-Cookie': await setCookie(sessionCookie, '', { maxAge: 0 }) } })
}

export function loader() {
  return redirect('/')
}
