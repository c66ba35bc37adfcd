"""A few lines of PDF: text and rulings at given places, in standard fonts, in pure Python."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Drawing", "pdf_of"]

_FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Helvetica-Oblique"}


@dataclass
class Drawing:
    """One page of 612 by 792 points, drawn from its lower left corner."""

    commands: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, shown: str, *, size: float = 10, font: str = "F1"
    ) -> Drawing:
        escaped = shown.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.commands.append(f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET")
        return self

    def sideways(self, x: float, y: float, shown: str) -> Drawing:
        self.commands.append(f"BT /F1 14 Tf 0 1 -1 0 {x} {y} Tm ({shown}) Tj ET")
        return self

    def lines(
        self, x: float, y: float, *shown: str, size: float = 10, pitch: float = 12
    ) -> Drawing:
        for number, line in enumerate(shown):
            self.text(x, y - number * pitch, line, size=size)
        return self

    def rule(self, left: float, right: float, y: float) -> Drawing:
        self.commands.append(f"{left} {y} {right - left} 0.6 re f")
        return self

    def bar(self, x: float, bottom: float, top: float) -> Drawing:
        self.commands.append(f"{x} {bottom} 0.6 {top - bottom} re f")
        return self

    def row(self, y: float, *cells: tuple[float, str], size: float = 9) -> Drawing:
        for x, shown in cells:
            self.text(x, y, shown, size=size)
        return self


def pdf_of(*pages: Drawing) -> bytes:
    """Return a PDF of these pages."""
    fonts = " ".join(f"/{name} {5 + i} 0 R" for i, name in enumerate(_FONTS))
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(pages)))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
    }
    for i, name in enumerate(_FONTS.values()):
        objects[5 + i] = (
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        )
    for number, page in enumerate(pages):
        stream = "\n".join(page.commands)
        size = len(stream.encode("cp1252"))
        objects[10 + 2 * number] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << {fonts} >> >> /Contents {11 + 2 * number} 0 R >>"
        )
        objects[11 + 2 * number] = f"<< /Length {size} >>\nstream\n{stream}\nendstream"
    return _file(objects)


def _file(objects: dict[int, str]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    count = max(objects) + 1
    out += f"xref\n0 {count}\n0000000000 65535 f \n".encode()
    for number in range(1, count):
        entry = f"{places[number]:010d} 00000 n" if number in places else "0000000000 65535 f"
        out += f"{entry} \n".encode()
    return (
        bytes(out) + f"trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    )
