// The user and groups that the process runs as, and signals to processes.
const { codes: { ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_CREDENTIAL } } = require('internal/errors')
const { validateArray, validateUint32 } = require('internal/validators')

function checkID (id, name) {
  if (typeof id === 'number') validateUint32(id, name)
  else if (typeof id !== 'string') throw new ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id)
}

// number gives the number of a user or group that may come by its name.
function number (kind, id) {
  if (typeof id === 'number') return id
  const found = native.lookUp(kind, id)
  if (found === undefined) throw new ERR_UNKNOWN_CREDENTIAL(kind, id)
  return found
}

function setter (name, kind) {
  return function (id) {
    checkID(id, 'id')
    if (Object.is(id, -0)) id = 0
    native.setID(name, number(kind, id))
  }
}

function setgroups (groups) {
  validateArray(groups, 'groups')
  groups.forEach((id, i) => checkID(id, `groups[${i}]`))
  native.setGroups(groups.map((id) => number('Group', id)))
}

function initgroups (user, extraGroup) {
  checkID(user, 'user')
  checkID(extraGroup, 'extraGroup')
  const extra = number('Group', extraGroup)
  const groups = native.groupsOf(`${user}`)
  if (groups === undefined) throw new ERR_UNKNOWN_CREDENTIAL('User', user)
  native.setGroups([...new Set([...groups, extra])])
}

function getgroups () {
  const groups = native.groups()
  const own = native.getegid()
  return groups.includes(own) ? groups : [...groups, own]
}

module.exports = {
  getgroups,
  initgroups,
  setgroups,
  setegid: setter('setegid', 'Group'),
  seteuid: setter('seteuid', 'User'),
  setgid: setter('setgid', 'Group'),
  setuid: setter('setuid', 'User')
}
