/**
 * The placeholder language of letters that a customer may rewrite: names, sections, remarks, and nothing that runs.
 * Owns reading a template, with every mistake at its line; what names there are is said by the caller.
 *
 *     {{name}}                      the value, escaped
 *     {{#name}} ... {{/name}}       once if the value is not empty, or once for each item of a list
 *     {{^name}} ... {{/name}}       only if the value is empty
 *     {{! remark }}                 nothing
 */

import { nearestWord } from '../text/nearest.ts'
import type { TemplateFault, TemplateProblem } from '../text/template-problems.ts'

/** The names that a template may use. `text`: a value; a map: a list, with the names of each item. */
export interface Names {
  readonly [name: string]: 'text' | Names
}

export type TemplateNode =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string }
  | {
      readonly kind: 'section'
      readonly name: string
      readonly inverted: boolean
      readonly nodes: readonly TemplateNode[]
    }

export type TemplateReading =
  | { readonly kind: 'template'; readonly nodes: readonly TemplateNode[] }
  | { readonly kind: 'problems'; readonly problems: readonly TemplateProblem[] }

interface OpenSection {
  readonly name: string
  readonly line: number
  readonly inverted: boolean
  readonly names: Names
  readonly nodes: TemplateNode[]
}

const tag = /\{\{([^]*?)\}\}/g
const word = /^[a-z][a-z0-9_]*$/

/**
 * Reads the text of a template. All its mistakes are reported.
 * @param file as it is to be named in a problem
 * @param firstLine the number of the first line of `source` in the file
 */
export function readTemplate(source: string, file: string, names: Names, firstLine = 1): TemplateReading {
  const problems: TemplateProblem[] = []
  const root: OpenSection = { name: '', line: 0, inverted: false, names, nodes: [] }
  const open: OpenSection[] = [root]
  const text = withoutLinesOfTags(source)
  let from = 0
  let line = firstLine

  const innermost = (): OpenSection => open.at(-1) ?? root
  const addLiteral = (to: number): void => {
    if (to > from)
      innermost().nodes.push({ kind: 'literal', text: text.slice(from, to).replaceAll(nothing, '') })
  }
  const find = (name: string, fault: TemplateFault): void => {
    problems.push({ file, line, name, fault })
  }
  const known = (name: string): 'text' | Names | undefined => {
    if (!word.test(name)) {
      find(name, { kind: 'not-a-tag' })
      return undefined
    }
    for (const section of open.toReversed()) {
      const found = Object.hasOwn(section.names, name) ? section.names[name] : undefined
      if (found !== undefined) return found
    }
    const all = [...new Set(open.flatMap((section) => Object.keys(section.names)))]
    find(name, { kind: 'unknown-placeholder', nearest: nearestWord(name, all), known: all })
    return undefined
  }

  for (const match of text.matchAll(tag)) {
    line += lineEnds(text.slice(from, match.index))
    addLiteral(match.index)
    from = match.index + match[0].length
    const inside = match[1] ?? ''
    const sign = inside.trimStart().charAt(0)
    const name = inside
      .trim()
      .slice('#^/!'.includes(sign) ? 1 : 0)
      .trim()
    if (sign === '#' || sign === '^') {
      const shape = known(name)
      const own = sign === '#' && typeof shape === 'object' ? shape : {}
      open.push({ name, line, inverted: sign === '^', names: own, nodes: [] })
    } else if (sign === '/') {
      const closed = open.length > 1 ? open.pop() : undefined
      if (closed === undefined) find(name, { kind: 'closes-nothing' })
      else {
        if (closed.name !== name)
          find(name, { kind: 'closes-another', open: closed.name, openLine: closed.line })
        const { inverted, nodes } = closed
        innermost().nodes.push({ kind: 'section', name: closed.name, inverted, nodes })
      }
    } else if (sign !== '!') {
      const shape = known(name)
      if (typeof shape === 'object') find(name, { kind: 'list-as-value' })
      innermost().nodes.push({ kind: 'value', name })
    }
    line += lineEnds(match[0])
  }
  const stray = text.indexOf('{{', from)
  if (stray !== -1) {
    line += lineEnds(text.slice(from, stray))
    find(text.slice(stray, stray + 20).split('\n', 1)[0] ?? '', { kind: 'tag-not-closed' })
  }
  for (const section of open.slice(1)) {
    problems.push({ file, line: section.line, name: section.name, fault: { kind: 'section-not-closed' } })
  }
  addLiteral(text.length)
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'template', nodes: root.nodes }
}

/** Keeps the place of a line end that is left out, so that lines can still be counted. */
const nothing = /\u0000\n/g
const lineOfTag = /^[ \t]*(\{\{[ \t]*[#^/!][^{}]*\}\})[ \t]*\n/gm

/** A section's tag, or a remark, alone on its line takes the line with it. */
function withoutLinesOfTags(source: string): string {
  return source.replaceAll('\r\n', '\n').replaceAll('\u0000', '').replaceAll(lineOfTag, '$1\u0000\n')
}

function lineEnds(text: string): number {
  return text.split('\n').length - 1
}
