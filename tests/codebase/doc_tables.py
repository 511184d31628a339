"""The tables in the documents that are made from the code; run as a program it writes them anew."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

from source_tree import ROOT, Module, modules

from hotline.settings import SETTINGS

FLOORS = ("core", "flows", "prompts", "actions", "storage", "telephony", "calendars", "console", "simulator",
          "commands")  # fmt: skip


def settings_table() -> str:
    """Every setting: its variable, its default, what it is for."""
    rows = ["| variable | default | meaning |", "|---|---|---|"]
    for setting in SETTINGS.values():
        default = "must be given" if setting.default is None else f"`{setting.default}`" if setting.default else "none"
        rows.append(f"| `{setting.variable}` | {default} | {setting.help} |")
    return "\n".join(rows) + "\n"


def modules_table() -> str:
    """Every module with the sentence that opens it, floor by floor."""
    rows = ["| module | what it is |", "|---|---|"]
    for module in sorted(modules(), key=_place):
        name = module.path.relative_to(ROOT / "hotline").as_posix()
        bold = module.is_package and name != "__init__.py"
        shown = f"**`{module.path.parent.relative_to(ROOT).as_posix()}/`**" if bold else f"`{name}`"
        rows.append(f"| {shown} | {_cell(first_sentence(module))} |")
    return "\n".join(rows) + "\n"


TABLES: dict[str, tuple[Path, Callable[[], str]]] = {
    "settings": (ROOT / "docs" / "settings.md", settings_table),
    "modules": (ROOT / "docs" / "architecture.md", modules_table),
}


def first_sentence(module: Module) -> str:
    """The first paragraph of a module's docstring, on one line."""
    return " ".join((ast.get_docstring(module.tree) or "").split("\n\n")[0].split())


def marked(name: str) -> re.Pattern[str]:
    """What stands between the two marks of a table in a document."""
    return re.compile(rf"(<!-- table: {name} -->\n).*?(<!-- end of table -->)", re.DOTALL)


def _place(module: Module) -> tuple[int, str]:
    floor = FLOORS.index(module.floor) if module.floor in FLOORS else -1
    return floor, module.path.as_posix().replace("__init__.py", "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def main() -> None:
    """Write every table into its document."""
    for name, (page, table) in TABLES.items():
        text = page.read_text(encoding="utf-8")
        made = table()
        page.write_text(marked(name).sub(lambda found, made=made: found[1] + made + found[2], text), encoding="utf-8")


if __name__ == "__main__":
    main()
