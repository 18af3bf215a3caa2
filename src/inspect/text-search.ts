/**
 * Answers the questions about the texts of a mail: each text is brought into one form once and read once for all words,
 * once for all patterns and once for all personal data. No text is kept.
 */

import { printable } from '../mail/printable.ts'
import {
  questionKey,
  type PersonalData,
  type TextAnswer,
  type TextQuestion,
  type TextScope,
} from './content-facts.ts'
import type { Place, ScopedTrouble } from './course.ts'
import { normalText } from './normal-text.ts'
import { withoutDeniedEnclosures } from './own-text.ts'
import { compilePatterns, type PatternSearch } from './pattern-search.ts'
import { withPlainDashes } from './personal-data/digits.ts'
import { personalDataFinders, type PersonalDataFinder } from './personal-data/finders.ts'
import { compileWords, type WordSearch } from './word-search.ts'

/** The questions of one revision, made ready once for all mails. */
export interface CompiledQuestions {
  readonly questions: readonly TextQuestion[]
  readonly keys: readonly string[]
  readonly words: WordSearch
  /** For each word of `words`: which questions ask for it, and how it was written. */
  readonly askedWords: readonly { readonly word: string; readonly questions: readonly number[] }[]
  /** Likewise, for what the author wrote himself. */
  readonly ownWords: WordSearch
  readonly askedOwnWords: CompiledQuestions['askedWords']
  readonly patterns: PatternSearch
  readonly askedPatterns: readonly number[]
  readonly personalData: readonly {
    readonly finder: PersonalDataFinder
    readonly questions: readonly number[]
  }[]
}

/** Findings of one text question so far. */
interface Findings {
  readonly distinct: Set<string>
  readonly examples: { path: string; text: string }[]
}

export interface TextSearch {
  /** No question looks into such a place. */
  readonly isIdle: (scope: TextScope) => boolean
  /** A question asks for what the author wrote himself, in such a place. */
  readonly asksForOwn: (scope: TextScope) => boolean
  /** `isLate` is asked between steps; when it is, the rest is not read. */
  readonly read: (place: Place, text: string, isLate: () => boolean) => void
  /** Looks for words alone. */
  readonly readWords: (place: Place, text: string) => void
  /** What the author wrote himself. */
  readonly readOwn: (place: Place, text: string) => void
  readonly answers: (troubles: readonly ScopedTrouble[]) => ReadonlyMap<string, TextAnswer>
}

const mostFindings = 10_000
const mostExamples = 5
const longestExample = 60
const longestKey = 200

/** Throws for a pattern that the engine does not take: it is checked before a revision is saved. */
export function compileQuestions(questions: readonly TextQuestion[]): CompiledQuestions {
  const words = new Map<string, number[]>()
  const ownWords = new Map<string, number[]>()
  const patterns: { pattern: string; ignoreCase: boolean }[] = []
  const askedPatterns: number[] = []
  const personalData = new Map<PersonalData, number[]>()
  for (const [index, question] of questions.entries()) {
    if (question.kind === 'words')
      for (const word of question.words) append(question.own === true ? ownWords : words, word, index)
    else if (question.kind === 'personal-data') append(personalData, question.data, index)
    else {
      patterns.push(question)
      askedPatterns.push(index)
    }
  }
  return {
    questions,
    keys: questions.map(questionKey),
    words: compileWords([...words.keys()]),
    askedWords: [...words].map(([word, asking]) => ({ word, questions: asking })),
    ownWords: compileWords([...ownWords.keys()]),
    askedOwnWords: [...ownWords].map(([word, asking]) => ({ word, questions: asking })),
    patterns: compilePatterns(patterns),
    askedPatterns,
    personalData: [...personalData].map(([data, asking]) => ({
      finder: personalDataFinders[data],
      questions: asking,
    })),
  }
}

function append<Key>(lists: Map<Key, number[]>, key: Key, value: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else if (list.at(-1) !== value) list.push(value)
}

function sharesScope(one: TextScope, other: TextScope): boolean {
  return (one.body && other.body) || (one.attachments && other.attachments)
}

/** Ready for one mail. */
export function createTextSearch(compiled: CompiledQuestions): TextSearch {
  const { questions, keys, words, askedWords, patterns, askedPatterns, personalData } = compiled
  const { ownWords, askedOwnWords } = compiled
  const findings = questions.map((): Findings => ({ distinct: new Set(), examples: [] }))

  /** False: this question needs no more findings. */
  const note = (index: number, place: Place, key: string, example: string): boolean => {
    const found = findings[index]
    if (found === undefined || found.distinct.size >= mostFindings) return false
    const { size } = found.distinct
    found.distinct.add(key.length > longestKey ? key.slice(0, longestKey) : key)
    if (found.distinct.size > size && found.examples.length < mostExamples)
      found.examples.push({ path: printable(place.path, 300), text: printable(example, longestExample - 1) })
    return true
  }
  const isAsked = (index: number, place: Place): boolean => {
    const question = questions[index]
    return question !== undefined && sharesScope(question, place)
  }

  const searchWords = (
    search: WordSearch,
    askedFor: CompiledQuestions['askedWords'],
    place: Place,
    normal: string,
  ): void =>
    search.find(normal.toLowerCase(), (index) => {
      const asked = askedFor[index]
      if (asked === undefined) return
      for (const question of asked.questions)
        if (isAsked(question, place)) note(question, place, asked.word, asked.word)
    })

  return {
    asksForOwn: (scope) =>
      askedOwnWords.length > 0 &&
      questions.some(
        (question) => question.kind === 'words' && question.own === true && sharesScope(question, scope),
      ),
    readWords: (place, text) => {
      if (askedWords.length > 0) searchWords(words, askedWords, place, normalText(text))
    },
    readOwn: (place, text) =>
      searchWords(ownWords, askedOwnWords, place, withoutDeniedEnclosures(normalText(text))),
    isIdle: (scope) => !questions.some((question) => sharesScope(question, scope)),
    read: (place, text, isLate) => {
      const normal = normalText(text)
      if (askedWords.length > 0) searchWords(words, askedWords, place, normal)
      const dashed = personalData.length > 0 ? withPlainDashes(normal) : ''
      for (const { finder, questions: asking } of personalData) {
        const wanted = asking.filter((index) => isAsked(index, place))
        if (wanted.length === 0) continue
        finder(dashed, (key, example) => {
          for (const index of wanted) note(index, place, key, example)
        })
        if (isLate()) return
      }
      if (!askedPatterns.some((index) => isAsked(index, place))) return
      for (const pattern of patterns.matching(normal)) {
        const index = askedPatterns[pattern]
        if (index === undefined || !isAsked(index, place)) continue
        let looks = 0
        patterns.findAll(pattern, normal, (match) => {
          if (++looks % 64 === 0 && isLate()) return false
          return note(index, place, match, match)
        })
      }
    },
    answers: (troubles) =>
      new Map(
        questions.map((question, index): [string, TextAnswer] => {
          const found = findings[index]
          return [
            keys[index] ?? '',
            {
              found: found?.distinct.size ?? 0,
              examples: found?.examples ?? [],
              troubles: troubles.filter(({ scope }) => sharesScope(question, scope)),
            },
          ]
        }),
      ),
  }
}
