// The programs that read files back in the tests, and the browser: finds them, or installs Debian's.
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ensureChromium } from './chromium.mjs'
import { findProgram, installPackages } from './debian.mjs'
import { fail } from './ensure.mjs'

const PYTHON_PACKAGES = '/usr/lib/python3/dist-packages'
const isPython = (name) => existsSync(join(PYTHON_PACKAGES, name))

/** Without what is `isNeeded` tests fail; the others' own tests say that they are left out. */
const READERS = [
  { debian: 'gdal-bin', isNeeded: true, isThere: () => findProgram('ogr2ogr') !== null },
  { debian: 'python3-ezdxf', isThere: () => isPython('ezdxf') },
  { debian: 'python3-qgis', isThere: () => isPython('qgis') },
  {
    debian: 'poppler-utils',
    isNeeded: true,
    isThere: () => ['pdftotext', 'pdftoppm'].every((name) => findProgram(name) !== null),
  },
  { debian: 'libreoffice-writer-nogui', isNeeded: true, isThere: () => findProgram('soffice') !== null },
  // A library of the same program, beside it.
  { debian: 'libreoffice-calc-nogui', isNeeded: true, isThere: () => hasBesideOffice('libsclo.so') },
]
function hasBesideOffice(library) {
  const office = findProgram('soffice')
  return office !== null && existsSync(join(dirname(realpathSync(office)), library))
}

/** Installs what is missing (300 MB in all, a minute) where that is allowed without a question. */
export function ensureReaders() {
  const missing = READERS.filter(({ isThere }) => !isThere())
  if (missing.length === 0) return
  const packages = missing.map(({ debian }) => debian)
  installPackages(`Installing ${packages.join(', ')} for the tests…`, [
    '--no-install-recommends',
    ...packages,
  ])
  const needed = missing.filter(({ isNeeded, isThere }) => isNeeded && !isThere()).map(({ debian }) => debian)
  if (needed.length > 0)
    fail(`The tests read files back with other programs: run \`sudo apt-get install ${needed.join(' ')}\`.`)
}

if (process.argv[1] === import.meta.filename) {
  ensureChromium()
  ensureReaders()
}
