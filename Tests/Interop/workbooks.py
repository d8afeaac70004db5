"""Workbooks at a running desk, read by Debian's xlsx2csv: a list is checked as the same list in CSV is, and hostile
files are refused in time, with nothing kept. Fails without the program."""
import io, json, pathlib, shutil, ssl, sys, time, urllib.error, urllib.request, zipfile

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0"?>'
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    + "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{KIND}.{kind}+xml"/>'
        for part, kind in [("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"),
                           ("worksheets/sheet2", "worksheet"), ("styles", "styles")])
    + "</Types>")
BOOK = (
    f'<workbook xmlns="{MAIN}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="one" sheetId="1" r:id="r1"/><sheet name="two" sheetId="2" r:id="r2"/></sheets></workbook>')
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    '<Relationship Id="r1" Type="w" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="r2" Type="w" Target="worksheets/sheet2.xml"/></Relationships>')
# As it comes, a day, two places, fourteen digits.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="00000000000000"/></numFmts>'
    + "<cellXfs>" + "".join(f'<xf numFmtId="{n}"/>' for n in (0, 14, 2, 164)) + "</cellXfs></styleSheet>")


def cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(rows, head=HEAD, before=""):
    return f'{head}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'


def workbook(first, types=HEAD + TYPES):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in [
            ("[Content_Types].xml", types), ("xl/workbook.xml", HEAD + BOOK),
            ("xl/_rels/workbook.xml.rels", HEAD + RELATIONS), ("xl/styles.xml", HEAD + STYLES),
            ("xl/worksheets/sheet1.xml", first),
            ("xl/worksheets/sheet2.xml", sheet(f'<row r="1">{cell("A1", "second.example")}</row>')),
        ]:
            archive.writestr(name, text)
    return out.getvalue()


GOOD = workbook(sheet(
    f'<row r="1">{cell("A1", "site")}{cell("B1", "seen")}{cell("C1", "note;of")}</row>'
    f'<row r="3">{cell("A3", "workbook-1.example")}<c r="B3" s="1"><v>45992</v></c></row>'
    f'<row r="4">{cell("A4", "no site")}</row>'))
# A GTIN-14 as programs write numbers, and the most digits that a workbook keeps.
NUMBERS = [("14012345678906", "14012345678906"), ("1.4012345678906E13", "14012345678906"),
           ("999999999999999", "999999999999999"), ("12.5", "12.5")]
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10)) + "]>"
HOSTILE = {
    "a bomb": workbook(sheet(f'<row r="1">{cell("A1", "a" * (600 << 20))}</row>')),
    "a far row": workbook(sheet(f'<row r="999999999999">{cell("A999999999999", "a")}</row>')),
    "a far column": workbook(sheet(f'<row r="1">{cell("ZZZZZZZZZ1", "a")}</row>')),
    "a wide span": workbook(sheet(f'<row r="1" spans="1:99999999999">{cell("A1", "a")}</row>')),
    "columns without end": workbook(
        sheet(f'<row r="1">{cell("A1", "a")}</row>', before='<dimension ref="B1:A1"/>')),
    "entities": workbook(sheet(f'<row r="1">{cell("A1", "&k;")}</row>', HEAD + ENTITIES)),
    "entities outside": workbook(
        sheet(""), HEAD + ENTITIES + TYPES.replace("/xl/styles.xml", "&k;")),
    "no workbook": b"PK\x03\x04" + bytes(60),
}


def main(binary, home):
    assert shutil.which("xlsx2csv"), "xlsx2csv is not installed"
    demo = json.loads((pathlib.Path(home) / "demo.json").read_text())
    node = demo["nodes"][0]
    context = ssl._create_unverified_context()
    context.load_cert_chain(node["certificate"], node["key"])
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context))

    def ask(path, body, kind):
        request = urllib.request.Request(
            node["deskURL"].rstrip("/") + path, body, {"Content-Type": kind})
        try:
            with opener.open(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def check(body, kind=MEDIA_TYPE):
        return ask("/api/v1/indicators/check-list", body, kind)

    status, body = check(GOOD)
    read = json.loads(body)
    assert status == 200 and read["readAs"] == "xlsx", (status, body)
    assert [column.get("name") for column in read["columns"]] == ["site", "seen", "note;of"], read
    assert read["columns"][1]["sample"] == "2025-12-01", read
    # Lines are the sheet's rows; of its second sheet nothing is read.
    assert read["rows"] == 2 and read["unreadable"][-1]["line"] == 4, read
    for written, read in NUMBERS:
        for style in ("0", "2", "3"):
            number = f'<c r="B2" s="{style}" t="n"><v>{written}</v></c>'
            status, body = check(workbook(sheet(
                f'<row r="1">{cell("A1", "site")}{cell("B1", "code")}</row>'
                f'<row r="2">{cell("A2", "workbook-1.example")}{number}</row>')))
            found = json.loads(body)["columns"][1]["sample"]
            assert status == 200 and found == read, (written, style, found)
    form = (b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\n"
            + GOOD + b"\r\n--x--\r\n")
    status, body = ask("/console/check", form, "multipart/form-data; boundary=x")
    assert status == 200 and b"workbook-1.example" in body and b"second.example" not in body, status
    for encoding in ("utf-16", "gb18030"):
        text = "site,note\nworkbook-1.example,晋江\n".encode(encoding)
        status, body = check(text, "text/csv")
        assert status == 200 and json.loads(body)["columns"][1]["sample"] == "晋江", (encoding, body)
    # A file of the machine is not read for whoever names it.
    outside = HEAD + '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    status, body = check(workbook(sheet(f'<row r="1">{cell("A1", "x&a;")}</row>', outside)))
    assert b"root:" not in body, body
    for name, file in HOSTILE.items():
        begun = time.monotonic()
        status, body = check(file)
        assert status in (413, 422), (name, status, body[:300])
        assert time.monotonic() - begun < 60, name
    assert check(GOOD)[0] == 200
    assert not list(pathlib.Path(node["home"]).glob("workbooks/*")), "a workbook was kept"
    print(f"a workbook read as its list; {len(HOSTILE)} hostile ones refused")


main(*sys.argv[1:3])
