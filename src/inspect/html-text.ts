/**
 * HTML as text: what a reader sees, the same with what is hidden from him, and what stands where nobody looks
 * (comments, attributes, styles, scripts). It draws nothing: whether something is hidden is read from its styles alone.
 */

import { Parser } from 'htmlparser2'
import { embeddedIn, type EmbeddedFile } from './data-uri.ts'
import { linkTexts } from './link-text.ts'
import { paragraph } from './normal-text.ts'

export interface HtmlText {
  /** Everything between the tags, hidden or not. */
  readonly whole: string
  /** Without what is hidden; `undefined` where nothing is. */
  readonly seen: string | undefined
  /**
   * What is seen as its lines run: without the readings that stand above characters, and without a gap between cells of a row
   * or between blocks that styles put side by side; with marks (U+202E) around what is shown from right to left. `undefined`
   * where it is the same as the others.
   */
  readonly run: string | undefined
  /** More elements are inside each other than are told apart; then nothing but the tags was taken out. */
  readonly isTooDeep: boolean
  /** Comments, attributes that speak to people, targets of links, styles and scripts; each its own paragraph. */
  readonly aside: string
  /** Files in `data:` URIs. */
  readonly embedded: readonly EmbeddedFile[]
}

const blocks: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt fieldset ' +
    'figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li main menu nav ' +
    'noframes object ol optgroup option p pre section select summary table tbody tfoot thead title tr ul'
  ).split(' '),
)
const cells: ReadonlySet<string> = new Set(['td', 'th'])
const rows: ReadonlySet<string> = new Set(['table', 'tbody', 'tfoot', 'thead', 'tr', 'caption'])
/** In `run`: where elements stand side by side, and what keeps rows apart even there. */
const joint = '\u001f'
const endOfRow = '\u2029'
/** Not `head`: where it is not closed, all that is shown stands in it. */
const asides: ReadonlySet<string> = new Set(['style', 'script', 'template', 'title'])
const spokenAttributes = [
  'alt',
  'title',
  'placeholder',
  'value',
  'aria-label',
  'content',
  'summary',
  'label',
  'srcdoc',
]
const targetAttributes = ['href', 'src', 'action', 'formaction', 'data', 'background', 'poster', 'xlink:href']
/** Readings above or beside Japanese characters. */
const readings: ReadonlySet<string> = new Set(['rt', 'rp', 'rtc'])
const besideStyle = /(?<![-\w])(?:display\s*:\s*(?:inline|contents)|float\s*:\s*(?:left|right|inline))/i
const overrideStyle = /unicode-bidi\s*:\s*(?:isolate|bidi)-override/i
const fromRightStyle = /(?<![-\w])direction\s*:\s*rtl/i
const hidingStyle =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0*(?:\.0+|0|1)(?:px|pt|em|rem|%)?\s*(?:[;!]|$)|(?<![-\w])opacity\s*:\s*0*(?:\.0+)?\s*(?:[;!]|$)|mso-hide\s*:\s*all|(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white|transparent|rgba?\(\s*255\s*,\s*255\s*,\s*255)|(?:max-)?(?:height|width)\s*:\s*0(?:px|pt)?\s*(?:[;!]|$)|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}/i
const hidingFont = /^(?:#?fff(?:fff)?|white)$/i
const simpleSelector = /^([a-z0-9]*)(?:([.#])([\w-]+))?$/i
/** Deeper elements are no page that somebody wrote, and cost the parser more than in proportion. */
const mostElements = 5_000
const tag = /<[^>]*(?:>|$)/g

/** Elements that rules of style sheets mean. */
interface Meant {
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

interface Styles {
  readonly hidden: Meant
  readonly beside: Meant
}

/** What the style sheets of the mail hide or put side by side, by simple selectors. */
function readStyles(html: string): Styles {
  const hidden: Meant = { tags: new Set(), classes: new Set(), ids: new Set() }
  const beside: Meant = { tags: new Set(), classes: new Set(), ids: new Set() }
  for (const sheet of styleSheets(html))
    for (const rule of sheet.split('}')) {
      const brace = rule.lastIndexOf('{')
      if (brace < 0) continue
      const selectors = rule.slice(Math.max(0, rule.lastIndexOf('{', brace - 1)), brace)
      const style = rule.slice(brace + 1)
      if (hidingStyle.test(style)) addMeant(hidden, selectors)
      if (besideStyle.test(style)) addMeant(beside, selectors)
    }
  return { hidden, beside }
}

function addMeant(meant: Meant, selectors: string): void {
  for (const selector of selectors.split(',')) {
    const [, name = '', mark, word = ''] = simpleSelector.exec(selector.trim()) ?? []
    if (mark === '.') meant.classes.add(word)
    else if (mark === '#') meant.ids.add(word)
    else if (name !== '') meant.tags.add(name.toLowerCase())
  }
}

type Attributes = Readonly<Record<string, string>>

function isMeant(name: string, attributes: Attributes, { tags, classes, ids }: Meant): boolean {
  const { id } = attributes
  return (
    tags.has(name) ||
    (id !== undefined && ids.has(id)) ||
    (classes.size > 0 && (attributes['class'] ?? '').split(/\s+/).some((word) => classes.has(word)))
  )
}

function isHidden(name: string, attributes: Attributes, { hidden }: Styles): boolean {
  const { style } = attributes
  return (
    'hidden' in attributes ||
    (style !== undefined && hidingStyle.test(style)) ||
    (name === 'font' && (hidingFont.test(attributes['color'] ?? '') || attributes['size'] === '0')) ||
    isMeant(name, attributes, hidden)
  )
}

function isBeside(name: string, attributes: Attributes, { beside }: Styles): boolean {
  return cells.has(name) || besideStyle.test(attributes['style'] ?? '') || isMeant(name, attributes, beside)
}

/** Shown from right to left, character by character. */
function isTurned(name: string, { style = '', dir = '' }: Attributes): boolean {
  if (name !== 'bdo' && !overrideStyle.test(style)) return false
  return dir.trim().toLowerCase() === 'rtl' || fromRightStyle.test(style)
}

class TooDeep extends Error {}

/**
 * As it stands, and as text: for the programs that show what a conditional comment wraps, or what stands behind a title that
 * is not closed.
 */
function withTextOfTags(aside: string): string {
  return aside.includes('<') ? `${aside}${paragraph}${aside.replace(tag, '')}` : aside
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13)
}

/** Without the joints, and without the white space and the ends of paragraphs around them. */
function joined(text: string): string {
  if (!text.includes(joint)) return text
  const pieces = text.split(joint).map((piece, index, all) => {
    let from = 0
    let to = piece.length
    if (index > 0) while (from < to && isSpace(piece.charCodeAt(from))) from++
    if (index < all.length - 1) while (to > from && isSpace(piece.charCodeAt(to - 1))) to--
    return piece.slice(from, to)
  })
  return pieces.join('')
}

/** Never throws; memory grows in proportion to `html`. */
export function htmlText(html: string): HtmlText {
  const styles = readStyles(html)
  const whole: string[] = []
  const seen: string[] = []
  const run: string[] = []
  const aside: string[] = []
  const targets = new Set<string>()
  const embedded: EmbeddedFile[] = []
  let hidesSomething = false
  let runsOtherwise = false
  /** Open elements that matter, innermost last. */
  const open: { readonly name: string; readonly kind: 'hidden' | 'aside' }[] = []
  /** Depths of the open elements without a break around them in `run`, and of those that are turned. */
  const beside: number[] = []
  const turned: number[] = []
  let depth = 0
  let hiddenDepth = 0
  let asideDepth = 0
  let readingDepth = 0

  const breakAround = (name: string): void => {
    const isBlock = blocks.has(name)
    if (!isBlock && !cells.has(name)) return
    const mark = isBlock ? paragraph : '\t'
    if (asideDepth > 0) aside.push(mark)
    whole.push(mark)
    seen.push(mark)
    run.push(beside.at(-1) === depth ? joint : rows.has(name) ? endOfRow : mark)
  }
  const readAttributes = (attributes: Attributes): void => {
    for (const spoken of spokenAttributes) {
      const text = attributes[spoken]
      if (text !== undefined && text !== '') aside.push(text, paragraph)
    }
    for (const attribute in attributes) {
      const files = embeddedIn(attributes[attribute] ?? '', attributes['download'])
      if (files.length > 0) embedded.push(...files)
      else if (targetAttributes.includes(attribute)) targets.add(attributes[attribute] ?? '')
    }
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++depth > mostElements) throw new TooDeep()
        if ((blocks.has(name) || cells.has(name)) && isBeside(name, attributes, styles)) beside.push(depth)
        breakAround(name)
        readAttributes(attributes)
        if (isTurned(name, attributes)) {
          turned.push(depth)
          run.push('\u202e')
        }
        if (readings.has(name)) readingDepth++
        runsOtherwise ||= beside.length > 0 || turned.length > 0 || readingDepth > 0
        if (asides.has(name)) {
          open.push({ name, kind: 'aside' })
          asideDepth++
        } else if (isHidden(name, attributes, styles)) {
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
        if (hiddenDepth > 0) return
        seen.push(text)
        if (readingDepth === 0) run.push(text)
      },
      onclosetag(name) {
        const last = open.at(-1)
        if (last?.name === name) {
          open.pop()
          if (last.kind === 'aside') {
            asideDepth--
            aside.push(paragraph)
          } else hiddenDepth--
        }
        if (readings.has(name)) readingDepth--
        if (turned.at(-1) === depth) {
          turned.pop()
          run.push('\u202c')
        }
        breakAround(name)
        if (beside.at(-1) === depth) beside.pop()
        depth--
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
    return {
      whole: html.replace(tag, ''),
      seen: undefined,
      run: undefined,
      aside: html,
      embedded,
      isTooDeep: true,
    }
  }
  const asideText = aside.join('')
  return {
    whole: whole.join(''),
    seen: hidesSomething ? seen.join('') : undefined,
    run: runsOtherwise ? joined(run.join('')) : undefined,
    aside: [withTextOfTags(asideText), ...linkTexts(targets)].join(paragraph),
    embedded: [...embedded, ...embeddedIn(asideText)],
    isTooDeep: false,
  }
}
