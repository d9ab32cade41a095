"""The bill of materials of the bundle, in CycloneDX's JSON (version 1.6, https://cyclonedx.org/docs/1.6/json/), checked by its schema.

python packaging/sbom.py FILE         checks a bill against the schema
"""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from prepare import SetUpError

_NAMESPACE = uuid.UUID("4b9f3f2e-2a55-5d0e-9c8c-6d5f0b1c6a11")
_EXPRESSION = (" AND ", " OR ", " WITH ")


def main() -> int:
    """Check the file that is named."""
    wrong = problem(Path(sys.argv[1]).read_text(encoding="utf-8")) if len(sys.argv) == 2 else "Name the file."
    print(wrong or "meets the schema")
    return 1 if wrong else 0


def write_sbom(contents: Path, built: Mapping[str, str], target: Path) -> None:
    """Write the bill for what `contents.json` lists. Raises `SetUpError` when the schema is not met."""
    parts = json.loads(contents.read_text(encoding="utf-8"))["parts"]
    text = sbom(parts, built)
    wrong = problem(text)
    if wrong:
        raise SetUpError(f"The bill of materials does not meet CycloneDX's schema: {wrong}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text + "\n", encoding="utf-8")


def sbom(parts: Sequence[Mapping[str, Any]], built: Mapping[str, str]) -> str:
    """The bill as text. The first of `parts` is the program itself. The same input gives the same text."""
    program, *others = (_component(part) for part in parts)
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, built['version'] + ' ' + built['commit'])}",
        "version": 1,
        "metadata": {"timestamp": built["time"], "component": {**program, "type": "application"}},
        "components": others,
        "dependencies": [{"ref": program["bom-ref"], "dependsOn": [part["bom-ref"] for part in others]}],
    }
    return json.dumps(bill, indent=1, ensure_ascii=False)


def problem(text: str) -> str:
    """What the schema finds wrong in a bill; empty when it is right."""
    found = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    return "" if found is None else str(found)


def _component(part: Mapping[str, Any]) -> dict[str, Any]:
    name, version, purl, licence = (str(part[field]) for field in ("name", "version", "purl", "licence"))
    compound = any(word in licence for word in _EXPRESSION)
    made: dict[str, Any] = {"type": "library", "bom-ref": purl or f"{name}@{version}", "name": name}
    if version:
        made["version"] = version
    made["licenses"] = [{"expression": licence} if compound else {"license": {"id": licence}}]
    if purl:
        made["purl"] = purl
    return {**made, "properties": [{"name": "countersign:files", "value": str(part["files"])}]}


if __name__ == "__main__":
    raise SystemExit(main())
