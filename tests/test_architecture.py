"""The house stands as it is drawn: imports go one way, each library stays in its room, rooms stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted([*ROOT.glob("portfolio/**/*.py"), *ROOT.glob("pages/**/*.py"), ROOT / "app.py"])
TESTS = sorted(ROOT.glob("tests/**/*.py"))
IDS = [str(path.relative_to(ROOT)) for path in FILES]
# From the ground floor up: a room may know those below it.
FLOORS = (
    {"domain"},
    {"indicators"},
    {"store", "presentation"},
    {"service"},
    {"evidence"},
    {"maintenance"},
    {"intake", "publish", "generator"},
    {"ui", "api", "terminal", "__main__"},
    {"pages", "app"},
)
NEVER_TOGETHER = {("store", "presentation"), ("presentation", "store"), ("ui", "__main__"), ("ui", "store")}
SHARED = {"settings", "lru_cache", ""}  # where the record lies; a memory; the version
KEPT_IN = {
    "streamlit": {"ui", "pages", "app"},
    "duckdb": {"store"},
    "sqlalchemy": {"store"},
    "psycopg": {"store"},
    "pandera": {"intake"},
    "pandas": {"intake", "ui"},
    "plotly": {"ui"},
    "xlsxwriter": {"publish"},
    "click": {"__main__", "terminal"},
    "starlette": {"api"},
    "babel": {"presentation"},
}
LONG_FILES = {
    "portfolio/generator/distributions.py": "every chance of the generator, in one table",
    "portfolio/store/record.py": "the tables with the triggers of two engines, and the errors of both told apart",
    "portfolio/store/log.py": "one idea: the log's rows, written, read, sealed and redacted",
    "portfolio/store/store.py": "one idea: record and facts brought together",
    "portfolio/ui/kit/pieces.py": "the pieces every page is made of, each a few lines",
    "portfolio/indicators/progress.py": "declarations with their examples",
    "portfolio/indicators/money.py": "declarations with their examples",
    "portfolio/domain/commands.py": "every command that can be asked, in one place",
    "portfolio/domain/facts/choices.py": "every closed list, in one place",
    "portfolio/service.py": "the two doors, side by side",
    "portfolio/ui/lead/submit_evidence.py": "one form: a milestone's dates, or what proves it",
    "portfolio/ui/lead/quick_update.py": "one form, from its questions to its undoing",
}
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_PAGE = 200, 25, 60


def room(path: Path) -> str:
    """The room of a file: the folder or the file under portfolio/ that it stands in, or pages, or app."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    if parts[0] != "portfolio":
        return parts[0]
    return "" if parts[1] == "__init__" else parts[1]


def floor(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


def imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every module imported, wherever it stands, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_room_knows_only_the_rooms_below_it(path: Path) -> None:
    here = room(path)
    for module, line in imports(parsed(path)):
        if module.split(".")[0] != "portfolio" or here in SHARED:
            continue
        there = module.split(".")[1]
        if there in SHARED | {"__version__", here}:
            continue
        assert floor(there) <= floor(here), f"line {line}: {here} imports {module}"
        assert (here, there) not in NEVER_TOGETHER, f"line {line}: {here} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_library_stays_in_its_room(path: Path) -> None:
    for module, line in imports(parsed(path)):
        allowed = KEPT_IN.get(module.split(".")[0])
        assert allowed is None or room(path) in allowed, f"line {line}: {module} in {room(path)}"


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_the_doors_are_the_only_way_to_the_store(path: Path) -> None:
    """`Service.store` is for what stands beside the doors; whoever reached for it above them would skip the rights."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute) and node.attr == "store":
            beside = room(path) in {"service", "evidence", "maintenance"}
            assert beside, f"line {node.lineno}: {ast.unparse(node)}"


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_import_hides_in_a_function(path: Path) -> None:
    """A heavy library may be imported where it is used; our own rooms, never."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = ast.Module(body=node.body, type_ignores=[])
            assert not [m for m, _ in imports(inside) if m.startswith("portfolio")], node.name


def test_no_two_files_import_each_other() -> None:
    names = {
        f"{path.relative_to(ROOT).with_suffix('')}".replace("/", ".").removesuffix(".__init__"): path for path in FILES
    }
    needs = {
        name: {
            known
            for module, _ in imports(parsed(path))
            for known in (module, module.rpartition(".")[0])
            if known in names
        }
        for name, path in names.items()
    }
    settled: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path[path.index(name) :], name))
        if name not in settled:
            # A package's face names its own files, and they do not look back at it.
            for needed in needs[name] - {name}:
                if not (name.startswith(f"{needed}.") and names[needed].name == "__init__.py"):
                    visit(needed, (*path, name))
            settled.add(name)

    for name in names:
        visit(name, ())


