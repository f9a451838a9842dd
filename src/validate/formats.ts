/**
 * The formats that official schemas name and that `ajv-formats` does not know: whether a text is of it. What is
 * accepted is what CycloneDX's own validator accepts.
 */
export const furtherFormats: Readonly<Record<string, true | ((text: string) => boolean)>> = {
  'idn-email': isInternationalAddress,
  // Schemas of CycloneDX give it to whatever may be a link; their own validator takes any text.
  'iri-reference': true,
}

/** A mailbox of RFC 5321, 4.1.2, in which letters may be of any script (RFC 6531), at a domain of two labels or more. */
function isInternationalAddress(text: string): boolean {
  if (text.length > 986) return false
  const at = text.lastIndexOf('@')
  if (at < 0) return false
  const local = text.slice(0, at)
  const domain = text.slice(at + 1)
  if (!DOT_STRING.test(local) && !QUOTED_STRING.test(local)) return false
  if (domain.startsWith('[')) return LITERAL.test(domain)
  const labels = domain.split('.')
  return (
    domain.length <= 253 &&
    labels.length >= 2 &&
    labels.at(-1)!.length >= 2 &&
    labels.every((label) => label.length <= 63 && LABEL.test(label))
  )
}

const DOT_STRING = /^[\w!#$%&'*+\-/=?^`{|}~\u0080-\uffff]+(?:\.[\w!#$%&'*+\-/=?^`{|}~\u0080-\uffff]+)*$/
const QUOTED_STRING = /^"(?:[ !#-[\]-~\u0080-\uffff]|\\[ -~])*"$/
const LABEL = /^[0-9A-Za-z\u0080-\uffff](?:[0-9A-Za-z\u0080-\uffff-]*[0-9A-Za-z\u0080-\uffff])?$/
/** An address in brackets; what stands in one is not looked at closely. */
const LITERAL = /^\[(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Za-z-]*[0-9A-Za-z]:[!-Z^-~]+)\]$/
