import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

export interface RouteFound {
  /** The name of the route's folder. */
  route: string
  hasLoader: boolean
  hasAction: boolean
  /** What the field `intent` may say, as the route's files read it. */
  intents: string[]
}

/** Every route of the program with its intents, read from its source: nothing is left out because nobody remembered it. */
export function collectRoutes(home = process.env.SREDA_HOME!): RouteFound[] {
  const folder = join(home, 'app', 'routes')
  return readdirSync(folder)
    .sort()
    .map(function lookInto(route) {
      const files = readdirSync(join(folder, route)).filter((name) => /\.tsx?$/.test(name))
      const main = files.find((name) => /^route\.tsx?$/.test(name))
      if (!main) throw new Error(`app/routes/${route} has no route file.`)
      const sources = files.map((name) => parse(join(folder, route, name)))
      const entry = sources[files.indexOf(main)]!
      return {
        route,
        hasLoader: exportsFunction(entry, 'loader'),
        hasAction: exportsFunction(entry, 'action'),
        intents: [...new Set(sources.flatMap(intentsIn))].sort(),
      }
    })
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
}

function exportsFunction(source: ts.SourceFile, name: string): boolean {
  return source.statements.some(
    (statement) =>
      (ts.isFunctionDeclaration(statement) && statement.name?.text === name) ||
      (ts.isVariableStatement(statement) &&
        statement.declarationList.declarations.some((one) => one.name.getText() === name)),
  )
}

/** `intent: z.literal('x')`, `form.get('intent') === 'x'`, `intent === 'x'`, and the cases of a `switch` on either. */
function intentsIn(source: ts.SourceFile): string[] {
  const found: string[] = []
  const asksIntent = (node: ts.Node) => /\.get\('intent'\)|^intent$/.test(node.getText())
  visit(source, (node) => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'intent') {
      for (const [, text] of node.initializer.getText().matchAll(/z\.literal\('([\w-]+)'\)/g))
        found.push(text!)
      const list = /z\.enum\(\[([^\]]*)\]/.exec(node.initializer.getText())?.[1] ?? ''
      for (const [, text] of list.matchAll(/'([\w-]+)'/g)) found.push(text!)
    }
    if (
      ts.isBinaryExpression(node) &&
      /^[!=]==$/.test(node.operatorToken.getText()) &&
      asksIntent(node.left)
    ) {
      if (ts.isStringLiteralLike(node.right)) found.push(node.right.text)
    }
    if (ts.isSwitchStatement(node) && asksIntent(node.expression)) {
      for (const clause of node.caseBlock.clauses)
        if (ts.isCaseClause(clause) && ts.isStringLiteralLike(clause.expression))
          found.push(clause.expression.text)
    }
  })
  return found
}

function visit(node: ts.Node, look: (node: ts.Node) => void) {
  look(node)
  ts.forEachChild(node, (child) => visit(child, look))
}
