"""Reads what Python packages declare of the calls in the signature tables, and writes it to declared/python.json.

Run by hand, when a table or a package has changed, with the packages in a virtual environment outside of the repository:

    python -m venv ENV
    ENV/bin/pip install pyyaml
    ENV/bin/pip install --no-deps PACKAGE…   # those of `packages` in declared/python.json, and new ones
    ENV/bin/python test/core/signatures/pythonDeclarations.py

Packages are parsed, never imported or run, so that their own dependencies are not needed. A path of a table is followed
from the package's names over classes, annotated attributes, properties and results to the function that it ends with.
"""

import ast
import importlib.metadata
import json
import pathlib
import re
import sysconfig

import yaml

HERE = pathlib.Path(__file__).parent
TABLES = HERE.parents[2] / "src" / "core" / "signatures"
SITE = pathlib.Path(sysconfig.get_paths()["purelib"])
# Calls and attributes that lead from one class to the next.
MAX_DEPTH = 25


class Modules:
    """The modules of installed packages, parsed when somebody asks for a name of them."""

    def __init__(self):
        self.names_of = {}
        self.by_package = {}

    def file(self, module):
        path = SITE.joinpath(*module.split("."))
        for each in (path / "__init__.py", path.with_suffix(".py")):
            if each.is_file():
                return each
        return None

    def exists(self, module):
        return self.file(module) is not None or SITE.joinpath(*module.split(".")).is_dir()

    def names(self, module):
        if module not in self.names_of:
            names, stars = {}, []
            self.names_of[module] = (names, stars)
            file = self.file(module)
            if file:
                self.collect(module, file.name == "__init__.py", parse(file).body, names, stars)
        return self.names_of[module]

    def collect(self, module, is_package, body, names, stars):
        for node in body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                names.setdefault(node.name, []).append(node)
            elif isinstance(node, ast.Import):
                for each in node.names:
                    names.setdefault(each.asname or each.name.split(".")[0], []).append(("module", each.name))
            elif isinstance(node, ast.ImportFrom):
                origin = absolute(module, is_package, node)
                for each in node.names:
                    if each.name == "*":
                        stars.append(origin)
                    else:
                        names.setdefault(each.asname or each.name, []).append(("from", origin, each.name))
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        names.setdefault(target.id, []).append(("value", node.value))
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                names.setdefault(node.target.id, []).append(("annotation", node.annotation))
            for inner in ("body", "orelse", "finalbody"):
                if isinstance(node, (ast.If, ast.Try, ast.With)):
                    self.collect(module, is_package, getattr(node, inner, []), names, stars)

    def elsewhere(self, module, name):
        """Modules of the same package that define a name: packages hand names on when they are first asked for."""
        package = module.split(".")[0]
        if package not in self.by_package:
            index = {}
            root = SITE / package
            for file in sorted(root.rglob("*.py")) if root.is_dir() else []:
                parts = file.relative_to(SITE).with_suffix("").parts
                own = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                for found in re.findall(r"^(?:class|def|async def) (\w+)", file.read_text("utf-8", "replace"), re.M):
                    index.setdefault(found, []).append(own)
            self.by_package[package] = index
        return self.by_package[package].get(name, [])


def parse(file):
    try:
        return ast.parse(file.read_text("utf-8", "replace"))
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])


def absolute(module, is_package, node):
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    base = parts[: len(parts) - node.level + (1 if is_package else 0)]
    return ".".join(base + ([node.module] if node.module else []))


MODULES = Modules()


class Thing:
    """A module, class, function, or an object of a class."""

    def __init__(self, kind, module, nodes=None):
        self.kind, self.module, self.nodes = kind, module, nodes or []

    @property
    def node(self):
        return self.nodes[0]


