import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { sekisho } from './command.ts'

type Refusing = { readonly code: number; readonly text: string }

/** A real SMTP server that keeps what it takes and, when told so, answers the final dot with a refusal. */
async function startPeer() {
  const taken: { recipients: string[]; mail: Buffer }[] = []
  const peer = { taken, port: 0, refuse: undefined as Refusing | undefined, close: async () => undefined }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(
        address.startsWith('nobody@')
          ? Object.assign(new Error('No such user'), { responseCode: 550 })
          : null,
      ),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        taken.push({
          recipients: session.envelope.rcptTo.map(({ address }) => address),
          mail: Buffer.concat(chunks),
        })
        if (peer.refuse) done(Object.assign(new Error(peer.refuse.text), { responseCode: peer.refuse.code }))
        else done(null, '2.0.0 Kept as 17')
      })
    },
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.server.address()
  peer.port = typeof address === 'object' && address !== null ? address.port : 0
  peer.close = async () => {
    await new Promise<void>((resolve) => {
      server.close(resolve)
    })
  }
  return peer
}

describe('sekisho send', () => {
  let peer: Awaited<ReturnType<typeof startPeer>>
  let folder = ''
  before(async () => {
    peer = await startPeer()
    folder = mkdtempSync(join(tmpdir(), 'sekisho-send-'))
  })
  after(async () => {
    await peer.close()
    rmSync(folder, { recursive: true })
  })

  async function send(...words: string[]) {
    return sekisho(['send', '--server', `127.0.0.1:${peer.port}`, '--from', 'a@example.co.jp', ...words])
  }

  it('sends a letter with Japanese subject, Cc, Bcc and attachment, and prints the answer', async () => {
    const file = join(folder, '見積.txt')
    writeFileSync(file, 'content')
    const words = [
      '--to',
      'b@example.com,c@example.com',
      '--to',
      'd@example.com',
      '--cc',
      'boss@example.co.jp',
    ]
    words.push('--bcc', 'e@example.com', '--subject', '見積書の件', '--body', '本文です', '--attach', file)
    const { code, stdout, stderr } = await send(...words)
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
    assert.match(stdout, /^Accepted: /)
    assert.match(stdout, /Kept as 17/)
    const last = peer.taken.at(-1)
    assert.deepEqual(last?.recipients, [
      'b@example.com',
      'c@example.com',
      'd@example.com',
      'boss@example.co.jp',
      'e@example.com',
    ])
    const mail = await PostalMime.parse(last.mail)
    assert.equal(mail.subject, '見積書の件')
    assert.deepEqual(
      mail.cc?.map(({ address }) => address),
      ['boss@example.co.jp'],
    )
    assert.equal(mail.bcc, undefined)
    assert.equal(mail.text?.trim(), '本文です')
    assert.equal(mail.attachments[0]?.filename, '見積.txt')
  })

  it('lays out a refusal of several lines, with exit code 1 and the command that would do', async () => {
    const refusing = createServer((socket) => {
      socket.write('220 gate\r\n')
      let letter: string | undefined
      socket.on('data', (chunk) => {
        const text = chunk.toString('latin1')
        if (letter !== undefined) letter += text
        if (letter?.endsWith('\r\n.\r\n')) {
          socket.write('550-5.7.1 D1 Not sent\r\n550 5.7.1 Add one of: Suzuki <suzuki@example.co.jp>\r\n')
          letter = undefined
        } else if (text.startsWith('DATA')) {
          letter = ''
          socket.write('354 go on\r\n')
        } else if (/^(EHLO|MAIL|RCPT)/.test(text)) socket.write('250 ok\r\n')
        else if (text.startsWith('QUIT')) socket.end('221 bye\r\n')
      })
    })
    await new Promise<void>((resolve) => {
      refusing.listen(0, '127.0.0.1', resolve)
    })
    const address = refusing.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { code, stdout } = await send('--to', 'b@example.com', '--server', `127.0.0.1:${port}`)
    refusing.close()
    assert.equal(code, 1)
    assert.match(stdout, /^Refused: /)
    assert.match(stdout, /^ {2}550 5\.7\.1\n {2}D1 Not sent\n {2}Add one of: Suzuki/m)
    assert.match(
      stdout,
      /npx sekisho send --server 127\.0\.0\.1:\d+ --from a@example\.co\.jp --to b@example\.com --cc suzuki@example\.co\.jp$/m,
    )
  })

  it('speaks Japanese', async () => {
    const { code, stdout } = await send('--to', 'b@example.com', '--language', 'ja')
    assert.equal(code, 0)
    assert.match(stdout, /^受理されました/)
  })

  it('takes "try again later" for a failure, not for a no', async () => {
    peer.refuse = { code: 451, text: '4.3.0 Later' }
    const { code, stdout } = await send('--to', 'b@example.com')
    peer.refuse = undefined
    assert.equal(code, 2)
    assert.match(stdout, /^Not now: /)
  })

  it('names the recipients that were refused while others were taken, with exit code 1', async () => {
    const { code, stdout } = await send('--to', 'b@example.com,nobody@example.com')
    assert.equal(code, 1)
    assert.match(stdout, /^Accepted in part: /)
    assert.match(stdout, /nobody@example\.com: 550/)
  })

  it('prints JSON for scripts', async () => {
    const { code, stdout } = await send('--to', 'b@example.com', '--json')
    assert.equal(code, 0)
    const sending: unknown = JSON.parse(stdout)
    assert.deepEqual(sending, {
      kind: 'accepted',
      answer: { code: 250, enhanced: '2.0.0', lines: ['Kept as 17'] },
      refused: [],
    })
  })

  it('fails with the way out when nothing listens', async () => {
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address()
        server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
      })
    })
    const { code, stdout, stderr } = await sekisho([
      'send',
      '--server',
      `127.0.0.1:${port}`,
      '--from',
      'a@example.co.jp',
      '--to',
      'b@example.com',
    ])
    assert.equal(code, 2)
    assert.equal(stdout, '')
    assert.match(stderr, /nothing answers at 127\.0\.0\.1:\d+ .*npm start/)
  })

  it('fails for a server or a file that cannot be', async () => {
    const server = await sekisho([
      'send',
      '--server',
      'nonsense',
      '--from',
      'a@example.co.jp',
      '--to',
      'b@example.com',
    ])
    assert.equal(server.code, 2)
    assert.match(server.stderr, /"nonsense" is not a server/)
    const file = await send('--to', 'b@example.com', '--attach', join(folder, 'missing.pdf'))
    assert.equal(file.code, 2)
    assert.match(file.stderr, /missing\.pdf cannot be read: there is no such file/)
  })
})
