/** The report of a run as JUnit XML, as build servers read it: one suite a file, one test a case. */

/** What the report says of one case. */
export interface ReportedCase {
  readonly file: string
  readonly line: number
  readonly name: string
  /** Milliseconds. */
  readonly took: number
  /** What differed, in lines; `undefined`: nothing. */
  readonly failure: string | undefined
  /** Why it could not be run; `undefined`: it was. */
  readonly error: string | undefined
}

/** XML 1.0 has no control characters but tab, line feed and carriage return, and no halves of surrogate pairs. */
const notXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // In an attribute, white space as it is would be read as a blank.
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(notXml, '\uFFFD')
    .replaceAll(/[&<>"\n\r\t]/g, (character) => entities[character] ?? character)
}

/** Between tags, where lines may stay lines. */
function escapedText(text: string): string {
  return escaped(text).replaceAll('&#10;', '\n').replaceAll('&#9;', '\t')
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3)
}

/** The first line is the message that lists show; all of it is the text. */
function outcome(element: string, said: string): string {
  const [message = ''] = said.split('\n')
  return `\n      <${element} message="${escaped(message)}">${escapedText(said)}</${element}>\n    `
}

function testCase({ file, line, name, took, failure, error }: ReportedCase): string {
  const attributes = `name="${escaped(name)}" classname="${escaped(file)}" file="${escaped(file)}" line="${line}" time="${seconds(took)}"`
  const inside =
    error === undefined ? (failure === undefined ? '' : outcome('failure', failure)) : outcome('error', error)
  return inside === '' ? `    <testcase ${attributes}/>` : `    <testcase ${attributes}>${inside}</testcase>`
}

function counts(cases: readonly ReportedCase[]): string {
  const errors = cases.filter(({ error }) => error !== undefined).length
  const failures = cases.filter(({ error, failure }) => error === undefined && failure !== undefined).length
  const took = cases.reduce((sum, one) => sum + one.took, 0)
  return `tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="0" time="${seconds(took)}"`
}

/** @param name of the whole run */
export function junitReport(name: string, cases: readonly ReportedCase[]): string {
  const suites = Map.groupBy(cases, ({ file }) => file)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(name)}" ${counts(cases)}>`,
    ...[...suites].flatMap(([file, ofFile]) => [
      `  <testsuite name="${escaped(file)}" ${counts(ofFile)}>`,
      ...ofFile.map(testCase),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n')
}