def lookup(module, name, depth=0):
    if depth > MAX_DEPTH:
        return None
    names, stars = MODULES.names(module)
    for found in reversed(names.get(name, [])):
        if isinstance(found, ast.ClassDef):
            return Thing("class", module, [found])
        if isinstance(found, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return Thing("function", module, [each for each in names[name] if isinstance(each, ast.AST)])
        kind, *rest = found
        if kind == "module":
            thing = Thing("module", rest[0]) if MODULES.exists(rest[0]) else None
        elif kind == "from":
            thing = (lookup(rest[0], rest[1], depth + 1) if MODULES.exists(rest[0]) else None) or (
                Thing("module", f"{rest[0]}.{rest[1]}") if MODULES.exists(f"{rest[0]}.{rest[1]}") else None
            )
        elif kind == "value":
            thing = value(module, rest[0], depth + 1)
        else:
            thing = instance(annotated(module, rest[0], depth + 1))
        if thing:
            return thing
    for star in stars:
        thing = lookup(star, name, depth + 1)
        if thing:
            return thing
    return Thing("module", f"{module}.{name}") if MODULES.exists(f"{module}.{name}") else None


def value(module, node, depth):
    if isinstance(node, ast.Name):
        return lookup(module, node.id, depth)
    if isinstance(node, ast.Attribute):
        inner = value(module, node.value, depth)
        return member(inner, node.attr, depth) if inner else None
    if isinstance(node, ast.Call):
        made = value(module, node.func, depth)
        return called(made, depth) if made else None
    if isinstance(node, ast.Subscript):
        return value(module, node.value, depth)
    return None


def annotated(module, node, depth):
    """The class that an annotation names, the first that is known of several."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            return annotated(module, ast.parse(node.value, mode="eval").body, depth)
        except SyntaxError:
            return None
    if isinstance(node, (ast.Name, ast.Attribute)):
        found = value(module, node, depth)
        return found if found and found.kind == "class" else None
    parts = [node.left, node.right] if isinstance(node, ast.BinOp) else []
    if isinstance(node, ast.Subscript):
        inner = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        parts = [node.value, *inner]
    for part in parts:
        found = annotated(module, part, depth)
        if found:
            return found
    return None


def instance(thing):
    return Thing("instance", thing.module, thing.nodes) if thing and thing.kind == "class" else None


def lineage(thing, depth=0, seen=()):
    """A class and those that it is derived from, as far as they are installed."""
    if depth > MAX_DEPTH or any(thing.node is each for each in seen):
        return []
    found = [thing]
    for base in thing.node.bases:
        parent = value(thing.module, base, depth + 1)
        if parent and parent.kind == "class":
            found += lineage(parent, depth + 1, (*seen, thing.node))
    return found


def member(thing, name, depth=0):
    if depth > MAX_DEPTH:
        return None
    if thing.kind == "module":
        return lookup(thing.module, name, depth + 1)
    if thing.kind == "function":
        return None
    for each in lineage(thing):
        found = own_member(each, name, depth)
        if found:
            return found
    return None


def own_member(thing, name, depth):
    module, functions = thing.module, []
    for node in statements(thing.node.body):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name:
            decorators = {getattr(each, "attr", getattr(each, "id", "")) for each in node.decorator_list}
            if decorators & {"property", "cached_property"}:
                return instance(node.returns and annotated(module, node.returns, depth + 1))
            functions.append(node)
        elif isinstance(node, ast.AnnAssign) and getattr(node.target, "id", None) == name:
            return instance(annotated(module, node.annotation, depth + 1)) or Thing("instance", module, [ast.ClassDef(name=name, bases=[], body=[])])
        elif isinstance(node, ast.Assign) and any(getattr(target, "id", None) == name for target in node.targets):
            if isinstance(node.value, ast.Name):
                return own_member(thing, node.value.id, depth + 1) or value(module, node.value, depth + 1)
            return value(module, node.value, depth + 1)
        elif isinstance(node, ast.ClassDef) and node.name == name:
            return Thing("class", module, [node])
    if functions:
        return Thing("function", module, functions)
    for node in ast.walk(thing.node):
        targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and any(
            isinstance(target, ast.Attribute) and target.attr == name and getattr(target.value, "id", None) == "self"
            for target in targets
        ):
            found = isinstance(node, ast.AnnAssign) and instance(annotated(module, node.annotation, depth + 1))
            found = found or (node.value and value(module, node.value, depth + 1))
            if found:
                return found
    return None


def statements(body):
    for node in body:
        yield node
        if isinstance(node, (ast.If, ast.Try)):
            yield from statements(node.body)
            yield from statements(node.orelse)


def called(thing, depth=0):
    if thing.kind == "class":
        return instance(thing)
    if thing.kind == "function":
        returned = [each.returns for each in thing.nodes if each.returns]
        for each in returned:
            found = instance(annotated(thing.module, each, depth + 1))
            if found:
                return found
    return None


def parameters(thing):
    """The names that a call takes; `*` and `**` where it takes any."""
    if thing.kind == "instance":
        own = member(thing, "__call__")
        return parameters(own) if own and own.kind == "function" else None
    if thing.kind == "function":
        names = []
        for node in thing.nodes:
            arguments = node.args
            names += [each.arg for each in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]]
            names += ["*"] if arguments.vararg else []
            names += ["**"] if arguments.kwarg else []
        return list(dict.fromkeys(each for each in names if each not in ("self", "cls")))
    if thing.kind != "class":
        return None
    names, fields = None, []
    for each in lineage(thing):
        init = own_member(each, "__init__", 0)
        if names is None and init and init.kind == "function":
            names = parameters(init)
        for node in each.node.body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                fields.append(node.target.id)
                fields += re.findall(r"alias=['\"](\w+)['\"]", ast.unparse(node))
    return list(dict.fromkeys([*(names or []), *fields])) if names is not None or fields else ["*"]


def follow(packages, path):
    tokens = re.findall(r"\(\)|[^.()]+", path)
    for package in packages:
        if not MODULES.exists(package):
            continue
        thing = start(package, tokens)
        while thing and tokens[thing[1] :]:
            thing = step(*thing, tokens)
        if thing:
            return thing[0]
    return None


def start(package, tokens):
    first = Thing("module", package)
    if not tokens or member(first, tokens[0]):
        return (first, 0)
    for module in MODULES.elsewhere(package, tokens[0]):
        if module.startswith(package) and member(Thing("module", module), tokens[0]):
            return (Thing("module", module), 0)
    return None


def step(thing, index, tokens):
    token = tokens[index]
    if token != "()":
        inner = member(thing, token)
        return (inner, index + 1) if inner else None
    # What the last call is, rather than what it gives.
    if index == len(tokens) - 1:
        return (thing, index + 1)
    made = called(thing)
    return (made, index + 1) if made else None


def joined(client, path):
    return client + path if path.startswith("()") or not path or not client else f"{client}.{path}"


def declarations(table):
    packages = table["packages"]["python"]
    clients, calls = {}, {}
    for name, entries in table.get("clients", {}).items():
        for entry in entries:
            for path in entry["paths"]:
                if "*" in path or "python" not in entry.get("languages", ["python"]):
                    continue
                found = follow(entry.get("packages", packages), path)
                if found:
                    clients.setdefault(name, {})[path] = (found, parameters(found) if path.endswith("()") else [])
    for call in table.get("calls", []):
        if "python" not in call.get("languages", ["python"]):
            continue
        for path in call["paths"]:
            if "*" in path:
                continue
            names = []
            for client in clients.get(call.get("on"), {}) if "on" in call else [""]:
                thing = follow(entry_packages(table, call.get("on"), client, packages), joined(client, path))
                names += (parameters(thing) if thing else None) or []
            if names:
                calls.setdefault(call["id"], {})[path] = sorted(set(names))
    return {"clients": {name: {path: sorted(set(given or [])) for path, (_, given) in made.items()} for name, made in clients.items()}, "calls": calls}


def entry_packages(table, name, path, packages):
    for entry in table.get("clients", {}).get(name, []):
        if path in entry["paths"]:
            return entry.get("packages", packages)
    return packages


def main():
    tables = {}
    for file in sorted(TABLES.glob("*.yaml")):
        # Everything is read as text: `on` is a key here.
        table = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
        packages = table.get("packages", {}).get("python", [])
        if any(MODULES.exists(each) for each in packages) and table.get("calls"):
            tables[table["sdk"]] = declarations(table)
    skipped = {"pip", "setuptools", "PyYAML"}
    versions = {each.name: each.version for each in importlib.metadata.distributions(path=[str(SITE)]) if each.name not in skipped}
    made = {"packages": dict(sorted(versions.items())), "tables": tables}
    text = json.dumps(made, indent=1, sort_keys=True)
    # A list of names on one line each.
    text = re.sub(r"\[[^\[\]]*\]", lambda found: json.dumps(json.loads(found[0])), text)
    (HERE / "declared" / "python.json").write_text(text + "\n", "utf-8")


main()
