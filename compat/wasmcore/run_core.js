/* Core spec tests (wast2json output) driven through the WebAssembly JS API.
 * usage: HOST run_core.js DIR|FILE.json... [--json OUT] [--verbose] [--only REGEX] [--max-fail N]
 * Plain CommonJS, ES2017; needs only fs, path, WebAssembly, process.argv, console.log (BigInt without literals).
 * v128 and NaN bit patterns cannot cross the JS API, so such calls go through a small adapter module
 * (generated here) that loads the arguments from memory, calls the export and stores the results. */
'use strict';
var fs = require('fs');
var path = require('path');
var W = WebAssembly;

/* ---------- arguments ---------- */
var argv = process.argv.slice(2), targets = [], jsonOut = null, verbose = false, only = null, maxFail = 5, progress = false;
for (var ai = 0; ai < argv.length; ai++) {
  if (argv[ai] === '--json') jsonOut = argv[++ai];
  else if (argv[ai] === '--verbose') verbose = true;
  else if (argv[ai] === '--progress') progress = true;
  else if (argv[ai] === '--only') only = new RegExp(argv[++ai]);
  else if (argv[ai] === '--max-fail') maxFail = +argv[++ai];
  else targets.push(argv[ai]);
}
var files = [];
targets.forEach(function (t) {
  if (fs.statSync(t).isDirectory()) {
    fs.readdirSync(t).sort().forEach(function (f) { if (/\.json$/.test(f)) files.push(path.join(t, f)); });
  } else files.push(t);
});
if (only) files = files.filter(function (f) { return only.test(f); });

/* ---------- bits ---------- */
var cv = new DataView(new ArrayBuffer(16));
var U8 = new Uint8Array(cv.buffer);
function big(s) { return BigInt(s); }
function f32bits(u) { cv.setUint32(0, u, true); return cv.getFloat32(0, true); }
function f64bits(s) { cv.setBigUint64(0, BigInt.asUintN(64, big(s)), true); return cv.getFloat64(0, true); }
function isNanText(v) { return v === 'nan:canonical' || v === 'nan:arithmetic'; }
function isNanValue(x) {
  if (x.value === undefined || x.value === null || Array.isArray(x.value)) return false;
  if (x.type === 'f32') return isNanText(x.value) || f32bits(+x.value >>> 0) !== f32bits(+x.value >>> 0);
  if (x.type === 'f64') { if (isNanText(x.value)) return true; var d = f64bits(x.value); return d !== d; }
  return false;
}
var NUM = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b };
function isRef(t) { return NUM[t] === undefined; }
var hostRefs = {};
function hostRef(n) { return hostRefs[n] || (hostRefs[n] = { hostref: String(n) }); }
function toJS(x) {
  switch (x.type) {
    case 'i32': return big(x.value) > big(2147483647) ? Number(BigInt.asIntN(32, big(x.value))) : Number(x.value) | 0;
    case 'i64': return BigInt.asIntN(64, big(x.value));
    case 'f32': return f32bits(Number(x.value) >>> 0);
    case 'f64': return f64bits(x.value);
    case 'externref': case 'anyref': case 'hostref': return x.value === 'null' ? null : hostRef(x.value);
    case 'refnull': return null;
    default: if (x.value === 'null') return null;
  }
  throw new Error('cannot make argument ' + JSON.stringify(x));
}
var LANES = { i8: 1, i16: 2, i32: 4, i64: 8, f32: 4, f64: 8 };
function putNum(dv, off, type, v) {
  var b = isNanText(v) ? null : big(v);
  switch (type) {
    case 'i8': dv.setUint8(off, Number(BigInt.asUintN(8, b))); break;
    case 'i16': dv.setUint16(off, Number(BigInt.asUintN(16, b)), true); break;
    case 'i32': case 'f32': dv.setUint32(off, Number(BigInt.asUintN(32, b)), true); break;
    default: dv.setBigUint64(off, BigInt.asUintN(64, b), true);
  }
}
function hex(dv, off, n) { var s = ''; for (var i = n - 1; i >= 0; i--) s += ('0' + dv.getUint8(off + i).toString(16)).slice(-2); return '0x' + s; }
function matchBits(dv, off, type, v) {
  if (isNanText(v)) {
    if (type === 'f32') {
      var u = dv.getUint32(off, true);
      return v === 'nan:canonical' ? (u & 0x7fffffff) >>> 0 === 0x7fc00000 : ((u & 0x7fc00000) >>> 0) === 0x7fc00000;
    }
    var hi = dv.getUint32(off + 4, true), lo = dv.getUint32(off, true);
    return v === 'nan:canonical' ? ((hi & 0x7fffffff) >>> 0) === 0x7ff80000 && lo === 0 : ((hi & 0x7ff80000) >>> 0) === 0x7ff80000;
  }
  putNum(cv, 0, type, v);
  for (var i = 0; i < LANES[type]; i++) if (U8[i] !== dv.getUint8(off + i)) return false;
  return true;
}
function matchSlot(dv, off, x) {
  if (x.value === undefined || x.value === null) return true;
  if (x.type === 'v128') {
    var w = LANES[x.lane_type];
    for (var i = 0; i < x.value.length; i++) if (!matchBits(dv, off + i * w, x.lane_type, x.value[i])) return false;
    return true;
  }
  return matchBits(dv, off, x.type, x.value);
}
function putSlot(dv, off, x) {
  if (x.type === 'v128') x.value.forEach(function (v, i) { putNum(dv, off + i * LANES[x.lane_type], x.lane_type, v); });
  else putNum(dv, off, x.type, x.value);
}

