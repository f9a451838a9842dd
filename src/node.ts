/** The library with what needs a file system: in Node this is what `import 'vendorscan'` gives. */
export * from './index.ts'
export { checkLists, ListsError, type ListsProblem, loadLists } from './lists/index.ts'
