#!/usr/bin/env node
// Starts the terminal on the Node that this package brings along, whichever Node is on the PATH.
// Plain old syntax on purpose: an old Node must be able to read it far enough to say what is missing.
'use strict'
var childProcess = require('node:child_process')
var fs = require('node:fs')
var path = require('node:path')

var root = path.join(__dirname, '..')
var bundled = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
var runtime = fs.existsSync(bundled) ? fs.realpathSync(bundled) : process.execPath

if (runtime === process.execPath && Number(process.versions.node.split('.')[0]) < 26) {
  console.error(
    'sekisho: this needs Node.js 26 or newer, and this is ' +
      process.version +
      '. Run "npm ci" in ' +
      root +
      ' to bring the right one along, or install Node.js 26.',
  )
  process.exit(2)
}

// Measured: docs/benchmark.md, "Options of Node".
var options = require('./node-options.json')
if (process.argv[2] === 'night') options = options.concat(require('./night-options.json'))
var words = options.concat(path.join(root, 'src', 'main.ts'), process.argv.slice(2))
var environment = Object.assign(
  { MALLOC_ARENA_MAX: '1', NODE_COMPILE_CACHE: path.join(root, 'node_modules', '.cache', 'sekisho') },
  process.env,
)

if (typeof process.execve === 'function') {
  // This process becomes the terminal: a second Node beside a running gate would be 40 MiB for nothing.
  process.execve(runtime, [runtime].concat(words), environment)
} else {
  spawnAndFollow()
}

function spawnAndFollow() {
  var child = childProcess.spawn(runtime, words, { stdio: 'inherit', env: environment })
  ;['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal)
    })
  })
  child.on('exit', function (code, signal) {
    if (signal) process.kill(process.pid, signal)
    else process.exit(code === null ? 2 : code)
  })
}