/* ---------- adapter modules ---------- */
function leb(n) { var o = []; do { var b = n & 127; n >>>= 7; o.push(n ? b | 128 : b); } while (n); return o; }
function vec(items) { return leb(items.length).concat([].concat.apply([], items)); }
function section(id, body) { return [id].concat(leb(body.length), body); }
function str(s) { return leb(s.length).concat(s.split('').map(function (c) { return c.charCodeAt(0); })); }
var LOAD = { i32: [0x28, 2], i64: [0x29, 3], f32: [0x2a, 2], f64: [0x2b, 3], v128: [0xfd, 0, 4] };
var STORE = { i32: [0x36, 2], i64: [0x37, 3], f32: [0x38, 2], f64: [0x39, 3], v128: [0xfd, 11, 4] };
var adapters = Object.create(null);
function adapterModule(params, results) {
  var key = params.join() + '>' + results.join();
  if (adapters[key]) return adapters[key];
  var RES = 1024, code = [];
  params.forEach(function (t, i) { code = code.concat([0x41], sleb(i * 16), LOAD[t], [0]); });
  code = code.concat([0x10, 0]);
  for (var i = results.length - 1; i >= 0; i--) code = code.concat([0x21], leb(i));
  results.forEach(function (t, i) { code = code.concat([0x41], sleb(RES + i * 16), [0x20], leb(i), STORE[t], [0]); });
  code.push(0x0b);
  var body = vec(results.map(function (t) { return [1, NUM[t]]; })).concat(code);
  var bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0].concat(
    section(1, vec([[0x60].concat(vec(params.map(function (t) { return [NUM[t]]; })), vec(results.map(function (t) { return [NUM[t]]; }))), [0x60, 0, 0]])),
    section(2, vec([str('m').concat(str('f'), [0, 0])])),
    section(3, vec([[1]])),
    section(5, vec([[0, 1]])),
    section(7, vec([str('run').concat([0, 1]), str('mem').concat([2, 0])])),
    section(10, vec([leb(body.length).concat(body)])));
  return (adapters[key] = new W.Module(new Uint8Array(bytes)));
}
function sleb(n) { var o = []; for (;;) { var b = n & 127; n >>= 7; if ((n === 0 && !(b & 64)) || (n === -1 && (b & 64))) { o.push(b); return o; } o.push(b | 128); } }

