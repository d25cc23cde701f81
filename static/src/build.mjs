// Compiles the front end into static/build/, which git ignores. Run by `npm run build`.
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

import * as esbuild from 'esbuild'
import * as sass from 'sass'

const here = path.dirname(fileURLToPath(import.meta.url))
const modules = path.join(here, 'node_modules')
const target = path.join(here, '..', 'build')

const fonts = path.join(modules, '@fontsource-variable', 'public-sans')
const copies = {
  'public-sans.woff2': path.join(fonts, 'files', 'public-sans-latin-wght-normal.woff2'),
  'public-sans-extended.woff2': path.join(fonts, 'files', 'public-sans-latin-ext-wght-normal.woff2'),
  // The Open Font License travels with the font.
  'LICENSE.public-sans.txt': path.join(fonts, 'LICENSE')
}

async function buildStyles () {
  const { css } = await sass.compileAsync(path.join(here, 'sass', 'main.scss'), {
    loadPaths: [modules],
    quietDeps: true,
    style: 'compressed'
  })
  await writeFile(path.join(target, 'site.css'), css)
}

async function buildScripts () {
  const options = { bundle: true, minify: true, target: 'es2019', legalComments: 'none', absWorkingDir: here }
  await esbuild.build({ ...options, entryPoints: ['js/site.js'], format: 'esm', outfile: path.join(target, 'site.js') })
  await esbuild.build({ ...options, entryPoints: ['js/support.js'], format: 'iife', outfile: path.join(target, 'support.js') })
}

async function report () {
  for (const name of ['site.css', 'site.js', 'support.js']) {
    const bytes = await readFile(path.join(target, name))
    console.log(`${name}: ${bytes.length} bytes, ${gzipSync(bytes).length} gzipped`)
  }
  console.log(`public-sans.woff2: ${(await stat(path.join(target, 'public-sans.woff2'))).size} bytes`)
}

await rm(target, { recursive: true, force: true })
await mkdir(target, { recursive: true })
await Promise.all([
  buildStyles(),
  buildScripts(),
  ...Object.entries(copies).map(([name, source]) => copyFile(source, path.join(target, name)))
])
await report()
