import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { root, sekisho } from './command.ts'

const bank = join(root, 'test/bank')

async function paper(...words: string[]) {
  const { code, stdout, stderr } = await sekisho(
    ['rules', 'document', '--org', bank, '--date', '2026-11-24'].concat(words),
  )
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
  return stdout
}

/** The words alone, with runs of white space as one space. */
function wordsOf(html: string): string {
  return html
    .replace(/<style>[^]*<\/style>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ')
}

/** The part of the paper between two headings. */
function part(html: string, from: string, to: string): string {
  const start = html.indexOf(from)
  assert.notEqual(start, -1, from)
  return wordsOf(html.slice(start, html.indexOf(to, start)))
}

describe('sekisho rules document', { concurrency: 2 }, () => {
  it('is one file without scripts and without anything from elsewhere, and every tag is closed', async () => {
    for (const language of ['en', 'ja']) {
      const html = await paper('--language', language)
      assert.match(html, /^<!doctype html>\s*<html lang="(en|ja)">/)
      assert.doesNotMatch(html, /<script|<link|<img|<iframe|url\(|https?:|@import|javascript:/i)
      const open: string[] = []
      for (const [, slash, name = '', attributes] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/g)) {
        if (/^(meta|br)$/.test(name) || attributes?.endsWith('/')) continue
        if (slash === '') open.push(name)
        else assert.equal(open.pop(), name)
      }
      assert.deepEqual(open, [])
    }
  })

  it('says of each pattern whom it covers, its tiers with roles and headcount, and its whole chain of approvers', async () => {
    const html = await paper()
    const pattern = part(html, '<h3>P1: 本部 (部・課)</h3>', '<h3>P2')
    assert.match(pattern, /Covers posts where: bureau is 100 \(本部\) and department is not blank/)
    assert.match(pattern, /tier director 040 \d+ people tier chief 050 \d+ people/)
    assert.match(
      pattern,
      /everybody else every other role .*needs one of .*tier chief \(role 050\) with the same bureau, department and section as the sender .*if nobody is there .*stand-in 1 .*tier director \(role 040\) with the same bureau and department .*if nobody is there .*stand-in 2 .*these people: E0002 \(中村 和子\)/,
    )
    assert.equal(html.match(/<figure class="chart">/g)?.length, 4)
  })

  it('says of each exception for whom, when, whether in force on the day, and what it asks', async () => {
    const exceptions = part(await paper(), 'id="exceptions"', 'id="exempt"')
    assert.match(
      exceptions,
      /fellow role is 950 .*岡田 名誉 \(E8001\).* without limit in force needs, instead of what the pattern asks, one of: these people: E0001 \(山本 一郎\)/,
    )
    assert.match(
      exceptions,
      /adviser-stays department is D10 \(総務部\) .*2026-04-01 to 2027-03-31 in force may also ask: these people: E8002/,
    )
    assert.match(exceptions, /arai-nobody .*E9999 \[not in the staff list\]/)
    const later = part(await paper('--date', '2027-04-01'), 'id="exceptions"', 'id="exempt"')
    assert.match(later, /adviser-stays .*2026-04-01 to 2027-03-31 has run out/)
    const earlier = part(await paper('--date', '2026-03-31'), 'id="exceptions"', 'id="exempt"')
    assert.match(earlier, /adviser-stays .*2026-04-01 to 2027-03-31 not yet in force/)
  })

  it('names exempt senders, mailboxes, and the members of groups', async () => {
    const words = wordsOf(await paper())
    assert.match(words, /role is 001 or 002 3 people 山本 一郎 \(E0001\)/)
    assert.match(words, /noreply@example\.co\.jp needs no approver info@example\.co\.jp .*department is D10/)
    assert.match(words, /executives \(3 people\) role is 001 or 002 .*E0001 山本 一郎 役員室 001/)
  })

  it('warns of people whom no pattern covers and of those without any approver', async () => {
    const words = wordsOf(await paper())
    assert.match(words, /1 person with an address are in no pattern|1 person .* in no pattern/)
    assert.match(part(await paper(), '<h3>P3', '<h3>P4'), /WITHOUT ANY APPROVER/)
  })

  it('is written in Japanese, with a block to sign', async () => {
    const words = wordsOf(await paper('--language', 'ja'))
    assert.match(words, /社外メール承認ルール \(上司Cc運用\)/)
    assert.match(words, /送信者と局所・部・課が同じ 階層「chief」 \[役職 050\]/)
    assert.match(words, /作成 確認 承認 氏名 氏名 氏名 日付 日付 日付 印 印 印/)
  })

  it('writes to a file, and fails with exit code 2 where that is not possible', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sekisho-document-'))
    try {
      const file = join(folder, 'rules.html')
      assert.equal(await paper('--output', file), '')
      assert.match(readFileSync(file, 'utf8'), /<\/html>\s*$/)
      const words = ['rules', 'document', '--org', bank, '--output', join(folder, 'no/rules.html')]
      const { code, stderr } = await sekisho(words)
      assert.equal(code, 2)
      assert.match(stderr, /rules\.html cannot be written: there is no such file or folder/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
