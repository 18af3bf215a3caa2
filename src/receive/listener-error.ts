/** Why a listener cannot start. */

import { listenerTexts, type ListenerProblem } from '../text/listener.ts'

/** `problem` for whoever prints it in the reader's language; the message is English. */
export class ListenerError extends Error {
  readonly problem: ListenerProblem

  constructor(problem: ListenerProblem) {
    super(listenerTexts.en(problem))
    this.name = 'ListenerError'
    this.problem = problem
  }
}