def assigned_twice(tree: ast.Module) -> list[str]:
    """The names that a module, a class or a dictionary gives twice: the second hides the first, and nothing says so."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef):
            names = [(name, each.lineno) for each in node.body for name in _names(each)]
        elif isinstance(node, ast.Dict):
            names = [(repr(key.value), key.lineno) for key in node.keys if isinstance(key, ast.Constant)]
        else:
            continue
        first: dict[str, int] = {}
        for name, line in names:
            if name in first:
                found.append(f"{name}, lines {first[name]} and {line}")
            first.setdefault(name, line)
    return found


def _names(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.Assign():
            for target in statement.targets:
                parts = target.elts if isinstance(target, ast.Tuple) else [target]
                yield from (part.id for part in parts if isinstance(part, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            decorators = [ast.unparse(each) for each in statement.decorator_list]
            if not any(each.endswith((".setter", "overload")) for each in decorators):
                yield statement.name


@pytest.mark.parametrize("path", [*FILES, *TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_name_is_given_twice(path: Path) -> None:
    assert assigned_twice(parsed(path)) == []


def test_a_name_given_twice_is_found_wherever_it_is() -> None:
    """A lead's page bore the title of the economic model: `WHAT_IS_READ` stood twice among the texts."""
    twice = (
        "READ = 1\nA, READ = 2, 3\nclass C:\n    x = 1\n    x: int = 2\n    y = {'k': 1, 'k': 2}\n"
        + "def f(): ...\n" * 2
    )
    found = {each.partition(",")[0] for each in assigned_twice(ast.parse(twice))}
    assert found == {"READ", "x", "'k'", "f"}
    assert assigned_twice(ast.parse("A = 1\nB = A\nclass C:\n    A = 2")) == []


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_every_public_thing_says_what_its_name_cannot(path: Path) -> None:
    tree = parsed(path)
    assert ast.get_docstring(tree), "the file"
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            # A fact says it in both languages, in its declaration; a list of words is read from its members.
            told = ast.get_docstring(node) or any(k.arg == "meaning" for k in node.keywords)
            assert told or "Choice" in ast.dump(ast.List(elts=node.bases)), node.name


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_files_functions_and_pages_stay_small(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    lines = len(path.read_text(encoding="utf-8").splitlines())
    longest = LONGEST_PAGE if name.startswith("pages/") else LONGEST_FILE
    assert lines <= longest or name in LONG_FILES, f"{lines} lines"
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert _length(node) <= LONGEST_FUNCTION, f"{node.name}: {_length(node)} lines"


def test_a_long_file_keeps_its_reason_only_while_it_is_long() -> None:
    for name in LONG_FILES:
        lines = len((ROOT / name).read_text(encoding="utf-8").splitlines())
        assert lines > LONGEST_FILE, f"{name} has {lines} lines: take its reason away"


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_no_markup_of_anyone_is_ever_run(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.keyword):
            assert node.arg != "unsafe_allow_html"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st":
            assert node.attr != "html"


@pytest.mark.parametrize(
    "path", [f for f in FILES if room(f) in {"pages", "ui"}], ids=lambda p: str(p.relative_to(ROOT))
)
def test_no_page_speaks_one_language_only(path: Path) -> None:
    """What a person reads comes through a Text; a bare literal in a Streamlit call holds no word."""
    for node in ast.walk(parsed(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if node.func.attr in {
            "title",
            "header",
            "caption",
            "markdown",
            "button",
            "success",
            "warning",
            "error",
            "info",
        }:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                words = [word for word in first.value.replace(":material/", "").split() if word.isalpha()]
                assert not words, f"line {node.lineno}: {first.value!r}"


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring and decorators apart."""
    body = node.body
    if (
        isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and isinstance(body[0].value.value, str)
    ):
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
