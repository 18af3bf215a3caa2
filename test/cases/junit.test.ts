import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { z } from 'zod'
import { junitReport, type ReportedCase } from '../../src/cases/junit.ts'
import { leftOutWithout } from '../peers/debian.ts'

const elementsOf = z.array(
  z.array(z.object({ name: z.string(), attributes: z.record(z.string(), z.string()), text: z.string() })),
)

/** Reads documents from JSON; a fault of XML in one ends it with an error. */
const reader = `
import json, sys, xml.etree.ElementTree as tree
def read(text):
    return [{"name": e.tag, "attributes": e.attrib, "text": e.text or ""} for e in tree.fromstring(text.encode()).iter()]
print(json.dumps([read(text) for text in json.load(sys.stdin)]))
`

/** Every element of each document in order, as Python's expat reads it. */
function parse(documents: readonly string[]): z.infer<typeof elementsOf> {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', reader], {
    input: JSON.stringify(documents),
  })
  assert.equal(status, 0, stderr.toString())
  return elementsOf.parse(JSON.parse(stdout.toString()))
}

function parseOne(document: string): z.infer<typeof elementsOf>[number] {
  return parse([document])[0] ?? assert.fail('nothing was read')
}

const options = { skip: leftOutWithout('python3') }

const passed: ReportedCase = {
  file: 'cases/a.yaml',
  line: 3,
  name: 'a mail',
  took: 12.4,
  failure: undefined,
  error: undefined,
}

test('suites are files, and their counts are those of their cases', options, () => {
  const report = junitReport('run', [
    passed,
    { ...passed, failure: 'action  expected refuse, got deliver\nmore' },
    { ...passed, file: 'cases/b.yaml', error: 'cannot be read' },
  ])
  const elements = parseOne(report)
  const counts = elements
    .filter(({ name }) => name.startsWith('testsuite'))
    .map(({ attributes: { name, tests, failures, errors } }) => [name, tests, failures, errors])
  assert.deepEqual(counts, [
    ['run', '3', '1', '1'],
    ['cases/a.yaml', '2', '1', '0'],
    ['cases/b.yaml', '1', '0', '1'],
  ])
  const failure = elements.find(({ name }) => name === 'failure')
  assert.equal(failure?.attributes['message'], 'action  expected refuse, got deliver')
  assert.equal(failure?.text, 'action  expected refuse, got deliver\nmore')
})

test('a case as expected is an element without content, with time in seconds', options, () => {
  const element = parseOne(junitReport('run', [passed])).find(({ name }) => name === 'testcase')
  assert.deepEqual(element?.attributes, {
    name: 'a mail',
    classname: 'cases/a.yaml',
    file: 'cases/a.yaml',
    line: '3',
    time: '0.012',
  })
})

test('whatever a name or message holds, the report is XML and says it', options, () => {
  const word = fc.string({ unit: 'binary', maxLength: 20 })
  const words = [
    ...fc.sample(word, { numRuns: 300, seed: 7 }),
    '\uD800',
    'a\uDFFFb',
    '\u0000',
    ']]>',
    '<![CDATA[',
    '\r\n\t',
  ]
  const read = parse(words.map((name) => junitReport(name, [{ ...passed, name, failure: name }])))
  for (const [index, elements] of read.entries()) {
    const said = elements.find(({ name }) => name === 'testcase')?.attributes['name']
    // What XML cannot hold is replaced, and nothing else.
    const kept = (words[index] ?? '')
      .toWellFormed()
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
    assert.equal(said, kept)
  }
  assert.equal(read.length, words.length)
})
