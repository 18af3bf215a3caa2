import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..', '..')

for (const [language, ending] of [
  ['en', /That was all/],
  ['ja', /デモは以上です/],
] as const) {
  test(`npm run demo plays to its end (${language}): mistakes found, proof, refusals, and back`, () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(root, 'scripts', 'demo.ts'), '--language', language],
      { encoding: 'utf8', cwd: root, env: { ...process.env, NO_COLOR: '1' } },
    )
    assert.equal(status, 0, stderr)
    for (const finding of ['dates-over', 'never-met', 'never-reached'])
      assert.match(stdout, new RegExp(finding))
    for (const policy of ['no-ppap', 'personal-data', 'rivals', 'many-in-sight'])
      assert.match(stdout, new RegExp(`Not sent \\[policy ${policy}\\]`))
    assert.match(stdout, /"passes": false/)
    assert.match(stdout, /newcomer\.example/)
    assert.match(stdout, ending)
  })
}
