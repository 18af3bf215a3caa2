import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fillTemplate, forHtml, forText, type Values } from '../../src/deliver/fill-template.ts'
import {
  noticeTemplateFiles,
  readNoticeTemplates,
  shippedNoticeTemplate,
} from '../../src/deliver/notice-templates.ts'
import { readTemplate } from '../../src/deliver/template.ts'
import { templateProblemTexts } from '../../src/text/template-problems.ts'

const names = { name: 'text', other: 'text', people: { name: 'text', unit: 'text' } } as const

function filled(source: string, values: Values, escape = forText): string {
  const reading = readTemplate(source, 'x.txt', names)
  assert.equal(reading.kind, 'template', JSON.stringify(reading))
  return fillTemplate(reading.nodes, values, escape)
}

function problemsOf(source: string): readonly string[] {
  const reading = readTemplate(source, 'x.txt', names)
  return reading.kind === 'problems' ? reading.problems.map(templateProblemTexts.en) : []
}

test('a value is escaped for HTML, and braces in it mean nothing', () => {
  assert.equal(
    filled('<b title="{{name}}">{{ name }}</b>', { name: `<i>"&'{{other}}`, other: 'no' }, forHtml),
    '<b title="&lt;i&gt;&quot;&amp;&#39;{{other}}">&lt;i&gt;&quot;&amp;&#39;{{other}}</b>',
  )
})

test('a section is said once for each item of a list, and an item may use the names outside', () => {
  const values = {
    other: 'Kita',
    people: [
      { name: 'A', unit: '1' },
      { name: 'B', unit: '' },
    ],
  }
  assert.equal(
    filled(
      '{{#people}}{{name}}{{#unit}} of {{unit}}{{/unit}}{{^unit}} without unit{{/unit}}, {{other}}; {{/people}}',
      values,
    ),
    'A of 1, Kita; B without unit, Kita; ',
  )
})

test('a section of a text is said if the text is not empty, an inverted one if it is', () => {
  const source = '{{#name}}[{{name}}]{{/name}}{{^name}}nobody{{/name}}'
  assert.equal(filled(source, { name: 'A' }), '[A]')
  assert.equal(filled(source, { name: '' }), 'nobody')
  assert.equal(filled('{{^people}}none{{/people}}', { people: [] }), 'none')
})

test('tags of sections and remarks alone on a line take the line with them', () => {
  assert.equal(
    filled('a\r\n  {{#people}}\r\n- {{name}}\n{{/people}}\n{{! not shown }}\nb\n\nc\n', {
      people: [{ name: 'A' }, { name: 'B' }],
    }),
    'a\n- A\n- B\nb\n\nc\n',
  )
})

test('an unknown placeholder is named with file, line, and the name that was probably meant', () => {
  assert.deepEqual(problemsOf('Dear\n{{#people}}\n\n{{nmae}}\n{{/people}}\n{{zzzzzz}}'), [
    'x.txt:4: there is no placeholder "nmae". Did you mean "name"?',
    'x.txt:6: there is no placeholder "zzzzzz". Known are: name, other, people.',
  ])
})

test('a name of an item is unknown outside its list', () => {
  assert.match(problemsOf('{{unit}}')[0] ?? '', /^x\.txt:1: there is no placeholder "unit"/)
})

test('whatever would be more than a placeholder is a mistake: unescaped values, files, code', () => {
  for (const source of ['{{{name}}}', '{{> file}}', '{{& name}}', '{{name.length}}', '{{=<% %>=}}', '{{}}']) {
    assert.equal(problemsOf(`\n${source}`).length > 0, true, source)
    assert.match(problemsOf(`\n${source}`)[0] ?? '', /^x\.txt:2: /)
  }
})

test('names of every object are no placeholders', () => {
  assert.match(problemsOf('{{constructor}}{{toString}}')[0] ?? '', /no placeholder "constructor"/)
})

test('sections that do not match are named by their lines', () => {
  assert.deepEqual(
    problemsOf('{{#name}}\n{{#other}}\n{{/name}}\n{{/people}}\n{{/name}}\n{{#name}}\n{{name'),
    [
      'x.txt:3: {{/name}} stands where {{/other}} is due (opened in line 2).',
      'x.txt:4: {{/people}} stands where {{/name}} is due (opened in line 1).',
      'x.txt:5: {{/name}} closes a section that was not opened.',
      'x.txt:7: "{{name" begins a placeholder that does not end. Add }}.',
      'x.txt:6: the section "name" is not closed. Add {{/name}}.',
    ],
  )
})

test('a list cannot stand where a value is due', () => {
  assert.match(problemsOf('{{people}}')[0] ?? '', /"people" is a list/)
})

function inFolder<Answer>(files: Readonly<Record<string, string>>, run: (folder: string) => Answer): Answer {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-templates-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    return run(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test("the product's own templates are without a mistake, and may be copied as a start", () => {
  assert.equal(readNoticeTemplates(undefined).kind, 'templates')
  const files = Object.fromEntries(noticeTemplateFiles.map((file) => [file, shippedNoticeTemplate(file)]))
  assert.deepEqual(inFolder(files, readNoticeTemplates), readNoticeTemplates(undefined))
})

test("a file of the customer's folder replaces that one template, the others stay", () => {
  const reading = inFolder(
    {
      'notice.ja.txt': '\uFEFFSubject: 未送信 {{decision_id}}\r\n\r\n{{reason}}\r\n',
      'README.md': 'ours',
      '.gitignore': '',
    },
    readNoticeTemplates,
  )
  assert.equal(reading.kind, 'templates')
  const { ja, en } = reading.templates
  assert.equal(fillTemplate(ja.subject, { decision_id: 'D1' }, forText), '未送信 D1')
  assert.equal(fillTemplate(ja.text, { reason: 'X' }, forText), 'X\n')
  const own = readNoticeTemplates(undefined)
  assert.ok(own.kind === 'templates')
  assert.deepEqual(en, own.templates.en)
  assert.deepEqual(ja.html, own.templates.ja.html)
})

test('every mistake of a folder is reported: names of files, subject, placeholders in subject and text', () => {
  const reading = inFolder(
    {
      'notice.jp.txt': 'Subject: x\n\n',
      'notice.en.txt': 'No subject\n{{nobody}}\n',
      'notice.ja.txt': 'Subject: {{betreff}}\n\n\n{{grund}}\n',
    },
    readNoticeTemplates,
  )
  assert.equal(reading.kind, 'problems')
  const said = reading.problems
    .map((problem) => templateProblemTexts.en(problem).replace(/^.*\//, ''))
    .join('\n')
  assert.match(said, /^notice\.jp\.txt: no letter uses this file/m)
  assert.match(said, /^notice\.en\.txt:1: the first line must be "Subject: /m)
  assert.match(said, /^notice\.en\.txt:2: there is no placeholder "nobody"/m)
  assert.match(said, /^notice\.ja\.txt:1: there is no placeholder "betreff"/m)
  assert.match(said, /^notice\.ja\.txt:4: there is no placeholder "grund"/m)
})

test('a folder that is not there is a problem, not an empty folder', () => {
  const reading = readNoticeTemplates('/nonexistent/templates')
  assert.equal(reading.kind, 'problems')
  assert.match(templateProblemTexts.ja(reading.problems[0] ?? assert.fail()), /読み取れません \(ENOENT\)/)
})
