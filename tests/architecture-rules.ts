import { posix } from 'node:path'
import ts from 'typescript'

/** Longer files are too much to hold in the head at once. */
const MAX_LINES = 350

interface Import {
  /** A path from the repository's root, or the name of a package. */
  to: string
  isPackage: boolean
  isTypeOnly: boolean
}

/** Who may import whom (values; a type leaves no trace in the program). A room may always import itself. */
const MAY_IMPORT: Record<string, string[]> = {
  routes: ['models', 'domain', 'formats', 'map', 'ui', 'i18n', 'offline', 'shell', 'forms', 'jobs', 'open'],
  // What programs of others read, by open standards.
  open: ['models', 'domain', 'formats', 'ui', 'i18n', 'shell', 'styles'],
  // The forms that several routes show.
  forms: ['domain', 'map', 'ui', 'i18n', 'offline', 'shell'],
  // The files that lie in app/ itself: paths, session, root, answers, what several routes load.
  shell: ['models', 'domain', 'formats', 'map', 'ui', 'i18n', 'offline', 'jobs', 'styles', 'forms'],
  models: ['db', 'domain'],
  formats: [],
  // A whole export reads one snapshot of the store; its rows come from models.
  jobs: [
    'models',
    'formats',
    'domain',
    'i18n',
    'open',
    'app/env.server.ts',
    'app/paths.ts',
    'app/export-formats.ts',
    'db/store.server.ts',
  ],
  map: ['domain', 'i18n', 'app/paths.ts', 'ui', 'styles'],
  ui: ['domain', 'i18n', 'app/paths.ts'],
  offline: ['domain', 'app/paths.ts', 'i18n'],
  i18n: ['domain'],
  domain: [],
  http: ['i18n', 'shell', 'app/env.server.ts'],
  seed: ['db', 'models', 'domain', 'formats', 'jobs', 'shell'],
  cli: ['db', 'models', 'domain', 'formats', 'jobs', 'i18n', 'seed', 'shell'],
  db: [],
  styles: [],
}

/** Rooms that may not even know another room's types. */
const STRICT = ['domain', 'db']
const TYPES_FOR_ALL = ['domain']
const STORE_PACKAGES = ['better-sqlite3', 'pg', '@electric-sql/pglite']
/** Outside the server's bundle: they run in node as they are. */
const OUTSIDE = /^(tests|bench|scripts)\/|^server\.ts$|^app\/cli\//
/** Where Remix removes what only the server needs before the browser gets the file. */
const REMIX_ENTRY = /^app\/routes\/[^/]+(\/route)?\.tsx?$|^app\/(root|entry\.server)\.tsx$/
/** Names that are never asked over the network: XML namespaces, licences, examples, the machine itself. */
const HARMLESS_HOSTS =
  /^(localhost|127\.0\.0\.1|0\.0\.0\.0|(.+\.)?example\.(org|com|net)|www\.w3\.org|(www\.)?openstreetmap\.org|www\.opengis\.net|schemas\.(openxmlformats\.org|microsoft\.com)|(www\.)?purl\.org|(www\.)?geopackage\.org|pabulib\.org|wiki\.open311\.org|creativecommons\.org|opendatacommons\.org)$/

export function roomOf(path: string): string {
  const [top, second, ...rest] = path.split('/')
  if (top !== 'app') return top!
  return rest.length > 0 ? second! : 'shell'
}

/** What breaks the rules of the house in one file, as sentences; [] when nothing does. */
export function breachesIn(path: string, text: string): string[] {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  const breaches: string[] = []
  if (lines > MAX_LINES && !mayBeLong(path))
    breaches.push(`${path} has ${lines} lines, more than ${MAX_LINES}`)
  if (!/\.[cm]?[tj]sx?$/.test(path)) return breaches
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  for (const one of importsOf(source, path)) breaches.push(...breachesOfImport(path, one))
  visit(source, (node) => {
    const said = breachOfNode(path, node)
    if (said) breaches.push(`${path} ${said}`)
  })
  return [...new Set(breaches)]
}

function mayBeLong(path: string): boolean {
  return /^app\/i18n\/|^db\/migrations\/|^db\/demo\/|generated|\.json$/.test(path)
}

