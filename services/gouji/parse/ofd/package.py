"""An OFD package: its documents, their pages, templates and shared objects, every location kept inside the zip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from gouji.errors import Unreadable
from gouji.parse.containers import damaged
from gouji.parse.ofd.names import PROGRAM, child, children, numbers, text_of
from gouji.parse.package import Element, Parts, located

#: Longer than any report, even several in one file.
MOST_PAGES = 300
_MOST_DOCUMENTS, _MOST_RESOURCES = 20, 50
_LARGEST_SIDE = 7000.0
_A4 = (0.0, 0.0, 210.0, 297.0)
_LOCKED = "OFD 文件已加密（GM/T 0099），无法核查；请取消加密后重新投递，或投递 Word 原件"

Box = tuple[float, float, float, float]


class Leaf:
    """A page: its content, the templates below and above it, and its box in millimetres: x, y, width, height."""

    def __init__(self, root: Element, below: list[Element], above: list[Element], box: Box) -> None:
        self.root, self.below, self.above, self.box = root, below, above, box


class Book:
    """An open OFD file."""

    def __init__(self, content: bytes) -> None:
        self._parts = Parts(content, PROGRAM)
        if "Encryptions.xml" in self._parts or "encryptinfo.dat" in self._parts:
            raise Unreadable(_LOCKED)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self._parts.__exit__(None, None, None)

    def documents(self) -> Iterator[Volume]:
        """The documents in the file; raises Unreadable when there is none."""
        root = self._parts.xml("OFD.xml")
        locations = [text_of(child(body, "DocRoot")) for body in children(root, "DocBody")]
        if not any(locations):
            raise damaged()
        for location in list(filter(None, locations))[:_MOST_DOCUMENTS]:
            yield Volume(self._parts, found(self._parts, "OFD.xml", location))


class Volume:
    """One document of the file."""

    def __init__(self, parts: Parts, path: str) -> None:
        self._parts, self._path = parts, path
        self._root = parts.xml(path)
        common = child(self._root, "CommonData")
        self._area = child(common, "PageArea")
        self._templates = {
            template.get("ID") or "": template.get("BaseLoc") or "" for template in children(common, "TemplatePage")
        }
        self._read: dict[str, Element | None] = {}
        self._units: dict[str, Element] | None = None

    def leaves(self) -> Iterator[Leaf]:
        """The pages in order; raises Unreadable when there are more than in any report or one is missing."""
        pages = list(children(child(self._root, "Pages"), "Page"))
        if len(pages) > MOST_PAGES:
            raise Unreadable(f"OFD 文件有{len(pages)}页，不像年度报告；请只投递年度报告本身")
        for page in pages:
            path = found(self._parts, self._path, page.get("BaseLoc") or "")
            if path not in self._parts:
                raise Unreadable("OFD 文件缺少页面内容，可能已损坏或没有传完；请重新导出后投递，或投递 Word 原件")
            yield self._leaf(self._parts.xml(path))

    def _leaf(self, root: Element) -> Leaf:
        below: list[Element] = []
        above: list[Element] = []
        for use in children(root, "Template"):
            template = self._template(use.get("TemplateID") or "")
            if template is not None:
                (above if use.get("ZOrder") == "Foreground" else below).append(template)
        area = child(root, "Area")
        box = _box(area) or next(filter(None, (_box(child(one, "Area")) for one in below)), None) or _box(self._area)
        return Leaf(root, below, above, box or _A4)

    def _template(self, name: str) -> Element | None:
        if name not in self._read:
            path = found(self._parts, self._path, self._templates.get(name) or "")
            self._read[name] = self._parts.xml(path) if name in self._templates and path in self._parts else None
        return self._read[name]

    def unit(self, name: str) -> Element | None:
        """A shared object (`CompositeGraphicUnit`) by its ID; None when the file has none of that name."""
        if self._units is None:
            self._units = {}
            for resource in self._resources():
                for units in children(resource, "CompositeGraphicUnits"):
                    self._units.update({unit.get("ID") or "": unit for unit in children(units, "CompositeGraphicUnit")})
        return self._units.get(name)

    def _resources(self) -> Iterator[Element]:
        common = child(self._root, "CommonData")
        for number, resource in enumerate(children(common, "PublicRes", "DocumentRes")):
            path = found(self._parts, self._path, text_of(resource))
            if number < _MOST_RESOURCES and path in self._parts:
                yield self._parts.xml(path)


def found(parts: Parts, base: str, location: str) -> str:
    """The part at a location, seen from `base` as the standard has it, or from the root as some programs write it."""
    near = located(base, location)
    if near in parts:
        return near
    far = located("", location)
    return far if far in parts else near


def _box(area: Element | None) -> Box | None:
    """The page's box; the largest one is what is printed on."""
    for name in ("PhysicalBox", "CropBox", "ApplicationBox"):
        sides = numbers(text_of(child(area, name)), 4)
        if sides and 0 < sides[2] <= _LARGEST_SIDE and 0 < sides[3] <= _LARGEST_SIDE:
            return sides[0], sides[1], sides[2], sides[3]
    return None
