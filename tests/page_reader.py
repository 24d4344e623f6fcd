"""An HTML page taken apart again."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "br", "input"}


class Reader(HTMLParser):
    """Collects the cells of every row, the tags, the attributes, and whatever refers to the outside."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")
        elif tag == "br" and "td" in self.open:
            self.rows[-1][-1] += "\n"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.texts.append(data)
        if ({"td", "th"} & set(self.open)) and "svg" not in self.open:
            self.rows[-1][-1] += data

    def values(self, name: str) -> list[str]:
        """What an attribute says, wherever it stands."""
        return [value for _, each, value in self.attributes if each == name]

    def row(self, name: str, number: str = "") -> list[str]:
        """The cells of an indicator's line, of the first with that name or of the one with that number."""
        return next(row for row in self.rows if len(row) > 1 and row[1].startswith(name) and number in {"", row[0]})
