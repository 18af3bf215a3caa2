/** Why the gate does not start: one message for the administrator, in the language of the configuration. */
export class StartFailure extends Error {}
