"""Which pages the desk port has, read out of the Swift sources: every route that answers GET and is not for programs.
A page that is added later is in the list at once, so that whoever walks the pages has to walk it. One that is written
in a way that is not understood here fails this, instead of being left out.
"""
import pathlib, re

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "NodeAPI" / "DeskPort"
# Their routes are for programs and have tests of their own.
PROGRAMS = {"EPCIS", "Health", "MISP", "Metrics", "REST", "TAXII", "Verification"}
# What is made in a loop there: one address for each language; and for each key of GS1 the same refusal, of which one
# is walked.
LANGUAGES = re.findall(r'^    case \w+ = "(\w+)"$', (SOURCES / "Negotiation" / "DeskLanguage.swift").read_text(), re.M)
LISTS = {"href(language)": [f"/about/{language}" for language in LANGUAGES],
         r'"/\(key)/{rest...}"': ["/414/{rest...}"]}
NAMED = r'(?:static )?let (\w+)(?:: String)? =\s+((?:"[^"\n]*"|[A-Za-z][\w.]*)(?:\s*\+\s*(?:"[^"\n]*"|[A-Za-z][\w.]*))*)'
# What makes a route of a method and a path that it is given.
MAKERS = r"page|open|held"
ROUTE = (r'\b(?:' + MAKERS + r'|DeskRoute)\(\s*(?P<method>\.get),\s*(?P<path>href\(language\)'
         r'|(?:"[^"\n]*"|[A-Za-z][\w.]*)(?:\s*\+\s*(?:"[^"\n]*"|[A-Za-z][\w.]*))*)(?=\s*[,)])')
# Where else GET is named: compared with, looked up, and as the method of what a program asks for.
NO_ROUTE = re.compile(r"[=!]= \.get\b|\.HEAD \? \.get :")
OPERATION = re.compile(r"\bmethod: \.get, path: ")
TYPE = re.compile(r"^(?:package |public |private )*(?:struct|enum|extension|actor|final class) ([A-Z]\w*)", re.M)


def owner(text, found):
    """The type in which something was found."""
    types = [one.group(1) for one in TYPE.finditer(text, 0, found.start())]
    return types[-1] if types else ""


def code(file):
    """What of a file is no comment."""
    return re.sub(r"^\s*//.*$", "", file.read_text(), flags=re.M)


def missed(file, text, understood):
    """Fails for a route of this file that is not among those understood, or may be one."""
    known = {found.start("method") for found in understood}
    patterns = [NO_ROUTE] + ([OPERATION] if file.name.startswith("RESTRoutes") else [])
    others = {found.start() + found.group().index(".get") for pattern in patterns for found in pattern.finditer(text)}
    # `get()` is a result's.
    named = [found.start() for found in re.finditer(r"\.get\b(?!\(\))", text)]
    for place in named:
        assert place in known | others, (file.name, "GET is not understood", text[max(0, place - 60):place + 60])
    assert len(known) == len(set(named) - others), file.name
    # A method that is a variable may be GET: only what makes routes has one.
    variable = rf"\bDeskRoute\((?!\s*\.(?:get|post|put|delete)\b)|\b(?:{MAKERS})\(\s*[\w.]*\b[mM]ethod\b"
    for found in re.finditer(variable, text):
        functions = re.findall(r"\bfunc (\w+)", text[:found.start()])
        assert functions and re.fullmatch(MAKERS, functions[-1]), (file.name, text[found.start():found.start() + 80])
    for found in re.finditer(r"\bfunc (\w+)\([^{}]*: DeskMethod\b[^{}]*-> \[?DeskRoute\b", text):
        assert re.fullmatch(MAKERS, found.group(1)), (file.name, "makes routes too", found.group(1))
    # Nor is a path one, which would be any.
    for found in understood:
        function = re.findall(r"\bfunc \w+\(([^{}]*)\{", text[:found.start()])
        parameters = set(re.findall(r"(\w+): ", function[-1])) if function else set()
        names = set(re.findall(r"(?<![\w.\"])\w+(?![\w.(])", re.sub(r'"[^"]*"', "", found["path"])))
        assert not parameters & names, (file.name, "whose path?", found.group())


def page_routes():
    """The patterns of all of them, as '/console/cases/{id}'."""
    files = sorted(SOURCES.rglob("*.swift"))
    programs = [file for file in files if PROGRAMS & set(file.relative_to(SOURCES).parts)]
    texts = {file: code(file) for file in files if file not in programs}
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
        understood = list(re.finditer(ROUTE, text))
        missed(file, text, understood)
        for found in understood:
            of, expression = owner(text, found), found["path"]
            if expression in LISTS:
                routes.update(dict.fromkeys(LISTS[expression], file.name))
            else:
                routes[read(expression, file, found.start(), of)] = file.name
    for file in set(SOURCES.parents[1].rglob("*.swift")) - set(files):
        assert not re.search(r"\bDeskRoute(?:\.init)?\(", code(file)), f"{file}: a route of the desk port elsewhere"
    for file in programs:
        page = re.search(rf"\b(?:{MAKERS})\(\s*\.get\b", code(file))
        assert not page, f"{file.name}: a page among what is for programs: {page.group()}"
    return sorted(routes)


if __name__ == "__main__":
    print("\n".join(page_routes()))
