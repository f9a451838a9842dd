// What one writes first: parse it all, then look for a few names in a few fields. Usage: naive.mjs FILE
import { readFileSync } from 'node:fs'

const names = ['huawei', 'zte', 'hikvision', 'hytera', 'dahua']
const { components } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
let found = 0
for (const { name, group, publisher, supplier, purl, cpe } of components) {
  const texts = [name, group, publisher, supplier?.name, purl, cpe].map((text) => (text ?? '').toLowerCase())
  if (names.some((alias) => texts.some((text) => text.includes(alias)))) found++
}
console.log(found)
