"""What every number of every table is a number of.

Layout (`axes`), header words (`measures`) and labels (`labels`) are put together here: each
numeric cell gets its measure, stage, method, network, data set and operating point from its
column's header path, its row's labels, the banner it stands under, the table's caption, and, last,
from sentences that speak of the table. Nothing is guessed: what no source decides is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from litscan.document.model import Cell, Document, Table
from litscan.extraction.axes import Axes, Line, is_blank, lay_out
from litscan.extraction.dense_rows import (
    dense_banners,
    leaves_all_blank,
    mark_nothing_removed,
)
from litscan.extraction.labels import Column, Label, clean_method, is_dense, is_own
from litscan.extraction.levels import level_kind, read_level
from litscan.extraction.measures import (
    HYPERPARAMETERS,
    LEVELS,
    PERFORMANCE,
    Heading,
    caption_measure,
    header_scale,
    names_setting,
    read_heading,
    setting_heading,
    settle,
)
from litscan.extraction.readings import TableKind, TableReading, ValueReading
from litscan.extraction.records import OperatingPoint
from litscan.extraction.scan import Scan, scan_document
from litscan.extraction.table_names import TableNames
from litscan.extraction.told import Inherited, Told, tell_measure
from litscan.tables.numbers import Quantity

__all__ = ["read_tables"]

_SETUP = re.compile(
    r"hyper-?\s?parameter|training (?:settings?|details|configuration|recipe)", re.I
)
_ABLATION = re.compile(
    r"ablation|effects? of|impact of|influence of|sensitivity|varying|different "
    r"(?:values|choices|numbers)",
    re.I,
)
_AFTER = re.compile(r"\W*(?:after|pruned|compressed|sparse|final|finetuned|fine-tuned)\b", re.I)
_BARE = re.compile(r"\W*\d*\.?\d+\W*")
_REFERENCE = re.compile(r"\b(?:target|teacher|oracle|upper bound|reference)\b", re.I)


def read_tables(document: Document, scan: Scan | None = None) -> tuple[TableReading, ...]:
    """Return the reading of each table of a document, in reading order.

    Parameters
    ----------
    document : Document
        The paper.
    scan : Scan, optional
        What is already known of it; computed where not given.
    """
    scan = scan or scan_document(document)
    return tuple(_TableReader(scan, table).read() for table in document.tables)


@dataclass(frozen=True)
class _Method:
    text: str
    cell: Cell
    label: Label


class _TableReader:
    """Reads one table; its cached properties are the questions asked of the table as a whole."""

    def __init__(self, scan: Scan, table: Table) -> None:
        self.scan = scan
        self.table = table
        self.axes: Axes = lay_out(table)
        self.names = TableNames(scan, table)
        self.caption = self.names.caption
        self.label = self.names.label

    def read(self) -> TableReading:
        """Return the table's reading."""
        values = tuple(value for line in self.axes.lines for value in self._read_line(line))
        values = mark_nothing_removed(values)
        if not self.methods_in_columns:
            values += tuple(dense_banners(self.axes, values, self.label))
        return TableReading(self.table, self._kind(values), values)

    # -- the table as a whole -------------------------------------------------------------

    @cached_property
    def corner(self) -> str:
        """The headings above the label columns."""
        return " ".join(self.axes.heading(column) for column in self.axes.kinds)

    @cached_property
    def corner_measure(self) -> str | None:
        """The performance measure the headings above the label columns name."""
        corner = read_heading((self.corner,)).measure
        return corner if corner in PERFORMANCE else None

    @cached_property
    def level_kind(self) -> str | None:
        """What bare percentages in labels of this table are levels of."""
        return level_kind(self.corner) or level_kind(self.caption)

    @cached_property
    def kinds(self) -> dict[int, Column]:
        """What each label column holds, where its labels bear out its heading.

        A corner such as "Dataset" or "Sparsity" may name what stands to its right instead.
        """
        kinds = dict(self.axes.kinds)
        for column, kind in kinds.items():
            if kind in ("method", "other"):
                continue
            texts = {line.labels[column].text for line in self.axes.lines if column in line.labels}
            borne = sum(self._bears_out(text, kind) for text in texts)
            methods = sum(self._is_method(text) for text in texts)
            if methods > borne and "method" not in kinds.values():
                kinds[column] = "other"
        return kinds

    def _bears_out(self, text: str, kind: Column) -> bool:
        label = self.label(text)
        if kind == "dataset":
            return bool(label.datasets)
        if kind == "architecture":
            return bool(label.architectures)
        return read_level(text, self.level_kind) is not None

    @cached_property
    def methods_in_columns(self) -> bool:
        """Whether the header names methods and the row labels do not."""
        leaves = {
            cell.text
            for line in self.axes.lines[:1]
            for column in self.axes.value_columns
            for cell in self.axes.path_cells(line, column)
        }
        in_header = sum(self._is_method(text) for text in leaves)
        if in_header < 2:
            return False
        rows = {cell.text for line in self.axes.lines for cell in line.labels.values()}
        in_rows = sum(self._is_method(text) for text in rows)
        return in_rows == 0 or (in_rows < in_header and "method" not in self.kinds.values())

    def _is_method(self, text: str) -> bool:
        label = self.label(text)
        return bool(label.methods) or is_own(text, self.scan.own_names) or is_dense(text)

    @cached_property
    def method_column(self) -> int | None:
        """The label column that names methods, or None."""
        if self.methods_in_columns:
            return None
        kinds = self.kinds
        named = [column for column, kind in kinds.items() if kind == "method"]
        if named:
            return named[-1]
        best, most = None, 0
        for column, kind in kinds.items():
            texts = {line.labels[column].text for line in self.axes.lines if column in line.labels}
            score = sum(self._may_be_method(text) for text in texts)
            if kind == "level":
                continue
            if score > most:
                best, most = column, score
        return best

    def _may_be_method(self, text: str) -> bool:
        if self._is_method(text):
            return True
        label = self.label(text)
        if label.datasets or read_heading((text,)).measure in PERFORMANCE:
            return False
        return bool(re.search(r"[A-Za-z]{2}", clean_method(label.rest if label.rest else "")))

    def _kind(self, values: Sequence[ValueReading]) -> TableKind:
        measures = {value.measure for value in values}
        performance = measures & (PERFORMANCE - {"loss"})
        if not performance and (measures & HYPERPARAMETERS or _SETUP.search(self.caption)):
            return "setup"
        if not measures & PERFORMANCE:
            return "other"
        return "ablation" if _ABLATION.search(self.caption) else "results"

    # -- one column, one row ----------------------------------------------------------------

    @cached_property
    def _headings(self) -> dict[tuple[int, int], Heading]:
        """Settled headings by column and by the mid-table header that applies."""
        under: dict[tuple[int, int], list[Line]] = {}
        for line in self.axes.lines:
            for column in self.axes.value_columns:
                under.setdefault(self._heading_key(line, column), []).append(line)
        headings = {}
        for key, lines in under.items():
            column = key[0]
            quantities = []
            for line in lines:
                cell = self.table.origin(line.row, column)
                quantity = self.axes.numbers.get((cell.row, cell.column))
                if quantity is not None:
                    quantities.append(quantity)
            path = [cell.text for cell in self.axes.path_cells(lines[0], column)]
            headings[key] = settle(read_heading(path), quantities)
        return headings

    def _heading_key(self, line: Line, column: int) -> tuple[int, int]:
        header = line.headers.get(column)
        return column, header.row if header is not None else -1

    @cached_property
    def _no_column_measures(self) -> bool:
        return all(
            heading.measure is None or heading.measure in HYPERPARAMETERS
            for heading in self._headings.values()
        )

    def _read_line(self, line: Line) -> Iterable[ValueReading]:
        row_method = self._row_method(line)
        row_heading = self._row_heading(line)
        row_texts = [cell.text for cell in line.labels.values()]
        if line.group is not None:
            row_texts.append(line.group.text)
        for column in self.axes.value_columns:
            cell = self.table.origin(line.row, column)
            quantity = self.axes.numbers.get((cell.row, cell.column))
            if quantity is None or cell.column != column:
                continue
            path = self.axes.path_cells(line, column)
            heading = self._headings[self._heading_key(line, column)]
            architecture = self._pick("architecture", path, row_texts, line)
            dataset = self._pick("dataset", path, row_texts, line)
            told = self._measure(heading, row_heading, path, row_texts, dataset, quantity)
            stage = told.stage
            method = self._column_method(path) if self.methods_in_columns else row_method
            if (
                method is not None
                and method.label.text in (c.text for c in path)
                and stage == ("original")
            ):
                stage = "reported"
            if told.measure in ("flops", "params") and quantity.scale == 1:
                quantity = replace(quantity, scale=header_scale([cell.text for cell in path]))
            yield ValueReading(
                cell=cell,
                quantity=quantity,
                measure=told.measure,
                measure_from=told.source,
                stage=stage,
                change_sign=told.change_sign,
                record=column if self.methods_in_columns else line.row,
                method=method.text if method else None,
                method_cell=method.cell if method else None,
                own=self._owned(method),
                is_dense=self._dense(method, line),
                citation_keys=self._keys(method),
                architecture=architecture,
                dataset=dataset or self._tied_dataset(architecture, told),
                operating_point=self._level(path, row_texts, line),
            )

    def _row_heading(self, line: Line) -> Heading | None:
        for column, cell in reversed(line.labels.items()):
            kind = self.axes.kinds.get(column, "other")
            if names_setting(cell.text) and kind != "method":
                return setting_heading(cell.text)
            if kind in ("architecture", "dataset", "level") and self._bears_out(cell.text, kind):
                continue
            heading = read_heading((cell.text,))
            if heading.measure is not None and not self._is_method(cell.text):
                quantities = [
                    self.axes.numbers[line.row, c]
                    for c in self.axes.value_columns
                    if (line.row, c) in self.axes.numbers
                ]
                return settle(heading, quantities)
        return None

    def _measure(
        self,
        heading: Heading,
        row: Heading | None,
        path: Sequence[Cell],
        row_texts: Sequence[str],
        dataset: str | None,
        quantity: Quantity,
    ) -> Told:
        texts = [cell.text for cell in path]
        recognised = any(
            self.label(text).architectures
            or self.label(text).datasets
            or self._is_method(text)
            or read_level(text, self.level_kind)
            or is_blank(text)
            for text in texts
        )
        sure = (
            recognised
            or bool(_AFTER.match(texts[-1] if texts else ""))
            or heading.stage != "reported"
            or not texts
        )
        in_path = any(self.label(text).datasets for text in texts)
        in_row = any(self.label(text).datasets for text in row_texts)
        named = dataset is not None and (in_path or in_row)
        inherited = Inherited(
            caption=next(filter(None, map(caption_measure, self.names.captions)), None),
            corner=self.corner_measure,
            dataset=self.names.measure_of(dataset) if dataset and named else None,
            likely=sure or self._no_column_measures,
            labelled_by_dataset=in_path,
        )
        return tell_measure(heading, row, texts, quantity, inherited)

    # -- methods --------------------------------------------------------------------------------

    def _row_method(self, line: Line) -> _Method | None:
        column = self.method_column
        cell = line.labels.get(column) if column is not None else None
        if cell is None:
            group = line.group
            if group is not None and self._is_method(group.text):
                return _Method(clean_method(group.text), group, self.label(group.text))
            return None
        label = self.label(cell.text)
        if self.kinds.get(cell.column) == "dataset" or (
            label.datasets and not label.methods and not label.rest
        ):
            return None
        text = clean_method(label.rest, cell.citations) if label.architectures else ""
        if not re.search(r"[A-Za-z]{2}", text):
            text = clean_method(cell.text, cell.citations)
        if not re.search(r"\w", text):
            return None
        return _Method(text, cell, label)

    def _column_method(self, path: Sequence[Cell]) -> _Method | None:
        for cell in reversed(path):
            if self._is_method(cell.text):
                return _Method(clean_method(cell.text, cell.citations), cell, self.label(cell.text))
        for cell in reversed(path):
            label = self.label(cell.text)
            if (
                read_heading((cell.text,)).measure is None
                and not label.datasets
                and not label.architectures
                and re.search(r"[A-Za-z]{2}", cell.text)
            ):
                return _Method(clean_method(cell.text, cell.citations), cell, label)
        return None

    def _owned(self, method: _Method | None) -> bool | None:
        if method is None:
            return None
        if is_own(method.cell.text, self.scan.own_names):
            return True
        if _REFERENCE.search(method.text):
            return False
        if self._keys(method) or method.label.methods or is_dense(method.cell.text, method.label):
            return False
        return None

    def _keys(self, method: _Method | None) -> tuple[str, ...]:
        return method.cell.citations if method else ()

    def _dense(self, method: _Method | None, line: Line) -> bool:
        if method is None:
            return not self.methods_in_columns and leaves_all_blank(
                self.axes, line, self.method_column, self._level_columns
            )
        if is_own(method.cell.text, self.scan.own_names):
            return False
        if is_dense(method.cell.text, method.label):
            return True
        only_network = bool(method.label.architectures) and not clean_method(method.label.rest)
        return only_network and self._has_method_rows and not self.methods_in_columns

    @cached_property
    def _level_columns(self) -> tuple[int, ...]:
        """The columns, of labels or of numbers, that say how much was removed."""
        labels = [column for column, kind in self.kinds.items() if kind == "level"]
        numbers = [key[0] for key, head in self._headings.items() if head.measure in LEVELS]
        return tuple(dict.fromkeys((*labels, *numbers)))

    @cached_property
    def _has_method_rows(self) -> bool:
        column = self.method_column
        if column is None:
            return False
        texts = [line.labels[column].text for line in self.axes.lines if column in line.labels]
        return any(
            self._is_method(text) and not self.label(text).architectures for text in texts
        ) or any(
            self.label(text).architectures and is_own(text, self.scan.own_names) for text in texts
        )

    # -- networks, data sets, levels -----------------------------------------------------------

    def _pick(
        self, kind: str, path: Sequence[Cell], row_texts: Sequence[str], line: Line
    ) -> str | None:
        for text in (*(cell.text for cell in reversed(path)), *row_texts):
            label = self.label(text)
            found = label.datasets if kind == "dataset" else label.architectures
            if len(found) == 1:
                return found[0]
        if kind == "architecture":
            composed = self.names.composed(path, row_texts)
            if composed is not None:
                return composed
            carried = self._carried(line)
            if carried is not None:
                return carried
        return self.names.default_dataset if kind == "dataset" else self.names.default_architecture

    def _tied_dataset(self, architecture: str | None, told: Told) -> str | None:
        if told.measure not in PERFORMANCE - {"average"}:
            return None
        return self.names.dataset_of(architecture, told.measure)

    @cached_property
    def _networks_above(self) -> dict[int, str]:
        """For each row, the network named alone in the method column above it, if any."""
        column = self.method_column
        above: dict[int, str] = {}
        current: str | None = None
        group: Cell | None = None
        for line in self.axes.lines:
            if line.group is not group:
                group, current = line.group, None
            cell = line.labels.get(column) if column is not None else None
            if cell is not None:
                label = self.label(cell.text)
                if len(label.architectures) == 1:
                    current = label.architectures[0]
            if current is not None:
                above[line.row] = current
        return above

    def _carried(self, line: Line) -> str | None:
        return self._networks_above.get(line.row) if self._has_method_rows else None

    def _level(
        self, path: Sequence[Cell], row_texts: Sequence[str], line: Line
    ) -> OperatingPoint | None:
        above = [cell.text for cell in path]
        for column, cell in line.labels.items():
            if self.kinds.get(column) == "level":
                heading_text = self.axes.heading(column)
                text = cell.text.strip()
                if _BARE.fullmatch(text) and "%" in heading_text and "%" not in text:
                    text += "%"
                level = read_level(text, level_kind(heading_text))
                if level is not None:
                    return level
        for text in (*reversed(above), *row_texts):
            heading = read_heading((text,))
            if heading.measure in PERFORMANCE or self.label(text).architectures:
                continue
            kind = self.level_kind
            if text in above[1:]:
                outer = next(filter(None, map(level_kind, reversed(above[:-1]))), None)
                kind = outer or kind
                if _BARE.fullmatch(text) and "%" in " ".join(above):
                    text = f"{text.strip()}%"
            level = read_level(text, kind)
            if level is not None:
                return level
        if any(heading.measure in LEVELS for heading in self._headings.values()):
            return None
        return read_level(self.caption, None) if level_kind(self.caption) else None
