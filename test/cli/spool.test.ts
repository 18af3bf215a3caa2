import assert from 'node:assert/strict'
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { mail, opened, temporaryFolder } from '../store/spool-mails.ts'
import { startSpoolProcess } from '../store/spool-process.ts'

import { root, sekisho } from './command.ts'

const config =
  'listeners: [{ name: smtp, port: 2525 }]\nnextHop: { kind: outbox }\nspool: { directory: spool }\n'

function folderWithConfig(test: Parameters<typeof temporaryFolder>[0]): {
  readonly folder: string
  readonly file: string
} {
  const folder = temporaryFolder(test)
  const file = join(folder, 'sekisho.yaml')
  writeFileSync(file, config)
  for (const name of ['hr.csv', 'rules.yaml']) copyFileSync(join(root, 'test/bank', name), join(folder, name))
  return { folder, file }
}

describe('sekisho spool', () => {
  it('says that there is none yet, and makes none', async (test) => {
    const { folder, file } = folderWithConfig(test)
    const { code, stdout } = await sekisho(['spool', 'check', '--config', file])
    assert.equal(code, 0)
    assert.match(stdout, /There is no spool in .*spool yet/)
    assert.ok(!readdirSync(folder).includes('spool'))
  })

  it('checks and repairs: 0 in order, 1 with a damaged mail, 0 after the repair', async (test) => {
    const { folder, file } = folderWithConfig(test)
    const directory = join(folder, 'spool')
    const { spool } = await opened(test, directory)
    await spool.commit({ accept: [mail('m-1')] })
    await spool.close()
    const sound = await sekisho(['spool', 'check', '--config', file])
    assert.deepEqual([sound.code, sound.stderr], [0, ''])
    assert.match(sound.stdout, /is in order: 1 mail, all verified/)

    const [name = ''] = readdirSync(join(directory, 'segments'))
    const segment = join(directory, 'segments', name)
    writeFileSync(segment, readFileSync(segment).fill(0, 100, 110))
    const damaged = await sekisho(['spool', 'check', '--config', file])
    assert.equal(damaged.code, 1)
    assert.match(damaged.stdout, /m-1: segments\/.*checksum/)
    assert.match(damaged.stdout, /sekisho spool repair/)
    const inJapanese = await sekisho(['spool', 'check', '--config', file, '--language', 'ja'])
    assert.match(inJapanese.stdout, /内容が壊れているメール 1 通/)

    const repaired = await sekisho(['spool', 'repair', '--config', file])
    assert.equal(repaired.code, 0)
    assert.match(repaired.stdout, /1 damaged mail, 0 unknown files\. Nothing was deleted/)
    const again = await sekisho(['spool', 'repair', '--config', file])
    assert.match(again.stdout, /Nothing had to be repaired/)
    const asJson = await sekisho(['spool', 'check', '--config', file, '--json'])
    assert.equal(asJson.code, 0)
    assert.equal(JSON.parse(asJson.stdout).corrupt, 1)
  })

  it('says in both languages that another process holds the spool, with exit code 2', async (test) => {
    const { folder, file } = folderWithConfig(test)
    const holder = startSpoolProcess([join(folder, 'spool'), '1', '0'])
    await holder.said('ack')
    try {
      const second = startSpoolProcess([join(folder, 'spool'), '1', '1'])
      assert.equal(await second.ended, 2)
      assert.match(second.lines.join(), /is held by another process/)
      for (const [language, pattern] of [
        ['en', /is held by another process.*Stop it first/],
        ['ja', /別のプロセスが使用中です/],
      ] as const) {
        for (const work of ['check', 'repair']) {
          const { code, stderr } = await sekisho(['spool', work, '--config', file, '--language', language])
          assert.equal(code, 2)
          assert.match(stderr, pattern)
        }
      }
    } finally {
      holder.kill()
      await holder.ended
    }
  })
})
