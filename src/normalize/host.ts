import { isAscii } from './name.ts'
import { decodePercent } from './percent.ts'

/**
 * The host of an address, lower case and without a trailing dot: of a URL, `git@host:path`, an e-mail address or
 * a bare host name; `null` where there is none. Numbers of addresses are no hosts.
 */
export function hostOf(text: string): string | null {
  let host = decodePercent(text.trim()).normalize('NFKC').replaceAll('。', '.').toLowerCase()
  host = host.replace(/^mailto:/, '').replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\//, '')
  const end = host.search(/[/?#\s\\]/)
  if (end >= 0) host = host.slice(0, end)
  const at = host.lastIndexOf('@')
  if (at >= 0) host = host.slice(at + 1)
  host = host.replace(/:.*$/, '').replace(/\.$/, '')
  return host.length <= 253 && isHost(host) ? host : null
}

/** Classes of Unicode letters are left to those names that need them: to make one takes milliseconds. */
function isHost(name: string): boolean {
  return isAscii(name)
    ? /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+(?:[a-z][a-z0-9-]*[a-z0-9])$/.test(name)
    : /^(?:[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?\.)+(?:\p{L}[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])$/u.test(
        name,
      )
}

/** The hosts of the addresses that stand in a text, in order, each once. */
export function hostsIn(text: string): readonly string[] {
  const found: string[] = []
  for (const word of text.split(/[\s<>()[\]{}"',;|]+/)) {
    if (!word.includes('.')) continue
    const host = hostOf(word.replace(/[.:!?]+$/, ''))
    if (host !== null && !found.includes(host)) found.push(host)
  }
  return found
}

/** A host and the domains above it, longest first, cut at labels: `a.b.example`, `b.example`, `example`. */
export function domainsAbove(host: string): readonly string[] {
  const domains = [host]
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1))
    domains.push(host.slice(dot + 1))
  return domains
}