/* ---------- spectest ---------- */
function makeSpectest(shared) {
  var f = function () {};
  var s = {
    print: f, print_i32: f, print_i64: f, print_f32: f, print_f64: f, print_i32_f32: f, print_f64_f64: f,
    global_i32: new W.Global({ value: 'i32' }, 666), global_i64: new W.Global({ value: 'i64' }, big(666)),
    global_f32: new W.Global({ value: 'f32' }, 666.6), global_f64: new W.Global({ value: 'f64' }, 666.6),
    table: new W.Table({ initial: 10, maximum: 20, element: 'anyfunc' }),
    memory: new W.Memory({ initial: 1, maximum: 2 })
  };
  try { s.shared_memory = new W.Memory({ initial: 1, maximum: 2, shared: true }); } catch (e) { /* threads absent */ }
  try { s.table64 = new W.Table({ initial: big(10), maximum: big(20), element: 'anyfunc', address: 'i64' }); } catch (e) { /* memory64 absent */ }
  return s;
}

/* ---------- one file ---------- */
function Mismatch(m) { this.message = m; this.name = 'Mismatch'; }
Mismatch.prototype = Object.create(Error.prototype);
function expect(c, m) { if (!c) throw new Mismatch(typeof m === 'function' ? m() : m); }
function short(e) { try { return String((e && e.name) || typeof e) + ': ' + String((e && e.message) || e).slice(0, 160); } catch (x) { return 'unprintable'; } }
function printable(v) { return typeof v === 'bigint' ? String(v) + 'n' : Object.is(v, -0) ? '-0' : typeof v === 'object' && v ? JSON.stringify(v) : String(v); }

