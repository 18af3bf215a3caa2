/** Where an entry stands in the rules, in words; numbers count from 1. */

import type { EntryPlace } from '../people/verdict.ts'
import type { importReportTexts } from '../text/import-report.ts'

type PlaceTexts = (typeof importReportTexts)['en']['places']

export function placeWords(place: EntryPlace, texts: PlaceTexts): string {
  switch (place.kind) {
    case 'pattern': {
      const vacancy = place.vacancy === undefined ? undefined : place.vacancy + 1
      return texts.pattern(place.pattern, place.row + 1, vacancy, place.entry + 1)
    }
    case 'exception': {
      const list = typeof place.list === 'string' ? place.list : texts.vacancy(place.list.vacancy + 1)
      return texts.exception(place.exception, list, place.entry + 1)
    }
    case 'mailbox':
      return texts.mailbox(place.address, place.entry + 1)
  }
}
