'use strict'
// The constants of os, by name: the numbers of errors that have two names, too.
const { constants } = require('os')
for (const [kind, values] of Object.entries(constants)) {
  console.log(kind, typeof values === 'object' ? Object.entries(values).map((entry) => entry.join('=')).join(' ') : values)
}
