// Finds and loads the handler that _HANDLER names. Parameters: lambda (the natives), root (LAMBDA_TASK_ROOT), name (_HANDLER).
// Returns the promise of the handler function.

const errors = () => lambda.errors();
const exists = (file) => lambda.exists(file);

// parse splits "dir/module.path.to.handler": the module ends at the first dot of the last segment.
function parse() {
  if (name.includes('..')) {
    throw new (errors().MalformedHandlerName)(
      `'${name}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const segment = /([^/]*)\/*$/.exec(name)[1];
  const directory = name.substring(0, name.indexOf(segment));
  const dot = segment.indexOf('.');
  if (dot < 0) throw new (errors().MalformedHandlerName)('Bad handler');
  return { directory, module: segment.slice(0, dot), properties: segment.slice(dot + 1).split('.') };
}

// isESModule tells what the nearest package.json says of the .js files in folder.
function isESModule(folder) {
  for (;;) {
    if (folder.endsWith('/node_modules')) return false;
    const manifest = folder.replace(/\/$/, '') + '/package.json';
    if (exists(manifest)) {
      try {
        const content = JSON.parse(lambda.readText(manifest));
        if (content) return content.type === 'module';
      } catch (error) {
        console.warn(`${manifest} cannot be read, it will be ignored for ES module detection purposes.`, error);
        return false;
      }
    }
    if (folder === '/') return false;
    folder = lambda.resolve(folder, '..');
  }
}

// candidates yields what may hold the module, in the order in which it is tried.
function* candidates(base) {
  const asScript = (file) => exists(file) && lambda.requireFile(file);
  const asModule = (file) => exists(file) && lambda.import(file);
  yield asScript(base);
  const esModule = exists(base + '.js') && isESModule(lambda.resolve(base, '..'));
  yield esModule ? asModule(base + '.js') : asScript(base + '.js');
  yield asModule(base + '.mjs');
  yield asScript(base + '.cjs');
}

async function loadModule({ directory, module }) {
  for (const candidate of candidates(lambda.resolve(root, directory, module))) {
    const loaded = await candidate;
    if (loaded) return loaded;
  }
  return lambda.requireFrom(module, [root, lambda.resolve(root, directory)]);
}

function explain(error) {
  if (error instanceof SyntaxError) return new (errors().UserCodeSyntaxError)(error);
  if (error?.code === 'MODULE_NOT_FOUND') return new (errors().ImportModuleError)(error);
  return error;
}

async function load() {
  const wanted = parse();
  let module;
  try {
    module = await loadModule(wanted);
  } catch (error) {
    throw explain(error);
  }
  const handler = wanted.properties.reduce((object, key) => object && object[key], module);
  if (!handler) throw new (errors().HandlerNotFound)(`${name} is undefined or not exported`);
  if (typeof handler !== 'function') throw new (errors().HandlerNotFound)(`${name} is not a function`);
  return handler;
}

return load();
