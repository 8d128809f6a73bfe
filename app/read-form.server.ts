import { toRefused } from '#app/answer.server.ts'
import { Refusal } from '#app/domain/refusal.ts'

/** The form of a request. What is no form, or half of one, is a refusal in words and not a broken page. */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData()
  } catch {
    throw toRefused(new Refusal('input.bad'))
  }
}
