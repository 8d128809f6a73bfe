import { once } from 'node:events'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A real mail server on this machine, which keeps what it gets and can be told to refuse. */
export async function startMailServer() {
  const received: ParsedMail[] = []
  const refusedOnce = new Set<string>()
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, { envelope }, done) {
      const recipient = envelope.rcptTo[0]?.address ?? ''
      if (refusedOnce.delete(recipient)) {
        stream.resume()
        stream.once('end', () => done(Object.assign(new Error('Try later'), { responseCode: 451 })))
        return
      }
      simpleParser(stream).then((mail) => {
        received.push(mail)
        done()
      }, done)
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as { port: number }
  async function letterTo(address: string, words = '', withinMs = 20_000): Promise<ParsedMail> {
    const deadline = Date.now() + withinMs
    while (Date.now() < deadline) {
      const mail = received.find((one) => isTo(one, address) && one.text?.includes(words))
      if (mail) return mail
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`No letter came to ${address}.`)
  }
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    letterTo,
    refuseOnce: (address: string) => refusedOnce.add(address),
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}

export function isTo({ to }: ParsedMail, address: string): boolean {
  return to !== undefined && !Array.isArray(to) && to.text === address
}
