import type { Description } from './assembly.ts'

/** Name and version of an SPDX 2 document, and what is doubtful about it. */
export function describeSpdxVersion(text: string | undefined, serialisation: string): Description {
  const version = text?.trim().replace(/^SPDX-/i, '')
  if (version !== undefined && /^2\.[0-3](\.\d+)?$/.test(version)) {
    return { format: `SPDX ${version} ${serialisation}` }
  }
  if (version !== undefined && /^1\.[0-2]$/.test(version)) {
    return {
      format: `SPDX ${version} ${serialisation}`,
      problem: {
        code: 'unsupported-version',
        severity: 'warning',
        message: `SPDX ${version} is older than 2.0; its packages and files were read as those of 2.3.`,
      },
    }
  }
  return {
    format: `SPDX ${version ?? ''} ${serialisation}`.replace('  ', ' '),
    problem: {
      code: 'unsupported-version',
      severity: 'warning',
      message:
        version === undefined
          ? 'The document does not say which version of SPDX it follows; it was read as 2.3.'
          : `SPDX version "${version.slice(0, 40)}" is not known; the document was read as 2.3.`,
    },
  }
}
