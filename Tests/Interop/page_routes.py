"""Which pages the desk port has, read out of the Swift sources: every route that answers GET and is not for programs.
A page that is added later is in the list at once, so that whoever walks the pages has to walk it.
"""
import pathlib, re

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "NodeAPI" / "DeskPort"
# Their routes are for programs and have tests of their own.
PROGRAMS = {"EPCIS", "Health", "MISP", "Metrics", "REST", "TAXII", "Verification"}
# What is made in a loop there.
LISTS = {"href": ["/about/en", "/about/zh"], r'"/\(key)/{rest...}"': ["/414/{rest...}"]}
NAMED = r'(?:static )?let (\w+)(?:: String)? =\s+((?:"[^"\n]*"|[A-Za-z][\w.]*)(?:\s*\+\s*(?:"[^"\n]*"|[A-Za-z][\w.]*))*)'
ROUTE = r'\b(?:page|open|held|DeskRoute)\(\s*\.get,\s*((?:"[^"\n]*"|[A-Za-z][\w.]*)(?:\s*\+\s*(?:"[^"\n]*"|[A-Za-z][\w.]*))*)'
TYPE = re.compile(r"^(?:package |public |private )*(?:struct|enum|extension|actor|final class) ([A-Z]\w*)", re.M)


def owner(text, found):
    """The type in which something was found."""
    types = [one.group(1) for one in TYPE.finditer(text, 0, found.start())]
    return types[-1] if types else ""


def page_routes():
    """The patterns of all of them, as '/console/cases/{id}'."""
    texts = {file: file.read_text() for file in sorted(SOURCES.rglob("*.swift"))
             if not PROGRAMS & set(file.relative_to(SOURCES).parts)}
    # What a type names, and by file what its functions do, with where: one name is used again further down.
    named, local = {}, {}
    for file, text in texts.items():
        for found in re.finditer(NAMED, text):
            named.setdefault((owner(text, found), found.group(1)), found.group(2))
            local.setdefault((file, found.group(1)), []).append((found.start(), found.group(2)))
        # Several at once: let (one, audience) = (a, b).
        for found in re.finditer(r"let \(([\w, ]+)\) = \(([^()]+)\)", text):
            for name, value in zip(found.group(1).split(", "), found.group(2).split(", ")):
                local.setdefault((file, name), []).append((found.start(), value))

    def read(expression, file, place, of):
        """What an expression in a type's file comes to."""
        parts = []
        for piece in re.split(r"\s*\+\s*", expression):
            if piece.startswith('"'):
                parts.append(re.sub(
                    r"\\\(([\w.]+)\)", lambda m: read(m.group(1), file, place, of), piece[1:-1]))
                continue
            *where, name = piece.split(".")
            before = [value for at, value in local.get((file, name), []) if at < place]
            where = where[-1] if where and where != ["Self"] else of
            value = before[-1] if piece == name and before else named.get((where, name))
            assert value, f"{file.name}: what is {piece} in a route?"
            parts.append(read(value, file, place, where))
        return "".join(parts)

    routes = {}
    for file, text in texts.items():
        for found in re.finditer(ROUTE, text):
            of, expression = owner(text, found), found.group(1)
            if expression in LISTS:
                routes.update(dict.fromkeys(LISTS[expression], file.name))
            else:
                routes[read(expression, file, found.start(), of)] = file.name
    return sorted(routes)


if __name__ == "__main__":
    print("\n".join(page_routes()))
