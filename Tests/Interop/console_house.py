"""A platform with an alliance, a marketplace of files and a mail program of its own, for the pages of accounts: nobody
can apply for one where no mail is sent, as in the demo.
"""
import email, hashlib, json, os, pathlib, socket, subprocess, tempfile, time


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def show(home, name, value, **more):
    """Has a node's marketplace of files show a listing, or with a name such as 'storefront' that."""
    kind, marketplace, identifier = name, *value.split(":", 1)
    folder = pathlib.Path(home, "markets", marketplace, "listings")
    listing = {"marketplace": marketplace, kind: identifier,
               "capturedAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())} | more
    file = folder / f"{kind}-{hashlib.sha256(value.encode()).hexdigest()}.json"
    # Whole or not at all, as the node expects it.
    (written := file.with_suffix(".new")).write_text(json.dumps(listing))
    written.rename(file)


class House:
    """A node's process and folder, both gone at the end."""

    def __init__(self, binary):
        self.binary = binary
        self.folder = tempfile.TemporaryDirectory()
        root = pathlib.Path(self.folder.name)
        self.home, self.mails = root / "house", root / "mails"
        authority = root / "authority"
        for folder in (self.home, self.mails, authority):
            folder.mkdir()
        self.peer, desk = free_port(), free_port()
        self.base = f"https://127.0.0.1:{desk}"
        self.run("alliance", "init", "--alliance", "house.example", home=authority)
        self.run("member", "init", "--alliance", "house.example", "--member", "house", "--name", "House", "--role",
                 "platform", "--endpoint", f"https://127.0.0.1:{self.peer}", "--channel", "desk-house")
        self.run("alliance", "admit", str(self.home / "peers/house.json"), "--deliver", str(self.home),
                 "--channel", "desk-house", home=authority)
        for note in (authority / "peers").glob("*.note"):
            (self.home / "peers" / note.name).write_bytes(note.read_bytes())
        for part in ("listings", "orders", "answers"):
            (self.home / "markets/houseware" / part).mkdir(parents=True)
        (self.home / "marketplaces.json").write_text(json.dumps({"marketplaces": [
            {"name": "houseware", "kind": "folder", "serves": ["houseware"], "folder": "markets/houseware"}]}))
        mailer = root / "sendmail"
        mailer.write_text(f'#!/bin/sh\nexec cat > "$(mktemp {self.mails}/mail.XXXXXX)"\n')
        mailer.chmod(0o755)
        self.log = (root / "log").open("w")
        self.process = subprocess.Popen(
            [binary, "serve", "--home", str(self.home), "--desk-port", str(desk), "--desk-url", self.base, "--sendmail",
             str(mailer), "--mail-from", "house@house.example"], stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.node = {"deskURL": self.base, "home": str(self.home), "member": "house",
                     "certificate": str(self.home / "certs/tls.pem"), "key": str(self.home / "certs/tls.key")}

    def __enter__(self):
        for line in self.process.stdout:
            if line.startswith("ready "):
                return self
        self.__exit__()
        raise AssertionError(pathlib.Path(self.log.name).read_text()[-1000:])

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.log.close()
        self.folder.cleanup()

    def run(self, *words, home=None):
        done = subprocess.run([self.binary, *words, "--home", str(home or self.home)], capture_output=True, text=True)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    def mail(self, marker):
        """The newest mail that has a text in it, once there is one."""
        for _ in range(240):
            for file in sorted(self.mails.iterdir(), key=os.path.getmtime, reverse=True):
                text = email.message_from_bytes(file.read_bytes()).get_payload(decode=True).decode()
                if marker in text:
                    file.unlink()
                    return text
            time.sleep(0.25)
        raise AssertionError(f"no mail with {marker} came")
