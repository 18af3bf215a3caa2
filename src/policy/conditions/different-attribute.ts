/** Sender and recipients are of different units, attributes or roles: a wall between departments. */

import { conditionAddressTexts } from '../../text/condition-addresses.ts'
import { defineCondition } from '../condition.ts'
import { compareValues, sameValueSchema, usesOfSameValue, type SameValueSettings } from '../same-value.ts'

export const differentAttribute = defineCondition<SameValueSettings>({
  kind: 'differentAttribute',
  schema: sameValueSchema('any'),
  describe: (settings, language) => conditionAddressTexts[language].differentAttribute(settings),
  examples: [{ key: 'bureau_kind' }, { key: 'bureau', recipients: 'all' }],
  uses: usesOfSameValue,
  prepare: (settings, world) => compareValues(settings, world, 'different'),
  implies: (settings, other) =>
    settings.key === other.key && (settings.recipients === 'all' || other.recipients === 'any'),
})
