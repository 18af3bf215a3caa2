import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'

import { handIn, letter } from './hand-in.ts'
import { startTestGate } from './running-gate.ts'

interface Page {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

async function get(port: number | undefined, path: string, host?: string, method = 'GET'): Promise<Page> {
  return await new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { Host: host }
    const asked = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => (text += piece))
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

for (const memory of [1_048_576, 100]) {
  test(`the outbox keeps the message itself, its dots single again (memory ${memory})`, async () => {
    await using gate = await startTestGate(undefined, { limits: { memory } })
    const message = letter(undefined, '.\r\n..two\r\n\r\n.')
    const content = message.replaceAll(/(^|\r\n)\./g, '$1..')
    const long = '\r\n..\r\n'.repeat(100_000)
    const answer = await handIn(gate.port, { content: `${content}${long}` })
    const name = /Kept in the outbox as (\S+)$/.exec(answer)?.[1] ?? answer
    const kept = await readFile(join(gate.folder, 'outbox', name), 'latin1')
    assert.equal(kept.replace(/^Received: (?:.*\r\n\t)*.*\r\n/, ''), message + long.replaceAll('..', '.'))
    assert.deepEqual((await readdir(join(gate.folder, 'outbox'))).length, 2, 'nothing unfinished is left')
  })
}

test('the page lists the mails, shows each, and escapes what it shows', async () => {
  await using gate = await startTestGate(undefined)
  const content = letter(undefined, '<script>alert(1)</script>\r\n').replace('Estimate', '<b>Estimate</b>')
  const answer = await handIn(gate.port, { content })
  const list = await get(gate.pagePort, '/')
  assert.equal(list.status, 200)
  assert.match(list.text, /takahashi@example\.co\.jp/)
  assert.match(list.text, /client@example\.com/)
  assert.match(list.text, /&lt;b&gt;Estimate&lt;\/b&gt;/)
  assert.match(String(list.headers['content-security-policy']), /default-src 'none'/)
  const id = answer.split(' ')[2] ?? ''
  const shown = await get(gate.pagePort, `/mail/${id}`)
  assert.match(shown.text, /&lt;script&gt;alert\(1\)/)
  assert.ok(!shown.text.includes('<script>'))
  const download = await get(gate.pagePort, `/mail/${id}.eml`)
  assert.ok(download.text.endsWith(content))
  assert.equal(download.headers['content-disposition'], `attachment; filename="${id}.eml"`)
})

test('the page gives out nothing but mails of the outbox', async () => {
  await using gate = await startTestGate(undefined)
  for (const path of ['/mail/..%2f..%2fetc%2fpasswd', '/mail/../decisions', '/mail/NOSUCH', '/other'])
    assert.equal((await get(gate.pagePort, path)).status, 404, path)
  assert.equal((await get(gate.pagePort, '/', undefined, 'POST')).status, 405)
})

test('the page does not answer under a name that is not of this machine', async () => {
  await using gate = await startTestGate(undefined)
  assert.equal((await get(gate.pagePort, '/', 'evil.example')).status, 421)
  assert.equal((await get(gate.pagePort, '/', `localhost:${gate.pagePort ?? 0}`)).status, 200)
})

test('an empty outbox says what to do', async () => {
  await using gate = await startTestGate(undefined, { language: 'ja' })
  assert.match((await get(gate.pagePort, '/')).text, /<html lang="ja">.*通過したメールはまだありません/s)
})
