/**
 * The templates of the refusal notice: the product's own, and those that a customer's folder puts in their place.
 * Owns their file names and the reading of them at start.
 */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { codeOf } from '../store/fault-code.ts'
import type { Language } from '../text/language.ts'
import type { TemplateFault, TemplateProblem } from '../text/template-problems.ts'

import { noticePlaceholders } from './notice-values.ts'
import { readTemplate, type TemplateNode } from './template.ts'

export interface NoticeTemplate {
  readonly subject: readonly TemplateNode[]
  readonly text: readonly TemplateNode[]
  readonly html: readonly TemplateNode[]
}

export type NoticeTemplates = Readonly<Record<Language, NoticeTemplate>>

export type NoticeTemplatesReading =
  | { readonly kind: 'templates'; readonly templates: NoticeTemplates }
  | { readonly kind: 'problems'; readonly problems: readonly TemplateProblem[] }

export const noticeTemplateFiles = [
  'notice.en.txt',
  'notice.en.html',
  'notice.ja.txt',
  'notice.ja.html',
] as const
type TemplateFile = (typeof noticeTemplateFiles)[number]

const shippedFolder = join(import.meta.dirname, '..', 'text', 'notice-templates')
const firstLines = /^Subject:[ \t]*([^\r\n]*\S)[ \t]*\r?\n[ \t]*\r?\n/
/** What people leave beside their templates without meaning a template. */
const leftAlone = /^(?:\..*|README(?:\..*)?)$/i

/** One of the product's own templates, as text. */
export function shippedNoticeTemplate(file: TemplateFile): string {
  return readFileSync(join(shippedFolder, file), 'utf8')
}

/** @param folder the customer's; a file that is missing there is the product's own. `undefined`: all are. */
export function readNoticeTemplates(folder: string | undefined): NoticeTemplatesReading {
  const problems: TemplateProblem[] = []
  const given = folder === undefined ? [] : filesIn(folder, problems)
  const sourceOf = (file: TemplateFile): { readonly path: string; readonly text: string } => {
    if (folder === undefined || !given.includes(file)) {
      return { path: join(shippedFolder, file), text: shippedNoticeTemplate(file) }
    }
    const path = join(folder, file)
    try {
      return { path, text: readFileSync(path, 'utf8').replace(/^\uFEFF/, '') }
    } catch (fault) {
      problems.push(ofWhole(path, { kind: 'unreadable', why: codeOf(fault) }))
      return { path, text: shippedNoticeTemplate(file) }
    }
  }
  const read = (text: string, path: string, firstLine: number): readonly TemplateNode[] => {
    const reading = readTemplate(text, path, noticePlaceholders, firstLine)
    if (reading.kind === 'template') return reading.nodes
    problems.push(...reading.problems)
    return []
  }
  const templateOf = (language: Language): NoticeTemplate => {
    const plain = sourceOf(`notice.${language}.txt`)
    const html = sourceOf(`notice.${language}.html`)
    const head = firstLines.exec(plain.text)
    if (head === null) problems.push({ file: plain.path, line: 1, name: '', fault: { kind: 'no-subject' } })
    return {
      subject: read(head?.[1] ?? '', plain.path, 1),
      text: read(plain.text.slice(head?.[0].length ?? 0), plain.path, head === null ? 1 : 3),
      html: read(html.text, html.path, 1),
    }
  }
  const templates = { en: templateOf('en'), ja: templateOf('ja') }
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'templates', templates }
}

/** A file with a mistyped name would be without effect, and nobody would know. */
function filesIn(folder: string, problems: TemplateProblem[]): readonly string[] {
  let names
  try {
    names = readdirSync(folder)
  } catch (fault) {
    problems.push(ofWhole(folder, { kind: 'unreadable', why: codeOf(fault) }))
    return []
  }
  const known: readonly string[] = noticeTemplateFiles
  for (const name of names) {
    if (known.includes(name) || leftAlone.test(name)) continue
    problems.push(ofWhole(join(folder, name), { kind: 'unknown-file', known }))
  }
  return names
}

function ofWhole(file: string, fault: TemplateFault): TemplateProblem {
  return { file, line: 0, name: '', fault }
}
