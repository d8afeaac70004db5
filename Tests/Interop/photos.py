"""Photos of codes at a running desk, read by Debian's zbarimg and dmtxread: each is checked as the same code
typed, over REST and by the console's form. Fails without the programs."""
import html, io, json, pathlib, re, shutil, ssl, sys, urllib.error, urllib.request

import subprocess

from PIL import Image, ImageFilter

ITEM = "[01]{gtin}[10]L1[21]A1"


def zint(folder, name, *arguments):
    path = folder / f"{name}.png"
    subprocess.run(["zint", "-o", str(path), *arguments], check=True, capture_output=True)
    return Image.open(path).convert("L")


def photographed(image, degrees=0, scale=3, blur=0.6):
    """As a phone sees it: larger, on a desk, a little askew and not quite sharp."""
    image = image.resize((image.width * scale, image.height * scale), Image.NEAREST)
    desk = Image.new("L", (image.width + 240, image.height + 240), 225)
    desk.paste(image, (120, 120))
    return desk.rotate(degrees, fillcolor=225, expand=True, resample=Image.BICUBIC).filter(
        ImageFilter.GaussianBlur(blur))


def encoded(image, kind):
    out = io.BytesIO()
    image.save(out, kind, **({"quality": 80} if kind == "JPEG" else {}))
    return out.getvalue()


def main(binary, home):
    for program in ("zbarimg", "dmtxread", "zint"):
        assert shutil.which(program), f"{program} is not installed"
    demo = json.loads((pathlib.Path(home) / "demo.json").read_text())
    node = demo["nodes"][0]
    base = node["deskURL"].rstrip("/")
    context = ssl._create_unverified_context()
    context.load_cert_chain(node["certificate"], node["key"])

    class NoRedirect(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    opener = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=context), NoRedirect)

    def ask(path, body=None, kind=None):
        request = urllib.request.Request(base + path, body, {"Content-Type": kind} if kind else {})
        try:
            with opener.open(request) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read()

    folder = pathlib.Path(home) / "codes"
    folder.mkdir(exist_ok=True)
    gtin = "04006381333931"
    item = ITEM.format(gtin=gtin)
    typed = f"(01){gtin}(10)L1(21)A1"
    link = f"https://id.example.com/01/{gtin}/10/L1/21/A1"
    codes = {
        "gs1-128": (zint(folder, "gs1-128", "-b", "16", "--gs1", "-d", item, "-w", "10"), typed),
        "gs1-datamatrix": (zint(folder, "dm", "-b", "71", "--gs1", "-d", item, "-w", "4",
                                "--vwhitesp=4", "--scale=2"), typed),
        "gs1-qr": (zint(folder, "gs1-qr", "-b", "58", "--gs1", "-d", item, "-w", "4",
                        "--vwhitesp=4", "--scale=2"), typed),
        "digital-link": (zint(folder, "link", "-b", "58", "-d", link, "-w", "4", "--vwhitesp=4",
                              "--scale=2"), link),
        "ean-13": (zint(folder, "ean", "-b", "13", "-d", gtin[1:13], "-w", "10"), gtin),
    }
    read = 0
    for name, (image, code) in codes.items():
        status, _, expected = ask("/api/v1/products/check?code=" + urllib.request.quote(code, safe=""))
        expected = json.loads(expected)
        for degrees in (0, 4) if name != "gs1-128" else (0, 2):
            for kind in ("PNG", "JPEG"):
                photo = encoded(photographed(image, degrees), kind)
                status, _, body = ask("/api/v1/products/photo", photo, f"image/{kind.lower()}")
                assert status == 200, (name, kind, degrees, status, body)
                found = json.loads(body)
                for key in ("gtin", "serial", "lot", "verdict"):
                    assert found["check"].get(key) == expected.get(key), (name, key, found)
                form = (b"--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a\"\r\n\r\n"
                        + photo + b"\r\n--x--\r\n")
                status, headers, body = ask(
                    "/console/product/photo", form, "multipart/form-data; boundary=x")
                assert status == 303, (name, kind, status, body[-400:])
                place = {k.lower(): v for k, v in headers.items()}["location"]
                assert gtin in place or gtin.lstrip("0") in place, place
                read += 1
    # No code, and files that are none: refused, and the desk goes on.
    for body, kind, wanted in [
        (encoded(Image.new("L", (300, 300), 200), "PNG"), "image/png", 422),
        (encoded(Image.new("L", (300, 300), 200), "PNG")[:60], "image/png", 422),
        (b"GIF89a" + bytes(40), "image/png", 415),
        (encoded(Image.new("L", (9000, 9000), 200), "PNG"), "image/png", 413),
    ]:
        status, _, answer = ask("/api/v1/products/photo", body, kind)
        assert status == wanted, (status, wanted, answer)
    assert not list(pathlib.Path(node["home"]).glob("photos/*")), "a photo was kept"
    print(f"{read} photos of {len(codes)} kinds of codes read as typed; 4 refused")


main(*sys.argv[1:3])
