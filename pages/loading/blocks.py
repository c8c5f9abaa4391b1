"""A page's body: from the blocks of a content file to StreamField data, the same ids in both trees."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .markdown import to_rich_text

#: Block ids are made from the page's key and the block's place, so that both languages share them.
NAMESPACE = uuid.UUID("5c0b2f0e-6f1f-4c57-9f4e-0d9f1d5f7a11")

Value = Any
Builder = Callable[["BodyBuilder", Any, str], Value]


@dataclass(frozen=True)
class BodyBuilder:
    """Builds the body of one page in one language.

    Attributes:
        page_key: the page's key.
        fact_id, page_id: the database id for a key, the page's in the language being built.
    """

    page_key: str
    fact_id: Callable[[str], int]
    page_id: Callable[[str], int]

    def body(self, blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the data of the body's StreamField."""
        return [
            self._block(name, value, value["id"])
            for block in blocks
            for name, value in block.items()
        ]

    def block_id(self, path: str) -> str:
        return str(uuid.uuid5(NAMESPACE, f"{self.page_key}/{path}"))

    def rich(self, text: str | None) -> str:
        return to_rich_text(text, self.fact_id, self.page_id) if text else ""

    def _block(self, name: str, value: Any, path: str) -> dict[str, Any]:
        return {"type": name, "value": BUILDERS[name](self, value, path), "id": self.block_id(path)}

    def _items(
        self, values: list[Any], path: str, build: Callable[[Any], Any]
    ) -> list[dict[str, Any]]:
        return [
            {"type": "item", "value": build(value), "id": self.block_id(f"{path}/{number}")}
            for number, value in enumerate(values)
        ]

    def facts(self, keys: list[str], path: str) -> list[dict[str, Any]]:
        return self._items(keys, path, self.fact_id)

    def links(self, rows: list[dict[str, Any]], path: str) -> list[dict[str, Any]]:
        return self._items(rows, path, self._link)

    def _link(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "page": self.page_id(row["page"]) if row.get("page") else None,
            "url": row.get("url") or "",
            "label": row["label"],
            "hint": row.get("hint") or "",
        }

    def headed(
        self, rows: list[dict[str, Any]], path: str, head: str = "heading", text: str = "text"
    ) -> Any:
        """Return a list of headings with their text."""
        return self._items(
            rows, path, lambda row: {head: row[head], text: self.rich(row.get(text))}
        )

    def pages(self, keys: list[str], path: str) -> list[dict[str, Any]]:
        return self._items(keys, path, self.page_id)

    def tiles(self, tiles: list[dict[str, Any]], path: str) -> list[dict[str, Any]]:
        return self._items(
            tiles,
            path,
            lambda tile: {
                "fact": self.fact_id(tile["fact"]) if tile.get("fact") else None,
                "illustration": tile.get("illustration") or "",
                "wide": bool(tile.get("wide")),
            },
        )

    def content(self, blocks: list[dict[str, Any]], path: str) -> list[dict[str, Any]]:
        return [
            self._block(name, value, f"{path}/{number}")
            for number, block in enumerate(blocks)
            for name, value in block.items()
        ]


BUILDERS: dict[str, Builder] = {
    # On the page
    "section": lambda b, v, path: {
        "heading": v["heading"],
        "aside": b.rich(v.get("aside")),
        "content": b.content(v["content"], path),
    },
    "key_figures": lambda b, v, path: {
        "heading": v["heading"],
        "tiles": b.tiles(v["figures"], path),
    },
    "good_to_know": lambda b, v, path: {
        "heading": v["heading"],
        "items": b.headed(v["items"], path),
    },
    "timeline": lambda b, v, path: {
        "heading": v["heading"],
        "entries": b.facts(v["entries"], path),
    },
    "directory": lambda b, v, path: {
        "heading": v["heading"],
        "rows": b.links(v["rows"], path),
        "illustration": v.get("illustration") or "",
    },
    "tiles": lambda b, v, path: {
        "heading": v["heading"],
        "text": b.rich(v.get("text")),
        "pages": b.pages(v["pages"], path),
    },
    "figure": lambda b, v, path: {
        "heading": v["heading"],
        "figure": v["figure"],
        "text": b.rich(v.get("text")),
    },
    "night": lambda b, v, path: {
        "heading": v["heading"],
        "text": b.rich(v.get("text")),
        "page": b.page_id(v["page"]) if v.get("page") else None,
    },
    # In a section
    "text": lambda b, v, path: b.rich(v),
    "missing": lambda b, v, path: b.rich(v),
    "subsection": lambda b, v, path: {"heading": v["heading"], "text": b.rich(v.get("text"))},
    "facts": lambda b, v, path: b.facts(v, path),
    "steps": lambda b, v, path: b.headed(v, path),
    "questions": lambda b, v, path: b.headed(v, path, "question", "answer"),
    "links": lambda b, v, path: b.links(v, path),
}

#: What each block must have beside its id; what isn't named in either set is a mistake.
REQUIRED = {
    "section": {"heading", "content"},
    "key_figures": {"heading", "figures"},
    "good_to_know": {"heading", "items"},
    "timeline": {"heading", "entries"},
    "directory": {"heading", "rows"},
    "tiles": {"heading", "pages"},
    "figure": {"heading", "figure"},
    "night": {"heading", "text"},
}
OPTIONAL = {
    "section": {"aside"},
    "key_figures": {"text"},
    "directory": {"illustration"},
    "tiles": {"text"},
    "figure": {"text"},
    "night": {"page"},
}
INNER = {"text", "missing", "subsection", "facts", "steps", "questions", "links"}
