const { inspect } = require('internal/util/inspect')
const { hostname } = require('os')
const { formatted } = require('internal/test_runner/reporters')

const attribute = (text) => String(text).replace(/&(?!#\d{1,7};)/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;').replace(/\n/g, '&#10;')
const content = (text) => String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;')
const comment = (text) => String(text).replace(/--/g, '&#45;&#45;')

function xml (node) {
  const lead = '\t'.repeat(node.depth + 1)
  if (node.comment !== undefined) return `${lead}<!-- ${comment(node.comment)} -->\n`
  const attributes = Object.entries(node.attributes).map(([name, value]) => `${name}="${attribute(value)}"`).join(' ')
  if (node.text !== undefined) return `${lead}<${node.tag} ${attributes}>\n${content(node.text)}\n${lead}</${node.tag}>\n`
  if (node.children.length === 0) return `${lead}<${node.tag} ${attributes}/>\n`
  return `${lead}<${node.tag} ${attributes}>\n${node.children.map(xml).join('')}${lead}</${node.tag}>\n`
}

module.exports = formatted(() => {
  const roots = []
  const open = []
  const place = (node) => {
    (open[node.depth - 1]?.children ?? roots).push(node)
    return node
  }
  const seconds = (ms) => (ms / 1000).toFixed(6)

  function finish (type, { name, nesting, details, skip, todo, file }) {
    let node = open[nesting]
    if (!node || node.attributes.name !== name) node = place({ tag: 'testcase', depth: nesting, attributes: { name }, children: [] })
    open.length = nesting
    node.attributes.time = seconds(details.duration_ms)
    const tests = node.children.filter((child) => child.tag)
    if (tests.length > 0) {
      const count = (tag) => tests.filter((child) => child.children?.some((inner) => inner.tag === tag)).length
      node.tag = 'testsuite'
      node.attributes = { ...node.attributes, disabled: 0, errors: 0, tests: tests.length, failures: count('failure'), skipped: count('skipped'), hostname: hostname() }
      return
    }
    node.attributes.classname = 'test'
    if (file) node.attributes.file = file
    if (skip !== undefined) node.children.push({ tag: 'skipped', depth: nesting + 1, attributes: { type: 'skipped', message: skip }, children: [] })
    if (todo !== undefined) node.children.push({ tag: 'skipped', depth: nesting + 1, attributes: { type: 'todo', message: todo }, children: [] })
    if (type === 'test:fail') {
      const error = details.error
      node.children.push({
        tag: 'failure',
        depth: nesting + 1,
        attributes: { type: error?.failureType || error?.code, message: error?.message ?? '' },
        text: inspect(error?.cause ?? error)
      })
      node.attributes.failure = error?.message ?? ''
    }
  }

  return {
    head: () => '<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n',
    event ({ type, data }) {
      if (type === 'test:start') {
        open.length = data.nesting
        open[data.nesting] = place({ tag: 'testcase', depth: data.nesting, attributes: { name: data.name }, children: [] })
      } else if (type === 'test:pass' || type === 'test:fail') finish(type, data)
      else if (type === 'test:diagnostic') place({ comment: data.message, depth: data.nesting })
      return ''
    },
    tail: () => roots.map(xml).join('') + '</testsuites>\n'
  }
})
