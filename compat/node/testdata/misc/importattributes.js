'use strict'
const show = (url, options) => import(url, options).then(() => console.log(url, 'loaded'), (e) => console.log(url, JSON.stringify(options), e.code))

// Which of several refusals an import meets first.
async function main () {
  await show('data:text/css,', { with: { type: 'css' } })
  await show('data:text/css,', { with: { other: 'value' } })
  await show('data:text/javascript,0', { with: { type: 'json', other: 'value' } })
  await show('data:text/javascript,1', { with: { type: 'other' } })
  await show('data:application/json,1', { with: { other: 'value' } })
  await show('data:application/json,2', { with: { type: 'json' } })
}
main()
