import { describe, expect, it } from 'vitest'
import { unknownFormat } from '../../src/read/unknown.ts'

describe('a document of no format that can be read is said to look like', () => {
  it.each<[string | null, string]>([
    ['a pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'],
    ["Syft's own JSON", '{"artifacts":[{"id":"a","name":"b","foundBy":"c"}]}'],
    [null, '{"artifacts":[1]}'],
    ["Trivy's own JSON", '{\n  "SchemaVersion": 2,\n  "ArtifactName": "x"\n}'],
    ['findings that Dependency-Track', '{"version":"1.2","meta":{"application":"Dependency-Track"}}'],
    ['an OpenVEX document', '{"@context":"https://openvex.dev/ns/v0.2.0"}'],
    ['a CSAF document', '{"document":{"csaf_version":"2.0"}}'],
    ['a report in SARIF', '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json"}'],
    ['CycloneDX or SPDX in JSON with something', 'INFO done\n{"bomFormat": "CycloneDX"}'],
    ['CycloneDX or SPDX in JSON with something', '// made by x\n{"spdxVersion": "SPDX-2.3"}'],
    [null, '{"bomFormat": "other"}'],
    ['CycloneDX written as YAML', '# a comment\nbomFormat: CycloneDX\n'],
    ["a package manager's lock file", '{"name":"x","lockfileVersion":3}'],
    ["a package manager's lock file", '<project xmlns="http://maven.apache.org/POM/4.0.0"/>'],
    ['a web page', '\n<!DOCTYPE html><title>Sign in</title>'],
    [null, '<a/>'],
    ['a list of MAC addresses', '10.0.0.1,aa:bb:cc:00:00:01,Acme\n'],
    ['a list of MAC addresses', '10.0.0.1\tAA-BB-CC-00-00-01\n'],
    ['a list of equipment in JSON', '[{"name": "a", "mac": "aa:bb:cc:00:00:01"}]'],
    ['a table without names', 'cam1,Acme,X-1\ncam2,Globex,Y-2\n'],
    ['a table without names', 'Name^Maker\na^Acme\n'],
    [null, 'Dear Sir,\nI write, as you know, to you\n'],
    [null, 'one\ntwo\n'],
    [
      'an Excel workbook of 2003',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    ],
    ["Nmap's XML", '<?xml version="1.0"?>\n<nmaprun scanner="nmap"/>'],
    [null, '{"macro": "aa:bb:cc:00:00:01"}'],
    [null, 'sha1 aa:bb:cc:00:00:01:02:03\n'],
    [null, 'Dear Sir or Madam'],
  ])('%j: %j', (name, text) => {
    const { code, message, hint } = unknownFormat(new TextEncoder().encode(text))
    expect(code).toBe('unknown-format')
    expect(hint).toBeTruthy()
    if (name === null) expect(message).toBe('The document is of no format that can be read.')
    else expect(message).toContain(`it looks like ${name}`)
  })
})
