"""Writes OLE compound files (version 3, sectors of 512 bytes) that readers accept; streams of 4096 bytes and more."""

import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR = 512


def entry(name, kind, *, child=FREE, sibling=FREE, start=0, size=0):
    written = (name + "\0").encode("utf-16-le") if name else b""
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        *(written, len(written), kind, 1, FREE, sibling, child, bytes(16), 0, 0, 0, start, size),
    )


def tree(streams):
    """Nested dictionaries of the paths, parts separated by `/`."""
    root = {}
    for path, content in streams.items():
        folder = root
        *folders, name = path.split("/")
        for part in folders:
            folder = folder.setdefault(part, {})
        folder[name] = content
    return root


def written_compound(streams):
    """A compound file with these streams, by path."""
    sectors, fat, entries = [], [], [None]

    def put(content):
        start = len(sectors)
        pieces = [content[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(content), SECTOR)]
        sectors.extend(pieces)
        fat.extend([*range(start + 1, start + len(pieces)), END])
        return start

    def add(children):
        """The index of the first of them; the others hang on it as siblings, in the order of the format."""
        ordered = sorted(children, key=lambda name: (len(name), name.upper()))
        places = [len(entries) + n for n in range(len(ordered))]
        entries.extend([None] * len(ordered))
        for number, name in enumerate(ordered):
            sibling = places[number + 1] if number + 1 < len(places) else FREE
            child = children[name]
            if isinstance(child, dict):
                entries[places[number]] = entry(name, 1, child=add(child), sibling=sibling)
            else:
                entries[places[number]] = entry(name, 2, sibling=sibling, start=put(child), size=len(child))
        return places[0]

    entries[0] = entry("Root Entry", 5, child=add(tree(streams)), start=END)
    entries += [entry("", 0, start=0)] * (-len(entries) % 4)
    directory = put(b"".join(entries))
    table = len(sectors)
    count = 1
    while count * 128 < table + count:
        count += 1
    fat += [FAT] * count
    fat += [FREE] * (count * 128 - len(fat))
    header = struct.pack(
        "<8s16sHHHHH6s9I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6)),
        *(0, count, directory, 0, 4096, END, 0, END, 0),
    )
    header = header[:76] + struct.pack("<109I", *range(table, table + count), *[FREE] * (109 - count))
    return header + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)
