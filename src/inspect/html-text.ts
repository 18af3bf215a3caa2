/**
 * HTML as text: what a reader sees, the same with what is hidden from him, and what stands where nobody looks
 * (comments, attributes, styles, scripts). It draws nothing: whether something is hidden is read from its styles alone.
 */

import { Parser } from 'htmlparser2'
import { paragraph } from './normal-text.ts'

export interface HtmlText {
  /** Everything between the tags, hidden or not. */
  readonly whole: string
  /** Without what is hidden; `undefined` where nothing is. */
  readonly seen: string | undefined
  /** More elements are inside each other than are told apart; then nothing but the tags was taken out. */
  readonly isTooDeep: boolean
  /** Comments, attributes that speak to people, styles and scripts; each its own paragraph. */
  readonly aside: string
}

const blocks: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt fieldset ' +
    'figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li main menu nav ' +
    'noframes object ol optgroup option p pre section select summary table tbody tfoot thead title tr ul'
  ).split(' '),
)
const cells: ReadonlySet<string> = new Set(['td', 'th'])
/** Not `head`: where it is not closed, all that is shown stands in it. */
const asides: ReadonlySet<string> = new Set(['style', 'script', 'template', 'title'])
const spokenAttributes = ['alt', 'title', 'placeholder', 'value', 'aria-label', 'content', 'summary', 'label']
const hidingStyle =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0*(?:\.0+|0|1)(?:px|pt|em|rem|%)?\s*(?:[;!]|$)|(?<![-\w])opacity\s*:\s*0*(?:\.0+)?\s*(?:[;!]|$)|mso-hide\s*:\s*all|(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white|transparent|rgba?\(\s*255\s*,\s*255\s*,\s*255)|(?:max-)?(?:height|width)\s*:\s*0(?:px|pt)?\s*(?:[;!]|$)|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}/i
const hidingFont = /^(?:#?fff(?:fff)?|white)$/i
const simpleSelector = /^([a-z0-9]*)(?:([.#])([\w-]+))?$/i
/** Deeper elements are no page that somebody wrote, and cost the parser more than in proportion. */
const mostElements = 5_000
const tag = /<[^>]*(?:>|$)/g

interface Hiding {
  readonly tags: Set<string>
  readonly classes: Set<string>
  readonly ids: Set<string>
}

/** The text of each `style` element, in time that grows in proportion to `html`. */
function* styleSheets(html: string): Generator<string> {
  const start = /<style\b[^>]{0,1000}>/gi
  const end = /<\/style/gi
  while (start.exec(html) !== null) {
    end.lastIndex = start.lastIndex
    const found = end.exec(html)
    yield html.slice(start.lastIndex, found?.index)
    if (found === null) return
    start.lastIndex = end.lastIndex
  }
}

/** What the style sheets of the mail hide, by simple selectors. */
function readStyles(html: string): Hiding {
  const hiding: Hiding = { tags: new Set(), classes: new Set(), ids: new Set() }
  for (const sheet of styleSheets(html))
    for (const rule of sheet.split('}')) {
      const brace = rule.lastIndexOf('{')
      if (brace < 0 || !hidingStyle.test(rule.slice(brace + 1))) continue
      for (const selector of rule.slice(Math.max(0, rule.lastIndexOf('{', brace - 1)), brace).split(',')) {
        const [, name = '', mark, word = ''] = simpleSelector.exec(selector.trim()) ?? []
        if (mark === '.') hiding.classes.add(word)
        else if (mark === '#') hiding.ids.add(word)
        else if (name !== '') hiding.tags.add(name.toLowerCase())
      }
    }
  return hiding
}

function isHidden(name: string, attributes: Readonly<Record<string, string>>, hiding: Hiding): boolean {
  const { style, id } = attributes
  return (
    'hidden' in attributes ||
    (style !== undefined && hidingStyle.test(style)) ||
    (name === 'font' && (hidingFont.test(attributes['color'] ?? '') || attributes['size'] === '0')) ||
    hiding.tags.has(name) ||
    (id !== undefined && hiding.ids.has(id)) ||
    (hiding.classes.size > 0 &&
      (attributes['class'] ?? '').split(/\s+/).some((word) => hiding.classes.has(word)))
  )
}

class TooDeep extends Error {}

/**
 * As it stands, and as text: for the programs that show what a conditional comment wraps, or what stands behind a title that
 * is not closed.
 */
function withTextOfTags(aside: string): string {
  return aside.includes('<') ? `${aside}${paragraph}${aside.replace(tag, '')}` : aside
}

/** Never throws; memory grows in proportion to `html`. */
export function htmlText(html: string): HtmlText {
  const hiding = readStyles(html)
  const whole: string[] = []
  const seen: string[] = []
  const aside: string[] = []
  let hidesSomething = false
  /** Open elements that matter, innermost last. */
  const open: { readonly name: string; readonly kind: 'hidden' | 'aside' }[] = []
  let depth = 0
  let hiddenDepth = 0
  let asideDepth = 0

  const breakText = (mark: string): void => {
    if (asideDepth > 0) aside.push(mark)
    whole.push(mark)
    seen.push(mark)
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++depth > mostElements) throw new TooDeep()
        if (blocks.has(name)) breakText(paragraph)
        else if (cells.has(name)) breakText('\t')
        for (const spoken of spokenAttributes) {
          const text = attributes[spoken]
          if (text !== undefined && text !== '') aside.push(text, paragraph)
        }
        if (asides.has(name)) {
          open.push({ name, kind: 'aside' })
          asideDepth++
        } else if (isHidden(name, attributes, hiding)) {
          hidesSomething = true
          open.push({ name, kind: 'hidden' })
          hiddenDepth++
        }
      },
      ontext(text) {
        if (asideDepth > 0) {
          aside.push(text)
          return
        }
        whole.push(text)
        if (hiddenDepth === 0) seen.push(text)
      },
      onclosetag(name) {
        depth--
        const last = open.at(-1)
        if (last?.name === name) {
          open.pop()
          if (last.kind === 'aside') {
            asideDepth--
            aside.push(paragraph)
          } else hiddenDepth--
        }
        if (blocks.has(name)) breakText(paragraph)
        else if (cells.has(name)) breakText('\t')
      },
      oncomment(comment) {
        aside.push(comment, paragraph)
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  try {
    parser.write(html)
    parser.end()
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error
    return { whole: html.replace(tag, ''), seen: undefined, aside: html, isTooDeep: true }
  }
  return {
    whole: whole.join(''),
    seen: hidesSomething ? seen.join('') : undefined,
    aside: withTextOfTags(aside.join('')),
    isTooDeep: false,
  }
}
