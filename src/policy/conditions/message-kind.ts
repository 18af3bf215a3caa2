/** What kind of message a mail is, by its fields and its structure; all of it is the sender's own word. */

import { z } from 'zod'

import type { MessageKind } from '../../inspect/content-facts.ts'
import { conditionContentTexts } from '../../text/condition-content.ts'
import { cannotTell, no, yes } from '../answer.ts'
import { defineCondition } from '../condition.ts'
import { contentNotGathered, hiddenParts } from '../content-troubles.ts'
import { oneOrMore } from '../setting-values.ts'
import { isSubset } from '../subset.ts'

const messageKinds = [
  'automatic-reply',
  'calendar',
  'delivery-report',
  'disposition-report',
  'smime-signed',
  'smime-encrypted',
  'pgp-signed',
  'pgp-encrypted',
  'tnef',
] as const satisfies readonly MessageKind[]

export const messageKind = defineCondition<readonly MessageKind[]>({
  kind: 'messageKind',
  schema: oneOrMore<MessageKind>(z.enum(messageKinds)),
  describe: (settings, language) => conditionContentTexts[language].messageKind(settings),
  examples: ['automatic-reply', ['smime-encrypted', 'pgp-encrypted']],
  needs: () => ['content'],
  prepare: (settings) => {
    const wanted = new Set(settings)
    return ({ content }) => {
      if (content === undefined) return contentNotGathered
      const found = content.kinds.find((kind) => wanted.has(kind))
      if (found !== undefined) return yes({ kind: 'message', text: found })
      const hidden = hiddenParts(content)
      return hidden.length === 0 ? no : cannotTell(...hidden)
    }
  },
  implies: isSubset,
})