function runFile(file) {
  var dir = path.dirname(file), spec = JSON.parse(fs.readFileSync(file, 'utf8'));
  var reg = Object.create(null), byName = Object.create(null), defs = Object.create(null), current = null, st = { file: file, pass: 0, fail: 0, skip: 0, kinds: {}, failures: [] };
  reg.spectest = makeSpectest();
  var imports = {};
  function sync() { imports = {}; Object.keys(reg).forEach(function (k) { imports[k] = reg[k]; }); return imports; }
  sync();
  function bytesOf(c) { return fs.readFileSync(path.join(dir, c.filename || c.binary_filename)); }
  function compile(c) { return new W.Module(bytesOf(c)); }
  function load(c) { return new W.Instance(compile(c), imports); }
  function instance(a) {
    var i = a.module !== undefined ? byName[a.module] : current;
    if (!i) throw new Mismatch('no instance ' + (a.module || '(current)') + ' (its module failed)');
    return i;
  }
  function target(a) {
    var i = instance(a), x = i.exports;
    expect(Object.prototype.hasOwnProperty.call(x, a.field), 'no export ' + JSON.stringify(a.field));
    return x[a.field];
  }
  function needsAdapter(xs) { return xs.some(function (x) { return x.type === 'v128' || isNanValue(x); }); }
  function viaAdapter(fn, args, expected) {
    var m = adapterModule(args.map(function (x) { return x.type; }), expected.map(function (x) { return x.type; }));
    var cache = adapterCache.get(fn);
    if (!cache) adapterCache.set(fn, (cache = new Map()));
    var ad = cache.get(m);
    if (!ad) { ad = new W.Instance(m, { m: { f: fn } }).exports; cache.set(m, ad); }
    var dv = new DataView(ad.mem.buffer);
    args.forEach(function (x, i) { putSlot(dv, i * 16, x); });
    ad.run();
    return new DataView(ad.mem.buffer);
  }
  function direct(fn, args) { return fn.apply(undefined, args.map(toJS)); }
  function invoke(a, expected) {
    /* runs the call and, when expected is given, checks the results */
    var fn = target(a), args = a.args || [];
    expect(typeof fn === 'function', 'export ' + a.field + ' is not a function');
    var exp = expected || [];
    var hasRef = args.concat(exp).some(function (x) { return isRef(x.type); });
    var either = exp.some(function (x) { return x.type === 'either'; });
    if (!hasRef && !either && needsAdapter(args.concat(exp))) {
      var dv = viaAdapter(fn, args, exp);
      exp.forEach(function (x, i) {
        expect(matchSlot(dv, 1024 + i * 16, x), function () { return 'result ' + i + ': expected ' + JSON.stringify(x.value) + ' got ' + hex(dv, 1024 + i * 16, x.type === 'v128' ? 16 : LANES[x.type]); });
      });
      return;
    }
    var r = direct(fn, args);
    if (expected) checkResult(r, expected);
  }
  function checkResult(r, expected) {
    if (expected.length === 0) { expect(r === undefined, function () { return 'expected undefined, got ' + printable(r); }); return; }
    if (expected.length === 1) { checkOne(r, expected[0], 0); return; }
    expect(Array.isArray(r) && r.length === expected.length, 'expected an array of ' + expected.length + ' results');
    expected.forEach(function (x, i) { checkOne(r[i], x, i); });
  }
  function checkOne(v, x, i) {
    if (x.type === 'either') {
      var ok = x.values.some(function (y) { try { checkOne(v, y, i); return true; } catch (e) { return false; } });
      expect(ok, 'result ' + i + ': no alternative matches ' + printable(v)); return;
    }
    var want;
    function bad() { return 'result ' + i + ' (' + x.type + '): expected ' + (want === undefined ? x.value : printable(want)) + ' got ' + printable(v); }
    if (x.type === 'externref' || x.type === 'hostref' || x.type === 'anyref' || x.type === 'refnull') {
      if (x.type === 'refnull' || x.value === 'null') expect(v === null, bad);
      else if (x.value === undefined) expect(v !== null, bad);
      else { want = hostRef(x.value); expect(v === want, bad); }
      return;
    }
    if (x.type === 'funcref') { if (x.value === 'null') expect(v === null, bad); else expect(typeof v === 'function', bad); return; }
    if (isRef(x.type)) { if (x.value === 'null') expect(v === null, bad); else expect(v !== null && v !== undefined, bad); return; }
    expect(typeof v === (x.type === 'i64' ? 'bigint' : 'number'), bad);
    if (x.value === undefined) return;
    if (isNanValue(x)) { expect(v !== v, bad); return; }
    want = toJS(x);
    expect(Object.is(v, want), bad);
  }
  function throws(f, what, ok) {
    var e, threw = false, r;
    try { r = f(); } catch (x) { threw = true; e = x; }
    expect(threw, 'expected ' + what + ', nothing thrown');
    if (e instanceof Mismatch) throw e;
    expect(ok(e), function () { return 'expected ' + what + ', got ' + short(e); });
  }
  function is(ctor) { return function (e) { return typeof ctor === 'function' && e instanceof ctor; }; }
  var H = {
    module: function (c) {
      current = null;
      if (c.name) byName[c.name] = null;
      var i = load(c);
      current = i;
      if (c.name) byName[c.name] = i;
    },
    module_definition: function (c) { var m = compile(c); defs[c.name || ''] = m; },
    module_instance: function (c) { var i = new W.Instance(defs[c.module || ''], imports); current = i; if (c.instance) byName[c.instance] = i; },
    register: function (c) { var i = c.name !== undefined ? byName[c.name] : current; expect(i, 'no instance to register'); reg[c.as] = i.exports; sync(); },
    action: function (c) { if (c.action.type === 'get') target(c.action); else invoke(c.action, null); },
    assert_return: function (c) {
      if (c.action.type === 'get') { var g = target(c.action); expect(g instanceof W.Global, 'not a Global'); checkResult(g.value, c.expected); }
      else invoke(c.action, c.expected);
    },
    assert_trap: function (c) { throws(function () { invoke(c.action, trapExpected(c)); }, 'RuntimeError', is(W.RuntimeError)); },
    assert_exhaustion: function (c) { throws(function () { invoke(c.action, trapExpected(c)); }, 'RangeError or InternalError', function (e) { return e instanceof RangeError || (e && e.name === 'InternalError'); }); },
    assert_exception: function (c) { throws(function () { invoke(c.action, trapExpected(c)); }, 'Exception', is(W.Exception)); },
    assert_invalid: function (c) {
      var b = bytesOf(c);
      expect(W.validate(b) === false, 'validate() accepted it');
      throws(function () { return new W.Module(b); }, 'CompileError', is(W.CompileError));
    },
    assert_unlinkable: function (c) {
      var m = compile(c);
      var missing = W.Module.imports(m).some(function (d) { return !reg[d.module]; });
      throws(function () { return new W.Instance(m, imports); }, missing ? 'TypeError or LinkError' : 'LinkError', function (e) { return e instanceof W.LinkError || (missing && e instanceof TypeError); });
    },
    assert_uninstantiable: function (c) { var m = compile(c); throws(function () { return new W.Instance(m, imports); }, 'RuntimeError', is(W.RuntimeError)); }
  };
  H.assert_malformed = H.assert_invalid;
  H.assert_return_canonical_nan = function (c) { invoke(c.action, c.expected.map(function (x) { return { type: x.type, value: 'nan:canonical' }; })); };
  H.assert_return_arithmetic_nan = function (c) { invoke(c.action, c.expected.map(function (x) { return { type: x.type, value: 'nan:arithmetic' }; })); };
  function trapExpected(c) {
    /* an adapter needs the result types; wast2json gives them for traps too */
    return (c.expected || []).map(function (x) { return { type: x.type, value: undefined }; });
  }
  var t0 = Date.now();
  spec.commands.forEach(function (c) {
    var k = c.type, isText = c.module_type === 'text' && (k === 'assert_malformed' || k === 'assert_invalid');
    var kind = st.kinds[k] || (st.kinds[k] = { pass: 0, fail: 0, skip: 0 });
    if (isText || /\.wat$/.test(c.filename || '')) { st.skip++; kind.skip++; return; }
    try {
      if (!H[k]) throw new Mismatch('unknown command ' + k);
      if (progress) console.log('.. ' + file + ':' + c.line + ' ' + k);
      H[k](c);
      st.pass++; kind.pass++;
    } catch (e) {
      st.fail++; kind.fail++;
      st.failures.push({ line: c.line, type: k, field: c.action && c.action.field, message: e instanceof Mismatch ? e.message : short(e) });
    }
  });
  st.ms = Date.now() - t0;
  return st;
}
var adapterCache = new WeakMap();