function breachesOfImport(path: string, { to, isPackage, isTypeOnly }: Import): string[] {
  const breaches: string[] = []
  const says = (rule: string) => breaches.push(`${path} imports ${to}: ${rule}`)
  const from = roomOf(path)
  const isInside = /^(app|db)\//.test(path)
  if (isPackage) {
    if (
      STORE_PACKAGES.includes(packageName(to)) &&
      !isTypeOnly &&
      !/\.server\.tsx?$/.test(path) &&
      !OUTSIDE.test(path)
    ) {
      says('only *.server.ts opens the store')
    }
    if (isInside && from === 'domain' && !isTypeOnly && packageName(to) !== 'zod')
      says('domain imports zod only')
    if (isInside && !['models', 'db', 'seed', 'cli'].includes(from) && packageName(to) === 'drizzle-orm')
      says('only models speak SQL')
    return breaches
  }
  if (to === 'db/store.server.ts' && !isTypeOnly && !/\.server\.tsx?$/.test(path) && !OUTSIDE.test(path)) {
    says('only *.server.ts opens the store')
  }
  if (!isInside || !/^(app|db)\//.test(to)) return breaches
  const target = roomOf(to)
  const may = MAY_IMPORT[from]
  if (!may) says(`the room ${from} is not on the plan`)
  else if (target !== from && !may.includes(target) && !may.includes(to)) {
    const isErased =
      isTypeOnly && !STRICT.includes(from) && (from !== 'formats' || TYPES_FOR_ALL.includes(target))
    if (!isErased) says(`${from} may not import ${target}`)
  }
  const isServerOnly = /\.server\.tsx?$/.test(to)
  if (
    isServerOnly &&
    !isTypeOnly &&
    !/\.server\.(tsx?|mjs)$/.test(path) &&
    !REMIX_ENTRY.test(path) &&
    !OUTSIDE.test(path)
  ) {
    says('a file that browsers get may not import a server-only one')
  }
  return breaches
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function breachOfNode(path: string, node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node)) {
    const object = node.expression.getText()
    if (object === 'vi' && /^(mock|doMock)$/.test(node.name.text)) return `mocks (vi.${node.name.text})`
    if (/^(test|it|describe)\b/.test(object) && /^(skip|only|todo)$/.test(node.name.text)) {
      return `leaves tests out (.${node.name.text})`
    }
    if (
      node.name.text === 'formData' &&
      object === 'request' &&
      /^app\//.test(path) &&
      !/read-form|routes\/settings\//.test(path)
    )
      return 'reads a form past read-form.server.ts'
    if (/^app\/routes\//.test(path) && node.getText() === 'process.env') return 'reads process.env in a route'
    if (/^app\/domain\//.test(path) && /^(Math\.random|Date\.now)$/.test(node.getText()))
      return `uses ${node.getText()} in the domain`
  }
  if (
    ts.isNewExpression(node) &&
    /^app\/domain\//.test(path) &&
    node.expression.getText() === 'Date' &&
    !node.arguments?.length
  ) {
    return 'reads the clock in the domain'
  }
  if (ts.isIdentifier(node) && /^(not)?ilike$/i.test(node.text) && node.text.toLowerCase().endsWith('ilike'))
    return 'uses ilike, which SQLite has not'
  if (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'for'
  ) {
    const [strength] = node.arguments
    if (
      strength &&
      ts.isStringLiteralLike(strength) &&
      /^(update|share|no key update|key share)$/.test(strength.text)
    ) {
      return 'locks rows with .for(), which SQLite has not'
    }
  }
  if (
    /^app\//.test(path) &&
    (ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isJsxText(node))
  ) {
    for (const [, host] of node.text.matchAll(/https?:\/\/([\w.-]+)/g)) {
      if (!HARMLESS_HOSTS.test(host!)) return `names a foreign host, ${host}`
    }
  }
  return null
}

function importsOf(source: ts.SourceFile, path: string): Import[] {
  const found: Import[] = []
  const add = (node: ts.Node | undefined, isTypeOnly: boolean) => {
    if (node && ts.isStringLiteralLike(node)) found.push({ ...resolve(path, node.text), isTypeOnly })
  }
  visit(source, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, hasOnlyTypes(node.importClause))
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true)
  })
  return found
}

function hasOnlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.isTypeOnly) return true
  const named = clause.namedBindings
  if (clause.name || !named || !ts.isNamedImports(named)) return false
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly)
}

function resolve(path: string, specifier: string): { to: string; isPackage: boolean } {
  const to = specifier.replace(/\?.*$/, '')
  if (/^#(app|db)\//.test(to)) return { to: to.slice(1), isPackage: false }
  if (to.startsWith('.')) return { to: posix.join(posix.dirname(path), to), isPackage: false }
  return { to, isPackage: true }
}

function visit(node: ts.Node, look: (node: ts.Node) => void) {
  look(node)
  ts.forEachChild(node, (child) => visit(child, look))
}
