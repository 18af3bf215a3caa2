/** What a proxy may say of a client: the attributes as EHLO announces them. */

export const xclientAttributes = 'NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT'
export const xforwardAttributes = 'NAME ADDR PORT PROTO HELO IDENT SOURCE'
