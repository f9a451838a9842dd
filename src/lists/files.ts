/** A JSON file of a folder of lists: its path in the folder, its text, what the text says. */
export interface ListFile {
  readonly path: string
  readonly text: string
  readonly value: unknown
}

/** The subfolders and files of a folder of lists. */
export const LIST_PARTS = {
  vendors: 'vendors',
  measures: 'measures',
  registries: 'registries',
  index: 'index.json',
  vocabulary: 'vocabulary.json',
  jurisdictions: 'jurisdictions.json',
} as const