/* ---------- all ---------- */
var total = { files: 0, ok: 0, pass: 0, fail: 0, skip: 0, kinds: {} }, all = [], start = Date.now();
files.forEach(function (f) {
  var s;
  try { s = runFile(f); }
  catch (e) { s = { file: f, pass: 0, fail: 1, skip: 0, kinds: {}, failures: [{ line: 0, type: 'file', message: short(e) }], ms: 0 }; }
  all.push(s);
  total.files++; if (s.fail === 0) total.ok++;
  total.pass += s.pass; total.fail += s.fail; total.skip += s.skip;
  Object.keys(s.kinds).forEach(function (k) {
    var t = total.kinds[k] || (total.kinds[k] = { pass: 0, fail: 0, skip: 0 });
    t.pass += s.kinds[k].pass; t.fail += s.kinds[k].fail; t.skip += s.kinds[k].skip;
  });
  if (verbose || s.fail) {
    console.log((s.fail ? 'FAIL' : 'ok  ') + ' ' + s.pass + '/' + (s.pass + s.fail) + ' ' + path.basename(f) + ' ' + s.ms + 'ms');
    s.failures.slice(0, maxFail).forEach(function (x) { console.log('       line ' + x.line + ' ' + x.type + (x.field ? ' ' + JSON.stringify(x.field) : '') + ': ' + x.message); });
    if (s.failures.length > maxFail) console.log('       ... ' + (s.failures.length - maxFail) + ' more');
  }
});
Object.keys(total.kinds).forEach(function (k) { var t = total.kinds[k]; console.log('  ' + k + ': ' + t.pass + '/' + (t.pass + t.fail) + (t.skip ? ' (' + t.skip + ' text skipped)' : '')); });
console.log('CORE files ' + total.ok + '/' + total.files + ' assertions ' + total.pass + '/' + (total.pass + total.fail) + ' skipped ' + total.skip + ' in ' + (Date.now() - start) + ' ms');
if (jsonOut) fs.writeFileSync(jsonOut, JSON.stringify({ total: total, files: all }, null, 1));
