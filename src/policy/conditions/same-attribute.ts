/** Sender and recipients share a unit, an attribute or the role. */

import { conditionAddressTexts } from '../../text/condition-addresses.ts'
import { defineCondition } from '../condition.ts'
import { compareValues, sameValueSchema, usesOfSameValue, type SameValueSettings } from '../same-value.ts'

export const sameAttribute = defineCondition<SameValueSettings>({
  kind: 'sameAttribute',
  schema: sameValueSchema('all'),
  describe: (settings, language) => conditionAddressTexts[language].sameAttribute(settings),
  examples: [{ key: 'department' }, { key: 'bureau', recipients: 'any' }],
  uses: usesOfSameValue,
  prepare: (settings, world) => compareValues(settings, world, 'same'),
  implies: (settings, other) =>
    settings.key === other.key && (settings.recipients === 'all' || other.recipients === 'any'),
})
