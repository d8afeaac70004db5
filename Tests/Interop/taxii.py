"""Reads and writes through a desk port with taxii2-client and a member's certificate, and has
stix2-validator judge every object of every collection.
"""
import json, os, pathlib, subprocess, sys, uuid, warnings

import requests
import stix2validator
from taxii2client.exceptions import TAXIIServiceException
from taxii2client.v21 import Collection, Server, as_pages
from requests.auth import AuthBase
from requests.exceptions import HTTPError

warnings.filterwarnings("ignore")
# A member's certificate names the member and no host. These would have it verified all the same.
for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
    os.environ.pop(name, None)


# What the demo's members say becomes objects of these types.
REQUIRED = {"indicator", "sighting", "opinion", "identity", "relationship", "marking-definition", "user-account", "url",
            "domain-name", "email-addr", "ipv4-addr", "phone-number", "bank-account"}


class Bearer(AuthBase):
    """A program's token, as requests shows it."""

    def __init__(self, token):
        self.token = token

    def __call__(self, request):
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


def token(binary, node):
    """Of a program that only reads."""
    said = subprocess.run(
        [binary, "desk", "token", "create", "siem", "--days", "1", "--home", node["home"]],
        check=True, capture_output=True, text=True).stdout.split()
    return next(word for word in said if word.startswith("touchstone_"))


def indicator(number, modified="2026-02-01T00:00:00.000Z"):
    return {
        "type": "indicator", "spec_version": "2.1",
        "id": f"indicator--{uuid.uuid5(uuid.NAMESPACE_URL, f'interop {number}')}",
        "created": "2026-01-31T12:00:00.000Z", "modified": modified,
        "name": "interop", "description": "x",
        "pattern": f"[domain-name:value = 'interop-{number}.example']", "pattern_type": "stix",
        "pattern_version": "2.1", "valid_from": "2026-01-31T12:00:00Z",
        "x_unknown": {"kept": [1, 2.5, None, "ü"]},
    }


def refused(status, call):
    try:
        call()
    except (HTTPError, TAXIIServiceException) as error:
        assert f"{status}" in str(error), (status, error)
        return
    raise AssertionError(f"not refused with {status}")


def validate(objects):
    options = stix2validator.ValidationOptions(version="2.1")
    for one in objects:
        result = stix2validator.validate_instance(one, options)
        assert result.is_valid, (one, [str(error) for error in result.errors])


def main(binary, home):
    demo = json.loads(pathlib.Path(home, "demo.json").read_text())
    node = demo["nodes"][0]
    login = {"verify": False, "cert": (node["certificate"], node["key"])}

    server = Server(f"{node['deskURL']}/taxii2/", **login)
    (root,) = server.api_roots
    assert root.versions == ["application/taxii+json;version=2.1"], root.versions
    collection = Collection(demo["taxiiCollection"], **login)
    assert collection.can_read and collection.can_write
    assert collection.id in [one.id for one in root.collections]

    # What the demo's members say, page by page, is what one look gives.
    judged, found = 0, set()
    for one in root.collections:
        for size in (100, 1000):
            paged = [o for page in as_pages(one.get_objects, per_request=size)
                     for o in page.get("objects", [])]
            ids = [o["id"] for o in paged]
            assert len(ids) == len(set(ids)), "an object came twice"
            manifest = [o["id"] for page in as_pages(one.get_manifest, per_request=size)
                        for o in page.get("objects", [])]
            assert manifest == ids
        validate(paged)
        judged += len(paged)
        types = sorted({o["type"] for o in paged})
        found |= set(types)
        print(f"{one.alias if hasattr(one, 'alias') else one.title}: {len(paged)} objects valid: "
              + ", ".join(types))
    assert REQUIRED <= found, f"of these types there is none: {sorted(REQUIRED - found)}"

    # What is posted comes back as it was posted, all its versions, and goes when it is deleted.
    versions = [indicator(0, f"2026-02-0{day}T00:00:00.000Z") for day in (2, 1, 3)]
    note = {"type": "note", "spec_version": "2.1", "id": f"note--{uuid.uuid4()}",
            "created": "2026-01-31T12:00:00.000Z", "modified": "2026-01-31T12:00:00.000Z",
            "content": "x", "object_refs": [versions[0]["id"]]}
    status = collection.add_objects({"objects": versions + [note] + [indicator(n) for n in range(1, 50)]})
    assert status.status == "complete" and status.success_count == 53, status
    status.refresh()
    assert status.failure_count == 0 and len(status.successes) == 53
    read = collection.get_object(versions[0]["id"], version="all")["objects"]
    assert sorted(map(json.dumps, read)) == sorted(map(json.dumps, versions))
    assert collection.get_object(note["id"])["objects"] == [note]
    assert collection.get_object(versions[0]["id"])["objects"] == [versions[2]]
    assert len(collection.object_versions(versions[0]["id"])["versions"]) == 3
    assert note in collection.get_objects(type="note")["objects"]
    collection.delete_object(versions[0]["id"], version="2026-02-03T00:00:00.000Z")
    assert collection.get_object(versions[0]["id"])["objects"] == [versions[0]]
    collection.delete_object(versions[0]["id"])
    refused(404, lambda: collection.get_object(versions[0]["id"]))
    refused(400, lambda: collection.get_objects(next="!"))

    # Another node has what was posted, and signs nothing for it.
    other = demo["nodes"][1]
    refused(403, lambda: Collection(
        demo["taxiiCollection"], verify=False, cert=(other["certificate"], other["key"])).can_read)
    refused(401, lambda: Collection(demo["taxiiCollection"], verify=False).can_read)

    # A program with a token reads the same, and writes nothing.
    reader = {"verify": False, "auth": Bearer(token(binary, node))}
    (readable,) = Server(f"{node['deskURL']}/taxii2/", **reader).api_roots
    assert [one.id for one in readable.collections] == [one.id for one in root.collections]
    assert all(one.can_read and not one.can_write for one in readable.collections)
    seen = Collection(demo["taxiiCollection"], **reader)
    assert seen.get_object(note["id"])["objects"] == [note]
    # The client does not send what a collection says is not to be written, so it is asked without one.
    answer = requests.post(
        demo["taxiiCollection"] + "objects/", json={"objects": [indicator(51)]}, **reader,
        headers={"Content-Type": "application/taxii+json;version=2.1"})
    assert answer.status_code == 401 and "WWW-Authenticate" in answer.headers, answer.status_code
    print(f"taxii2-client reads, pages, writes and deletes; {judged} objects valid")


main(sys.argv[1], sys.argv[2])
