"""What a disk may hold after a power cut, from the recording of what was asked of it.

The rules are POSIX's, which promise less than any file system keeps:
- What was written to a file is there for sure only once that file was synced. Of writes since, each
  may be there, or not, or in part: each 512-byte sector by itself, old or new, in any order.
- A new length is as unsure as a write.
- A name that was made, changed or removed is sure only once its folder was synced. Of changes since,
  any may be there, those of one folder in order (what a journal keeps).
- After a failed sync nothing that was unsure becomes sure any more, whatever a later sync says: the
  kernel has marked the pages clean and may have dropped them.
"""
import os, struct

HEAD = struct.Struct("<cHHQQ")
SECTOR = 512


class Call:
    def __init__(self, kind, path, other, offset, data):
        self.kind, self.path, self.other, self.offset, self.data = kind, path, other, offset, data


def calls(path):
    """A recording, call by call."""
    with open(path, "rb") as file: recording = file.read()
    at, found = 0, []
    while at + HEAD.size <= len(recording):
        kind, path_length, other_length, offset, count = HEAD.unpack_from(recording, at)
        at += HEAD.size
        data_length = count if kind in b"WA" else 0
        names = recording[at:at + path_length + other_length].decode()
        at += path_length + other_length
        if at + data_length > len(recording): break
        found.append(Call(
            kind.decode(), names[:path_length], names[path_length:], offset,
            recording[at:at + data_length]))
        at += data_length
    return found


class File:
    """One file, under whatever names: what is sure of it, and what was asked since."""

    def __init__(self, content=b""):
        self.sure = bytearray(content)
        self.pending = []

    def sync(self):
        lost = [change for change in self.pending if change[2]]
        for change in self.pending:
            if not change[2]: apply(self.sure, change)
        self.pending = lost

    def fail(self):
        self.pending = [(offset, data, True) for offset, data, _ in self.pending]

    def content(self, chance, mood):
        """One of the contents that a cut may leave."""
        result = bytearray(self.sure)
        for change in self.pending:
            if mood == "all lost": continue
            if mood == "all kept" and not change[2]:
                apply(result, change)
                continue
            if mood == "all kept": continue
            offset, data, _ = change
            if data is None:
                if chance.random() < 0.5: apply(result, change)
                continue
            torn = chance.random()
            for start in range(0, len(data), SECTOR):
                is_there = chance.random() < 0.5 if torn < 0.5 else torn < 0.75
                if is_there: apply(result, (offset + start, data[start:start + SECTOR], False))
        return bytes(result)


def apply(content, change):
    offset, data, _ = change
    if data is None:
        if offset < len(content): del content[offset:]
        else: content.extend(bytes(offset - len(content)))
        return
    if offset > len(content): content.extend(bytes(offset - len(content)))
    content[offset:offset + len(data)] = data


class Disk:
    """The files below one folder, as a recording changes them."""

    def __init__(self, root):
        self.root = root
        self.names = {}
        for folder, _, files in os.walk(root):
            for name in files:
                path = os.path.join(folder, name)
                if path.endswith("-shm"): continue
                with open(path, "rb") as file: self.names[path] = File(file.read())
        self.sure_names = dict(self.names)
        self.unsure = {}

    def do(self, call):
        path, names = call.path, self.names
        if call.kind in "WTSF":
            if call.kind == "S" and os.path.isdir(path) or path == self.root:
                return self.sync_folder(path)
            file = names.get(path.removesuffix(" (deleted)"))
            if file is None: return None
            if call.kind == "W": file.pending.append((call.offset, call.data, False))
            if call.kind == "T": file.pending.append((call.offset, None, False))
            if call.kind == "S": file.sync()
            if call.kind == "F": file.fail()
        elif call.kind == "C":
            self.rename([(path, File())])
        elif call.kind == "U" and path in names:
            self.rename([(path, None)])
        elif call.kind == "R" and path in names:
            self.rename([(call.other, names[path]), (path, None)])
        elif call.kind == "L" and path in names:
            self.rename([(call.other, names[path])])
        return None

    def rename(self, changes):
        for path, file in changes:
            if file is None: self.names.pop(path, None)
            else: self.names[path] = file
        folder = os.path.dirname(changes[0][0])
        self.unsure.setdefault(folder, []).append(changes)

    def sync_folder(self, folder):
        for changes in self.unsure.pop(folder.rstrip("/"), []):
            self.keep(self.sure_names, changes)

    @staticmethod
    def keep(names, changes):
        for path, file in changes:
            if file is None: names.pop(path, None)
            else: names[path] = file

    def write(self, target, chance, mood):
        """Writes one of the states that a cut may leave now into the empty folder `target`."""
        names = dict(self.sure_names)
        for changes in self.unsure.values():
            kept = {"all lost": 0, "all kept": len(changes)}.get(
                mood, chance.randint(0, len(changes)))
            for change in changes[:kept]: self.keep(names, change)
        for path, file in names.items():
            place = target + path[len(self.root):]
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as out: out.write(file.content(chance, mood))
            os.chmod(place, 0o600)
