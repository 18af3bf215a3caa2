/** What can be wrong with the template of a letter, and how a person is told. */

import type { InBothLanguages } from './language.ts'

export type TemplateFault =
  | {
      readonly kind: 'unknown-placeholder'
      /** The known name that looks most like it, if one does. */
      readonly nearest: string | undefined
      readonly known: readonly string[]
    }
  /** Braces with something that is no name: `{{{name}}}`, `{{> file}}`, `{{a.b}}`. */
  | { readonly kind: 'not-a-tag' }
  | { readonly kind: 'list-as-value' }
  | { readonly kind: 'closes-nothing' }
  | { readonly kind: 'closes-another'; readonly open: string; readonly openLine: number }
  | { readonly kind: 'section-not-closed' }
  | { readonly kind: 'tag-not-closed' }
  | { readonly kind: 'no-subject' }
  | { readonly kind: 'unknown-file'; readonly known: readonly string[] }
  | { readonly kind: 'unreadable'; readonly why: string }

export interface TemplateProblem {
  readonly file: string
  /** From 1; 0: the file as a whole. */
  readonly line: number
  /** The text at fault; `''` if there is none. */
  readonly name: string
  readonly fault: TemplateFault
}

/** One line: file, line, what is wrong, what to do. */
type SayTemplateProblem = (problem: TemplateProblem) => string

function place({ file, line }: TemplateProblem): string {
  return line === 0 ? file : `${file}:${line}`
}

function english({ name, fault }: TemplateProblem): string {
  switch (fault.kind) {
    case 'unknown-placeholder':
      return `there is no placeholder "${name}". ${
        fault.nearest === undefined
          ? `Known are: ${fault.known.join(', ')}.`
          : `Did you mean "${fault.nearest}"?`
      }`
    case 'not-a-tag':
      return `"{{${name}}}" is no placeholder. A name consists of small letters, digits and _; it may follow #, ^, / or !.`
    case 'list-as-value':
      return `"${name}" is a list. Write {{#${name}}} ... {{/${name}}} around what is said of each item.`
    case 'closes-nothing':
      return `{{/${name}}} closes a section that was not opened.`
    case 'closes-another':
      return `{{/${name}}} stands where {{/${fault.open}}} is due (opened in line ${fault.openLine}).`
    case 'section-not-closed':
      return `the section "${name}" is not closed. Add {{/${name}}}.`
    case 'tag-not-closed':
      return `"${name}" begins a placeholder that does not end. Add }}.`
    case 'no-subject':
      return 'the first line must be "Subject: ..." and the second one empty.'
    case 'unknown-file':
      return `no letter uses this file. Templates are named ${fault.known.join(', ')}; move other files elsewhere.`
    case 'unreadable':
      return `cannot be read (${fault.why}).`
  }
}

function japanese({ name, fault }: TemplateProblem): string {
  switch (fault.kind) {
    case 'unknown-placeholder':
      return `差し込み項目「${name}」はありません。${
        fault.nearest === undefined
          ? `使えるのは次のものです: ${fault.known.join(', ')}`
          : `「${fault.nearest}」ではありませんか。`
      }`
    case 'not-a-tag':
      return `「{{${name}}}」は差し込み項目ではありません。名前は英小文字・数字・_ で書きます。前に付けられる記号は # ^ / ! です。`
    case 'list-as-value':
      return `「${name}」は一覧です。{{#${name}}} と {{/${name}}} で、1 件ごとの文面を囲んでください。`
    case 'closes-nothing':
      return `{{/${name}}} に対応する開始がありません。`
    case 'closes-another':
      return `{{/${name}}} の位置には {{/${fault.open}}} が必要です (${fault.openLine} 行目で開始)。`
    case 'section-not-closed':
      return `「${name}」の終わりがありません。{{/${name}}} を書いてください。`
    case 'tag-not-closed':
      return `「${name}」で始まる差し込み項目が閉じていません。}} を書いてください。`
    case 'no-subject':
      return '1 行目は「Subject: 件名」、2 行目は空行にしてください。'
    case 'unknown-file':
      return `このファイルはどの通知にも使われません。ひな形の名前は ${fault.known.join(', ')} です。ほかのファイルは別の場所に移してください。`
    case 'unreadable':
      return `読み取れません (${fault.why})。`
  }
}

export const templateProblemTexts: InBothLanguages<SayTemplateProblem> = {
  en: (problem) => `${place(problem)}: ${english(problem)}`,
  ja: (problem) => `${place(problem)}: ${japanese(problem)}`,
}
