"""Write `sitegen/knowledge/places.yaml` from the tables of `underthesea.address` and Babel (`make places`)."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import yaml
from babel import Locale

TARGET = Path(__file__).parent.parent / "sitegen" / "knowledge" / "places.yaml"
UNITS = ("Thành phố ", "Tỉnh ", "Quận ", "Huyện ", "Thị xã ")


def bare(name: str) -> str:
    """The name without its unit ("Quận Ninh Kiều" -> "Ninh Kiều"); numbered districts keep it ("Quận 1")."""
    for unit in UNITS:
        if name.startswith(unit) and not name[len(unit)].isdigit():
            return name[len(unit) :]
    return name


def provinces(table: dict[str, dict[str, dict[str, str]]], mapping: dict[str, str]) -> list[dict[str, str]]:
    """Every province of either map: its name, and the province that it belongs to since 1 July 2025."""
    old, new = table["old_province_names"], table["province_names"]
    entries = {}
    for key, unit in old.items():
        now = new[mapping[key]]["short"]
        entries[unit["short"]] = {"name": unit["short"], **({"now": now} if now != unit["short"] else {})}
    for unit in new.values():
        entries.setdefault(unit["short"], {"name": unit["short"]})
    return [entries[name] for name in sorted(entries)]


def districts(rows: list[dict[str, str]]) -> list[str]:
    """Names of the districts that were abolished in 2025; they live on in the press."""
    return sorted({bare(row["old_district"]) for row in rows if row.get("old_district")})


def countries() -> list[str]:
    """Country names as Babel's Vietnamese locale spells them."""
    territories = Locale("vi").territories
    return sorted({name for code, name in territories.items() if code.isalpha() and len(code) == 2})


def main() -> None:
    """Read the tables, write the file."""
    source = files("underthesea.address") / "data" / "mapping.json"
    table = json.loads(source.read_text(encoding="utf-8"))
    document = {
        "provinces": provinces(table, table["province_mapping"]),
        "districts": districts(table["ward_mapping"]),
        "countries": countries(),
    }
    body = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110)
    TARGET.write_text(
        "# Made by `make places`; do not edit: what is missing stands in world.yaml.\n" + body, encoding="utf-8"
    )


if __name__ == "__main__":
    main()
